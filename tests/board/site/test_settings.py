"""What an installation can set: all of it is written down, and what would not be safe is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from tests.paths import CHECKOUT

SITE = CHECKOUT / "goldenthread" / "board" / "site"
ASKED = re.compile(
    r'environment\.(text|yes|secret|number)\(\s*"([A-Z_]+)"(?:,\s*(?:default=)?("[^"]*"|\d+|True|False)\s*\))?'
)
WRITTEN = re.compile(r'^#?([A-Z_]+)="(.*)"$', re.MULTILINE)
ELSEWHERE = {"DATABASE_OWNER_URL"}  # read before there are any settings
REAL = {
    "DATABASE_URL": "postgresql:///none",
    "SECRET_KEY": "a long random text of their own, 0123456789abcdef",
}


def asked_for() -> list[tuple[str, str, str]]:
    """How, by which name and with which default settings ask for each variable."""
    return ASKED.findall((SITE / "settings.py").read_text())


def written() -> dict[str, str]:
    return dict(WRITTEN.findall((CHECKOUT / ".env.example").read_text()))


def settings(**variables: str) -> dict[str, object]:
    """The settings of an installation with these variables, in a process of its own."""
    program = (
        "import json, sys\n"
        "from goldenthread.board.site import settings\n"
        "print(json.dumps({name: value for name, value in vars(settings).items() if name.isupper()}, default=str))"
    )
    own = {name for name, _ in WRITTEN.findall((CHECKOUT / ".env.example").read_text())}
    environment = {name: value for name, value in os.environ.items() if name not in own} | variables
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr.strip().split("\n")[-1]
    return json.loads(done.stdout)


def test_every_variable_is_written_down_and_no_other():
    assert set(written()) == {name for _, name, _ in asked_for()} | ELSEWHERE


def test_what_is_written_down_is_what_holds_by_itself():
    for _, name, default in asked_for():
        if default.startswith('"') or default.isdigit():
            assert written()[name] == default.strip('"'), name


def test_every_secret_and_only_a_secret_may_lie_in_a_file():
    marked = re.findall(r'\(file\)\n#?([A-Z_]+)="', (CHECKOUT / ".env.example").read_text())

    assert set(marked) == {name for how, name, _ in asked_for() if how == "secret"} | ELSEWHERE


@pytest.mark.slow
def test_the_real_thing_is_safe_without_any_setting():
    found = settings(**REAL)

    assert (found["DEMO"], found["DEBUG"]) == (False, False)
    assert found["SECOND_FACTOR_REQUIRED"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_IDLE_SECONDS"] <= 15 * 60
    assert "*" not in "".join(found["ALLOWED_HOSTS"])


@pytest.mark.slow
def test_the_real_thing_has_no_secret_of_its_own():
    with pytest.raises(AssertionError, match="Set SECRET_KEY: see"):
        settings(DATABASE_URL="postgresql:///none")


@pytest.mark.slow
def test_a_secret_can_be_kept_in_a_file(tmp_path):
    (tmp_path / "key").write_text("from the file\n")

    found = settings(DATABASE_URL="postgresql:///none", SECRET_KEY_FILE=str(tmp_path / "key"))

    assert found["SECRET_KEY"] == "from the file"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BEHIND_TLS", "perhaps", "BEHIND_TLS must be yes or no"),
        ("UPLOAD_MEGABYTES", "many", "must be a whole number"),
    ],
)
def test_a_value_that_means_nothing_stops_the_start_with_a_sentence(name, value, sentence):
    with pytest.raises(AssertionError, match=sentence):
        settings(**REAL, **{name: value})
