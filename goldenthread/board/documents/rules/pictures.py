"""Taking out of a photograph what it should not tell: above all where it was taken.

The picture itself is not decoded or saved anew. Only its segments are copied, without those that hold
remarks and places (Exif, XMP, IPTC); how the picture is to be turned is kept.
"""

from __future__ import annotations

import struct
import zlib

_EXIF, _START_OF_SCAN = 0xE1, 0xDA
_DROPPED = {_EXIF, 0xED, 0xFE}  # Exif and XMP, IPTC, comments
_KEPT_CHUNKS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"pHYs",
    b"sBIT",
}
_ORIENTATION = 0x0112


class BrokenPicture(ValueError):
    """The picture's segments cannot be followed."""


def without_remarks(data: bytes, media_type: str) -> bytes:
    """The same picture without places, remarks and times. Other kinds of file come back as they are."""
    try:
        if media_type == "image/jpeg":
            return _jpeg(data)
        if media_type == "image/png":
            return _png(data)
    except (struct.error, IndexError):
        raise BrokenPicture from None
    return data


def _jpeg(data: bytes) -> bytes:
    kept, place, turned = [data[:2]], 2, b""
    while data[place] == 0xFF and data[place + 1] != _START_OF_SCAN:
        marker, (length,) = data[place + 1], struct.unpack_from(">H", data, place + 2)
        segment = data[place : place + 2 + length]
        if marker == _EXIF and segment[4:10] == b"Exif\x00\x00":
            turned = turned or _only_orientation(segment[10:])
        elif marker not in _DROPPED:
            kept.append(segment)
        place += 2 + length
    if data[place] != 0xFF:
        raise BrokenPicture
    return b"".join([kept[0], turned, *kept[1:], data[place:]])


def _only_orientation(tiff: bytes) -> bytes:
    """An Exif segment that holds nothing but the orientation, or nothing."""
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for entry in range(count):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * entry)
        if tag == _ORIENTATION and kind == 3:
            body = b"Exif\x00\x00MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
            return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return b""


def _png(data: bytes) -> bytes:
    kept, place = [data[:8]], 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        chunk = data[place : place + 12 + length]
        name, body = chunk[4:8], chunk[4 : 8 + length]
        if struct.unpack(">I", chunk[8 + length :])[0] != zlib.crc32(body):
            raise BrokenPicture
        if name in _KEPT_CHUNKS:
            kept.append(chunk)
        place += 12 + length
        if name == b"IEND":
            return b"".join(kept)
    raise BrokenPicture
