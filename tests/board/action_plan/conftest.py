"""What tests of the plan share."""

from __future__ import annotations

import pytest


@pytest.fixture
def at_once(settings, tmp_path, monkeypatch):
    """Jobs run where they are asked for, and files are read in this process, which is faster."""
    from goldenthread import readers

    settings.JOBS_AT_ONCE = True
    settings.FILES = tmp_path / "files"

    def read(path, *, name, limits):
        return readers.read_here(path, name=name, limits=limits)

    monkeypatch.setattr(readers, "read", read)
