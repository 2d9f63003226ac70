"""The ledger: what it keeps, refuses and rebuilds."""
