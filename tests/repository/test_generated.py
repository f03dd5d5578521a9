"""The documents written from the code say what the code says."""

from goldenthread.board.site.generated import write_generated
from tests.paths import CHECKOUT


def test_what_is_written_from_the_code_is_fresh():
    assert write_generated(CHECKOUT / "docs" / "generated", check=True) == [], "run make docs"
