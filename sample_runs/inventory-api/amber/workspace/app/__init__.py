"""Inventory service for one workshop."""
