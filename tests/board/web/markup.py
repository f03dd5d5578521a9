"""Markup made comparable: the order of attributes and classes, and white space, say nothing."""

from html.parser import HTMLParser

from tests.paths import CHECKOUT

TEMPLATES = CHECKOUT / "goldenthread" / "templates"
STATIC = CHECKOUT / "goldenthread" / "static"
GOVUK = CHECKOUT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"


class Pieces(HTMLParser):
    """The tags and words of some markup, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = sorted((name, self._value(name, value)) for name, value in attrs)
        self.found.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"input"}:
            self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words:
            self.found.append(words)

    @staticmethod
    def _value(name: str, value: str | None) -> str:
        if name == "class":
            return " ".join(sorted((value or "").split()))
        return value or ""


def pieces(markup: str) -> list[object]:
    parser = Pieces()
    parser.feed(markup)
    parser.close()
    return parser.found
