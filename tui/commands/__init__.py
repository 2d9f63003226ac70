"""One file for each command; each is loaded when it is used."""
