"""The domain, held to its promises without a terminal."""
