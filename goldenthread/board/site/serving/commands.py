"""Commands of Django and of our own, run in a process of their own."""

import os
import subprocess
import sys

SETTINGS = "goldenthread.board.site.settings"


def run_django(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run one of Django's commands to its end, with these variables besides the present ones."""
    return _run(["django", *arguments], environment | {"DJANGO_SETTINGS_MODULE": SETTINGS})


def run_goldenthread(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run one of our own commands to its end; what it says goes to the person."""
    return _run(["goldenthread", *arguments], environment)


def _run(module: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", *module]
    return subprocess.run(
        command, env=os.environ | environment, stderr=subprocess.PIPE, text=True, check=False
    )
