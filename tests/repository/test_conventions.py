"""Conventions that are checked, not remembered."""

from __future__ import annotations

import ast
import importlib
import re
import statistics
from pathlib import Path

import pytest
from django.apps import apps

from tests.paths import CHECKOUT

PRODUCT = CHECKOUT / "goldenthread"
STACK = ["site", "home", "action_plan", "documents", "agencies", "history", "web"]
MODULES = [path for path in PRODUCT.rglob("*.py") if "migrations" not in path.parts]
OWN_MODELS = [
    model
    for app in apps.get_app_configs()
    if app.name.startswith("goldenthread.")
    for model in app.get_models()
    if not hasattr(model, "pgh_tracked_model")
]


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


@pytest.mark.parametrize("app", STACK)
def test_each_app_says_in_one_sentence_what_it_is(app):
    sentence = importlib.import_module(f"goldenthread.board.{app}").__doc__ or ""
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_no_file_passes_300_lines():
    long = [str(path) for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 300]
    assert long == []


def test_functions_are_short():
    lengths = {(path.name, each.name): length(each) for path in MODULES for each in functions(path)}
    assert [name for name, lines in lengths.items() if lines > 40] == []
    assert statistics.median(lengths.values()) < 10


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model.__name__)
def test_every_field_is_said_to_be_personal_or_plain(model):
    said = getattr(model.Privacy, "personal", set()) | getattr(model.Privacy, "plain", set())
    assert said == {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model.__name__)
def test_every_model_has_a_history(model):
    tracked = {each.pgh_tracked_model for each in apps.get_models() if hasattr(each, "pgh_tracked_model")}
    assert model in tracked


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model.__name__)
def test_no_key_points_up_the_stack(model):
    place = STACK.index(model._meta.app_label)
    for field in model._meta.concrete_fields:
        if field.is_relation:
            assert STACK.index(field.related_model._meta.app_label) >= place


def test_there_is_no_drawer_for_odds_and_ends():
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert not names & {"core", "common", "utils", "util", "shared", "helpers", "helper", "misc", "services"}


def test_nothing_prints_logs_or_catches_everything():
    pattern = re.compile(r"except Exception|^\s*print\(|pgtrigger\.ignore", re.MULTILINE)
    assert [str(path) for path in MODULES if pattern.search(path.read_text(encoding="utf-8"))] == []


def test_no_committed_text_names_a_machine_or_a_registry():
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    parts = (
        r"pypi\.|org",
        r"files\.python|hosted",
        r"registry\.npm|js",
        "/ro|ot/",
        r"(?<!\w)/ho|me/[a-z]",
        "/wo|rk/",
    )
    # Put together here, so that this very file does not hold them.
    hosts = re.compile("|".join(r"(?<!\w)" + part.replace("|", "") for part in parts))
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = CHECKOUT / name
        if path.suffix in {".png", ".ico"} or not path.is_file():
            continue
        if hosts.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(name)
    assert found == []
