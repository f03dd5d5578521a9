"""The web product: what the board and its agencies use."""
