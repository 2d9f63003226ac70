"""What must never happen, tried against the real program."""
