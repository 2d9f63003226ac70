"""A study as files, and back."""
