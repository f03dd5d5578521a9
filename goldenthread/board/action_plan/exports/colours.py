"""Colours that printed plans share. Every text on them keeps a contrast of 7 to 1 or more."""

from __future__ import annotations

BRAND = "12436D"
RULE = "8A949E"
HAIRLINE = "D0D4D8"

RAG_TINTS = {
    "green": "C9E7D3",
    "amber-green": "E4EBC3",
    "amber": "FFE2AE",
    "amber-red": "FBD0B4",
    "red": "F5C6C6",
    "blue": "CBDFF2",
    "grey": "E1E4E8",
}
"""The fill behind a rating's word, by its code. The word says it; the colour only helps to find it."""
