"""Orders of a small shop in one file."""

__version__ = "0.4.0"
