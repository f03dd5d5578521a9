"""Parsing XML without entities, definitions or the network."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from lxml import etree

from .package import DAMAGED
from .table import CannotRead

_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
_STRICT = b"http://purl.oclc.org/ooxml/"
_FAMILIES = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}


def parse(part: bytes) -> etree._Element:
    """The tree of one XML part. Raises CannotRead where it is damaged."""
    if _STRICT in part[:8192]:
        part = _as_usual_names(part)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise CannotRead(DAMAGED) from error


def _as_usual_names(part: bytes) -> bytes:
    """Word and Excel's "Strict" files hold the same elements under other namespace names."""
    for end, usual in _FAMILIES.items():
        part = part.replace(_STRICT + end, usual)
    return part


def scan(
    part: bytes,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Streams one XML part past functions, with local element names: a second way beside `parse`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)  # noqa: FBT003 (expat takes no names)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        raise CannotRead(DAMAGED) from error


def _refuse_doctype(*_: object) -> None:
    raise CannotRead(DAMAGED)
