"""The child process: it can harm nothing, outlive nothing and leave nothing, whatever the file does to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

import pytest

from goldenthread.readers import CannotRead, Limits, process, read, read_here
from tests.paths import CHECKOUT
from tests.readers.files import packed, paragraph, pdf, plain_table, unpacked, word, workbook

pytestmark = pytest.mark.slow

SHEET = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Zoë</t></is></c></row></sheetData>'
FILES = {
    "plan.docx": word(paragraph("Plan") + plain_table([["Ref", "O’Brien"]])),
    "plan.xlsx": workbook(SHEET),
    "plan.csv": "Ref,Lead\n1,Zoë\n2,ŵ\n".encode("utf-16"),
    "old.csv": "Ref,Lead\n1,Zoë – O’Brien\n".encode("mac_roman"),
    "plan.txt": b"Plan\n\nRef\tAction\n1\tOne\n",
    "plan.html": b"<html><body><table><tr><td>a</td></tr></table></body></html>",
}
INSIDE = """
import sys, json
sys.path.insert(0, sys.argv[1])
from goldenthread.readers.confine import confine
from goldenthread.readers.limits import Limits
import os, socket, resource
confine(Limits(**json.loads(sys.argv[2])))
{}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A temporary folder of its own, so that whatever a reader leaves is seen."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("TMPDIR", str(place))
    yield tmp_path
    assert list(place.iterdir()) == []


def written(folder: Path, data: bytes, name: str = "file") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def leftovers() -> set[Path]:
    """What the child's user has in the temporary folders of this machine."""
    owner = 65534 if os.geteuid() == 0 else os.geteuid()
    places = [path for name in ("/tmp", "/var/tmp", "/dev/shm") for path in Path(name).glob("*")]
    return {path for path in places if path.lstat().st_uid == owner and "pytest" not in path.name}


def inside(code: str, limits: Limits | None = None) -> subprocess.CompletedProcess[bytes]:
    """Runs code in a process that has been confined as the child is."""
    return subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            INSIDE.format(code),
            str(CHECKOUT),
            json.dumps(asdict(limits or Limits())),
        ],
        capture_output=True,
        check=False,
        cwd="/",
    )


@pytest.mark.parametrize("name", FILES)
def test_the_child_reads_the_same_as_this_process(folder, name):
    assert read(written(folder, FILES[name], name)) == read_here(FILES[name], name=name)


def test_the_child_reads_a_pdf(folder):
    data = pdf("#table(columns: 2, [a], table.cell(fill: red)[#strike[b]])")
    assert read(written(folder, data, "plan.pdf")) == read_here(data, name="plan.pdf")


def test_the_name_that_the_person_knows_is_the_one_that_counts(folder):
    path = written(folder, FILES["plan.docx"], "5f2b")
    assert read(path, name="plan.docx").remarks == ()
    assert "ends in .xlsx" in read(path, name="plan.xlsx").remarks[0]


def test_a_refusal_comes_back_as_its_sentence(folder):
    with pytest.raises(CannotRead, match=r"^The file is in Rich Text Format: .*\.$"):
        read(written(folder, rb"{\rtf1 x}"))


def test_a_file_over_the_limit_is_refused_before_a_child_is_started(folder, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    with pytest.raises(CannotRead, match="over 0 MB"):
        read(written(folder, b"a,b\n" * 100), limits=Limits(file_bytes=100))


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_path_that_is_no_file_is_refused(folder, name):
    with pytest.raises(CannotRead, match="cannot be opened"):
        read(folder / name)


def test_a_pipe_is_refused_without_waiting(folder):
    os.mkfifo(folder / "pipe")
    with pytest.raises(CannotRead, match="cannot be opened"):
        read(folder / "pipe")


def test_a_reader_that_takes_too_long_is_ended(folder, monkeypatch):
    monkeypatch.setattr(process, "_START", "import time; time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(CannotRead, match="too long"):
        read(written(folder, b"a,b\n"), limits=Limits(clock_seconds=1))
    assert time.monotonic() - started < 5


def test_a_reader_that_closes_its_answer_and_stays_is_ended(folder, monkeypatch):
    monkeypatch.setattr(process, "_START", "import os, time; os.close(1); time.sleep(60)")
    with pytest.raises(CannotRead, match="too long"):
        read(written(folder, b"a,b\n"), limits=Limits(clock_seconds=1))


def test_a_reader_that_answers_too_much_is_ended(folder, monkeypatch):
    monkeypatch.setattr(process, "_START", "import os\nwhile True: os.write(1, b'x' * 65536)")
    with pytest.raises(CannotRead, match="more memory"):
        read(written(folder, b"a,b\n"), limits=Limits(answer_bytes=1_000_000))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "unusual way"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "more memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "too long"),
        ("raise KeyError('ZZCANARY')", "unusual way"),
        ("print('[1,2,3]')", "unusual way"),
        ("print('nonsense')", "unusual way"),
        ("pass", "unusual way"),
    ],
)
def test_whatever_way_the_reader_dies_there_is_a_sentence(folder, monkeypatch, code, sentence):
    monkeypatch.setattr(process, "_START", code)
    with pytest.raises(CannotRead, match=sentence) as caught:
        read(written(folder, b"a,b\n"))
    assert "ZZCANARY" not in str(caught.value)


