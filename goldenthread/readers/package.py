"""A zip of document parts, opened only after its shape has been checked.

Sizes that the zip declares are not believed: every part is unpacked in small pieces and counted.
"""

from __future__ import annotations

import codecs
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from .limits import Limits
from .table import CannotRead

DAMAGED = (
    "The file is damaged or incomplete: open it in the program that made it, save it and send the new copy."
)
PROTECTED = "The file is protected with a password: take the password off and send it again."
_HOSTILE = "The file is not put together as Word and Excel do it: save it again from there and send that."
_TOO_LARGE = "The file unpacks to more than can be read: remove what is not needed and send it again."

codecs.lookup("cp437")  # names in a zip need it, and the child process can open no file later
_PIECE = 1 << 16
_LOCAL_HEADER = struct.Struct("<26xHH")
_LOCAL_HEADER_BYTES = 30
_XML_NAME = re.compile(r"\.(xml|rels|vml)$", re.I)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_KNOWN_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "iso-8859-1", "windows-1252"}
_FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


class Package:
    """The parts of a checked zip, by name."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises CannotRead where the zip is damaged, hostile or too large."""
        if data.count(b"PK\x01\x02") > limits.parts:
            raise CannotRead(_HOSTILE)
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._check(data)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            struct.error,
            ValueError,
            NotImplementedError,
        ) as error:
            raise CannotRead(DAMAGED) from error

    @property
    def names(self) -> list[str]:
        return self._zip.namelist()

    def part(self, name: str) -> bytes:
        """One part, whole. Raises CannotRead if the package lacks it."""
        try:
            return self._zip.read(name)
        except KeyError as error:
            raise CannotRead(DAMAGED) from error

    def _check(self, data: bytes) -> None:
        members = self._zip.infolist()
        _check_names(members)
        _check_places(members, data)
        unpacked = 0
        for member in members:
            if member.flag_bits & 1:
                raise CannotRead(PROTECTED)
            unpacked += self._check_part(member, self._limits.inflated_bytes - unpacked)

    def _check_part(self, member: zipfile.ZipInfo, allowed: int) -> int:
        is_xml = _XML_NAME.search(member.filename) is not None
        allowed = min(allowed, self._limits.part_bytes) if is_xml else allowed
        unpacked, tail = 0, b""
        for piece in self._pieces(member):
            if is_xml and unpacked == 0:
                _check_encoding(piece)
            unpacked += len(piece)
            if unpacked > allowed:
                raise CannotRead(_TOO_LARGE)
            if is_xml:
                seen = tail + piece
                if any(word in seen for word in _FORBIDDEN):
                    raise CannotRead(_HOSTILE)
                tail = seen[-20:]
        return unpacked

    def _pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._zip.open(member) as part:
            while piece := part.read(_PIECE):
                yield piece


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or any(_is_unsafe(member) for member in members):
        raise CannotRead(_HOSTILE)


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    name = member.orig_filename
    return (
        name.startswith(("/", "\\"))
        or ".." in re.split(r"[/\\]", name)
        or ":" in name
        or "\x00" in name
        or stat.S_ISLNK(member.external_attr >> 16)
        or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    )


def _check_places(members: list[zipfile.ZipInfo], data: bytes) -> None:
    """No two parts may share bytes: that is how a small zip is made to hold a very large one."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise CannotRead(_HOSTILE)
        name_bytes, extra_bytes = _LOCAL_HEADER.unpack_from(data, member.header_offset)
        end = member.header_offset + _LOCAL_HEADER_BYTES + name_bytes + extra_bytes + member.compress_size
    if end > len(data):
        raise CannotRead(DAMAGED)


def _check_encoding(start: bytes) -> None:
    """Only encodings in which the forbidden words can be found by searching the bytes."""
    found = _ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    if found and found[1].decode().lower() not in _KNOWN_ENCODINGS:
        raise CannotRead(_HOSTILE)
