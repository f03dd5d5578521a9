"""A photograph given as evidence does not tell where it was taken."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from goldenthread.board.documents.rules.pictures import BrokenPicture, without_remarks

GPS, ORIENTATION, PLACE = 0x8825, 0x0112, b"54.90N 1.38W safe house"


def photograph(kind: str, *, turned: int = 6) -> bytes:
    picture = Image.new("RGB", (8, 4), "teal")
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(GPS)[1] = "N"
    written = io.BytesIO()
    picture.save(written, kind, exif=exif, comment=PLACE) if kind == "JPEG" else picture.save(
        written, kind, exif=exif
    )
    return written.getvalue()


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_place_and_remarks_are_gone_and_the_picture_is_the_same(kind, media_type):
    before = photograph(kind)
    assert PLACE in before
    after = without_remarks(before, media_type)
    assert PLACE not in after
    shown_before, shown_after = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(after))
    assert shown_after.tobytes() == shown_before.tobytes()
    assert not shown_after.getexif().get_ifd(GPS)


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photograph_keeps_which_way_up_it_is(turned):
    after = without_remarks(photograph("JPEG", turned=turned), "image/jpeg")
    assert Image.open(io.BytesIO(after)).getexif()[ORIENTATION] == turned


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_cut_off_picture_is_refused_or_loses_nothing_but_its_end(kind, media_type):
    whole = photograph(kind)
    for end in range(2, len(whole), 7):
        try:
            assert PLACE not in without_remarks(whole[:end], media_type)
        except BrokenPicture:
            continue