def test_a_fault_is_named_for_the_developer_without_the_files_words(folder, monkeypatch):
    start = process._START.replace(
        "main()", "child.read_prepared = lambda *_: {}['ZZCANARY']; main()"
    ).replace("import main", "import main; from goldenthread.readers import child")
    monkeypatch.setattr(process, "_START", start)
    with pytest.raises(CannotRead) as caught:
        read(written(folder, b"a,b\n"))
    assert caught.value.__notes__ == ["KeyError at <string>:1"]


def test_too_little_memory_is_a_sentence(folder):
    rows = plain_table([["some words that take room"] * 5] * 20_000)
    with pytest.raises(CannotRead, match="more memory"):
        read(written(folder, word(rows)), limits=Limits(memory_bytes=120_000_000))


def test_nothing_is_left_in_any_temporary_folder(folder):
    before = leftovers()
    for data in (FILES["plan.xlsx"], FILES["plan.docx"][:400], b"PK\x03\x04", b"%PDF-1.7\n"):
        try:
            read(written(folder, data))
        except CannotRead:
            continue
    assert leftovers() <= before


def test_the_child_is_given_no_environment_and_no_descriptor(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://ZZCANARY")
    monkeypatch.setattr(
        process,
        "_START",
        "import os, json; seen = [sorted(os.environ), os.getcwd(), os.listdir('/proc/self/fd')]; "
        "print(json.dumps({'cannot_read': json.dumps(seen)}))",
    )
    os.set_inheritable(os.open("/etc/hostname", os.O_RDONLY), True)
    with pytest.raises(CannotRead) as caught:
        read(written(folder, b"a,b\n"))
    environment, place, descriptors = json.loads(str(caught.value))
    assert [name for name in environment if name != "LC_CTYPE"] == ["LC_ALL"]
    assert place == "/"
    assert set(descriptors) <= {"0", "1", "2", "3"}


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')",
        "open(PLACE, 'w')",
        "os.mkdir(PLACE)",
        "os.rename('/etc/hostname', PLACE)",
        "os.unlink('/etc/hostname')",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "os.pipe()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), 0)",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (1000, 1000))",
        "os.setuid(0)",
        "bytearray(2_000_000_000)",
    ],
)
def test_inside_nothing_can_be_opened_started_reached_or_taken_back(code):
    place = Path(f"/tmp/canary-{uuid4()}")  # where anybody could write, were it not for the confinement
    result = inside(code.replace("PLACE", repr(str(place))))
    assert result.returncode == 1, result
    assert any(
        error in result.stderr
        for error in (b"PermissionError", b"OSError", b"BlockingIOError", b"MemoryError", b"ValueError")
    )
    assert not place.exists()


def test_a_loop_without_end_is_ended_by_the_processors_clock():
    assert inside("while True: pass", Limits(seconds=1)).returncode == -signal.SIGXCPU


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_root_becomes_nobody():
    assert inside("print(os.getuid(), os.getgid(), os.getgroups())").stdout == b"65534 65534 []\n"


def test_no_web_framework_is_loaded_in_the_child():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import goldenthread.readers.child; "
        "print(sorted({'django', 'lxml', 'openpyxl', 'pdfplumber', 'numpy'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-c", code, str(CHECKOUT)], capture_output=True, check=True
    )
    assert result.stdout == b"[]\n"


def test_a_bomb_costs_little_time_and_memory(folder):
    inner = unpacked(FILES["plan.docx"])
    inner["word/document.xml"] = b"<x>" + b"a" * 80_000_000 + b"</x>"
    path = written(folder, packed(inner))
    started = time.monotonic()
    with pytest.raises(CannotRead, match="unpacks to more"):
        read(path, limits=Limits(memory_bytes=256_000_000))
    assert time.monotonic() - started < 2
