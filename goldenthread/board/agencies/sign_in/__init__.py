"""How people come in and are let out again: what allauth leaves to us."""
