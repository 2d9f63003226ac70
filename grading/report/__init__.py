"""What is published: standings, and later scorecards, exports and the check of published numbers."""
