"""A reviewer at work."""
