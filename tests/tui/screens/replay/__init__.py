"""A long session of all kinds of keys, and an independent model of what they decide."""
