"""What sidegrade promises, held against the real thing."""
