"""The page each person lands on, and search over everything."""
