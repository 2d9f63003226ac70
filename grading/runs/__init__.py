"""What was made: tasks, runs, their figures, and the vault that keeps their workspaces."""
