"""How two workspaces differ."""
