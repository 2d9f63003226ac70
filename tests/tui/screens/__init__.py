"""Tests of tui/screens."""
