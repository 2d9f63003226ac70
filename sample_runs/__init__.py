"""Tasks with several runs each, written for this project, and three published evaluations as figures."""
