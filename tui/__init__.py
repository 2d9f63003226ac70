"""Everything a person sees in the terminal: commands now, screens later. It holds no rule of grading."""
