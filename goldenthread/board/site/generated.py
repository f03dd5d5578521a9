"""Documents that are written from the code itself, so that they cannot lie."""

from __future__ import annotations

from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.board.action_plan.rules.status import NEXT
from goldenthread.board.agencies.rules import MAY, Permission, Role


def permissions() -> str:
    """Who may do what, as a table."""
    head = ["May …", *(role.label for role in Role)]
    rows = [
        [permission.value, *(MAY[role].get(permission, "") for role in Role)] for permission in Permission
    ]
    return "\n".join(
        [
            "# Who may do what",
            "",
            "Written by `make docs` from `board/agencies/rules.py`: for whose lines; empty is no.",
            "",
            *_table(head, rows),
            "",
        ]
    )


def addresses() -> str:
    """Every address, and who may open it."""

    def walk(patterns: list[URLPattern | URLResolver], start: str) -> list[list[str]]:
        found = []
        for each in patterns:
            place = start + str(each.pattern)
            if isinstance(each, URLResolver):
                found += walk(each.url_patterns, place)
            else:
                needs = getattr(each.callback, "needs", "django-allauth")
                found.append([f"`/{place}`", str(needs or "everybody who is signed in")])
        return found

    rows = sorted(walk(get_resolver().url_patterns, ""))
    told = 'Written by `make docs`. "django-allauth" asks to sign in by itself, or is the way to do so.'
    return "\n".join(["# Who may open which page", "", told, "", *_table(["address", "who"], rows), ""])


def statuses() -> str:
    """The steps that an action can take by hand, as a diagram."""
    arrows = sorted(f"    {current} --> {wanted}" for current, after in NEXT.items() for wanted in after)
    told = "Steps taken by hand. Claiming, verifying and confirming go by ticks (docs/decisions/0012)."
    return "\n".join(
        ["# How an action moves", "", told, "", "```mermaid", "stateDiagram-v2", *arrows, "```", ""]
    )


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]


def write_generated(folder: Path, *, check: bool) -> list[Path]:
    """Write each document that is stale, or with `check` only find them; returns the stale ones."""
    stale = []
    for name, make in (("permissions", permissions), ("addresses", addresses), ("statuses", statuses)):
        path, text = folder / f"{name}.md", make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return stale
