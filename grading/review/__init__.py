"""A reviewer at work: what stands before them, where they are, and what they do about it."""
