"""Where tests find things outside the product."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = CHECKOUT.parent / "shared"
BOARD_DOCS = SHARED / "data" / "board_docs"
SUNDERLAND = SHARED / "source" / "sunderland-2015.txt"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the background folder ../shared is not beside this checkout"
)
