"""What is asked: rubrics, their file format, their checks and the one formula."""
