"""How two workspaces differ: every line of both sides in its place, whatever the lines are."""
