"""What was decided: the kinds of decision, what they add up to, and how people write them."""
