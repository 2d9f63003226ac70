"""Adapters: HTTP, persistence, configuration."""
