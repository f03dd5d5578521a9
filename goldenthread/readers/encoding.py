"""From bytes to text, without guessing silently.

cp1252 hardly ever fails and so proves nothing. Where a file is not UTF-8 or UTF-16, the encodings that such
files come in are tried, and every letter is judged where it stands; a close call is refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from .table import CannotRead

_DOUBT = (
    "The file's letters can be read in more than one way: open it in Excel or Word and save it again as "
    "“CSV UTF-8” or as .xlsx."
)
_BINARY = (
    "The file is not text and not a kind of document that is known here: send the Word, Excel or PDF file."
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = {
    "cp1252": ("Windows (Western European)", 0.0),
    "mac_roman": ("Mac", 0.0),
    "cp1250": ("Windows (Central European)", 1.0),
    "iso8859_14": ("Celtic (ISO 8859-14)", 1.0),
}
"""The encodings tried, each with its name for the person and how much less usual it is."""
for _encoding in (*_CANDIDATES, *(encoding for _, encoding in _MARKS)):
    codecs.lookup(_encoding)  # loaded now: the child process can open no file later
_CLEAR = 0.5
"""By how much the best reading must beat the next."""
_NONSENSE = 3.0

_MOJIBAKE = re.compile(r"Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹Œ]|â€[™œ\x9d“”˜¢¦]|Â[£ \xa0°·•]|�")
_MIXED = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xba]")
_EVERYDAY = frozenset("éèêëáàâäãåæíìîïóòôöøœúùûüýÿñçßšžÉÈÁÀÂÄÅÍÓÔÖØÚÜÑÇŠŽŵŷŴŶẁẃẅłŁńśźżąęćňřťďěůőű")
_ANYWHERE = frozenset("\xa0½¼¾°²³§×")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file. Raises CannotRead where the encoding stays in doubt."""
    found = _marked(data) or _unmarked_utf16(data) or _utf8(data) or _single_byte(data)
    if "\x00" in found.text:
        raise CannotRead(_BINARY)
    if _MOJIBAKE.search(found.text):
        remark = "Some letters in the file were already spoilt when it was saved (such as “Ã©” for “é”)."
        return Decoded(found.text, (*found.remarks, remark))
    return found


def _marked(data: bytes) -> Decoded | None:
    """Text that says its encoding itself, by a byte order mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding))
            except UnicodeDecodeError as error:
                raise CannotRead(
                    f"The file is not the {encoding.upper()} that it says it is, from byte "
                    f"{error.start + len(mark):,} on: save it again and send the new copy."
                ) from error
    return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        cut_off = error.end == len(data) and error.reason == "unexpected end of data"
    if cut_off and re.search(rb"[\xc3-\xef][\x80-\xbf]", data):
        raise CannotRead("The file ends in the middle of a letter: it is incomplete, so send it again.")
    return None


def _unmarked_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: nearly every second byte of English is zero."""
    zeros_even, zeros_odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(zeros_even, zeros_odd) < len(data) * 0.3:
        return None
    encoding = "utf-16-be" if zeros_even > zeros_odd else "utf-16-le"
    try:
        return Decoded(data.decode(encoding), ("The file does not say its encoding; it was read as UTF-16.",))
    except UnicodeDecodeError as error:
        raise CannotRead(_DOUBT) from error


def _single_byte(data: bytes) -> Decoded:
    if b"\x00" in data:
        raise CannotRead(_BINARY)
    readings = _readings(data)
    ranked = sorted(readings, key=lambda reading: readings[reading][0])
    best = readings[ranked[0]][0]
    unclear = len(ranked) > 1 and readings[ranked[1]][0] - best < _CLEAR
    if unclear or best >= _NONSENSE or _MIXED.search(data):
        raise CannotRead(_DOUBT)
    name = readings[ranked[0]][1]
    return Decoded(ranked[0], (f"The file does not say its encoding; it was read as {name} text.",))


def _readings(data: bytes) -> dict[str, tuple[float, str]]:
    """The different texts these bytes can be, each with how odd it looks and the encoding's name."""
    readings: dict[str, tuple[float, str]] = {}
    for encoding, (name, unusual) in _CANDIDATES.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.setdefault(text, (_oddness(text) + unusual, name))
    return readings


def _oddness(text: str) -> float:
    """How odd the letters beyond ASCII look where they stand, on average: 0 is at home, 4 is nonsense."""
    odd = [
        _odd(letter, text[place - 1 : place], text[place + 1 : place + 2])
        for place, letter in enumerate(text)
        if letter > "\x7f"
    ]
    return sum(odd) / len(odd)


def _odd(letter: str, before: str, after: str) -> float:
    if unicodedata.category(letter) in {"Cc", "Co", "Cn"}:
        return 10.0
    if letter.isalpha():
        return _odd_letter(letter, before, after)
    return 0.0 if _is_at_home(letter, before, after) else 4.0


def _odd_letter(letter: str, before: str, after: str) -> float:
    in_word = before.isalpha() or after.isalpha()
    if letter not in _EVERYDAY or not in_word:
        return 4.0
    case_fits = not before.islower() if letter.isupper() else not after.isupper()
    return 1.0 if case_fits else 4.0


def _is_at_home(mark: str, before: str, after: str) -> bool:
    """Whether a mark that is not a letter stands where such marks stand."""
    at_home = {
        "’": after.isalnum() or bool(before.strip()),
        "”": bool(before.strip()),
        "…": bool(before.strip()),
        "‘": not before.isalnum() and not after.isspace(),
        "“": not before.isalnum() and not after.isspace(),
        "–": before.isalpha() == after.isalpha(),
        "—": before.isalpha() == after.isalpha(),
        "£": not before.isalpha() and not after.isalpha(),
        "€": not before.isalpha() and not after.isalpha(),
        "•": not before.isalpha(),
        "·": not before.isalpha(),
    }
    return at_home.get(mark, mark in _ANYWHERE)
