"""What is asked: the file format, the checks and the one formula."""
