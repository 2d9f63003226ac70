"""What is painted, before it is on any screen."""
