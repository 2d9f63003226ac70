"""What fills the terminal: a screen hears keys and messages, decides, and tells its widgets what to show."""
