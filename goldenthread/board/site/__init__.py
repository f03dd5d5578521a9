"""Wires the apps into one website: settings, addresses, error pages, the embedded database."""
