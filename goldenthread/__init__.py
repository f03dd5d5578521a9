"""Goldenthread: assurance for a local safeguarding children board."""

__version__ = "0.1.0"
