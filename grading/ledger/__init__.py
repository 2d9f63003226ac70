"""Where decisions are kept: one append-only table in SQLite. Nothing else opens the ledger."""
