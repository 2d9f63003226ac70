"""What was decided: what stands, how it is kept, what fits and what it adds up to."""
