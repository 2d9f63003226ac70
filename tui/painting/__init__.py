"""What is seen, as text and colours; no widget in here."""
