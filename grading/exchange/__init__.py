"""A study as files that others can check, and back: what an export holds, and what an import has to be."""
