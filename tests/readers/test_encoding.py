"""Letters beyond ASCII: the right ones, or a refusal, never a silent guess that is wrong."""

from __future__ import annotations

import pytest

from goldenthread.readers import read_here
from tests.readers.reading import only_table, refusal

TEXT = "Ref,Action,Lead\n1,Agree – with O’Brien,Zoë\n2,• “Learn” from Ffôn £5,Chair\n"
NAMES = "Ref,Lead\n1,{}\n2,Chair\n"


def only_lead(data: bytes) -> str:
    return only_table(data, "plan.csv").rows[1].cells[1].text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_the_same_text_in_any_usual_encoding_is_the_same(encoding):
    rows = only_table(TEXT.encode(encoding), "plan.csv").rows
    assert [cell.text for cell in rows[1].cells] == ["1", "Agree – with O’Brien", "Zoë"]
    assert [cell.text for cell in rows[2].cells] == ["2", "• “Learn” from Ffôn £5", "Chair"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("O’Brien", "cp1252"),
        ("O’Brien", "mac_roman"),
        ("Zoë", "cp1252"),
        ("Zoë", "mac_roman"),
        ("René", "cp1252"),
        ("Łukasz", "cp1250"),
        ("Gŵyr", "iso8859_14"),
        ("Łukasz, Gŵyr, Zoë and O’Brien", "utf-8"),
    ],
)
def test_one_foreign_letter_is_enough_to_tell(name, encoding):
    assert only_lead(NAMES.format(f'"{name}"').encode(encoding)) == name


def test_a_guess_is_always_mentioned():
    assert read_here(NAMES.format("Zoë").encode("cp1252"), name="a.csv").remarks == (
        "The file does not say its encoding; it was read as Windows (Western European) text.",
    )
    assert read_here(NAMES.format("Zoë").encode("utf-8"), name="a.csv").remarks == ()


@pytest.mark.parametrize("letters", [b"ZZ\xa8\xac\xa9", b"\xf0"])
def test_letters_that_fit_no_encoding_are_refused(letters):
    assert "more than one way" in refusal(b"Ref,Lead\n1," + letters + b"\n", name="a.csv")


def test_two_encodings_in_one_file_are_refused():
    mixed = "Ref,Lead\n1,Zoë\n".encode() + "2,Zoë\n".encode("cp1252") * 20
    assert "more than one way" in refusal(mixed, name="a.csv")


def test_letters_spoilt_before_are_kept_as_they_are_and_mentioned():
    spoilt = "Zoë – O’Brien".encode().decode("cp1252")
    file = read_here(NAMES.format(spoilt).encode(), name="a.csv")
    assert file.tables[0].rows[1].cells[1].text == spoilt
    assert "already spoilt" in file.remarks[0]


def test_a_file_cut_off_within_a_letter_is_refused():
    assert "incomplete" in refusal(("Ref,Lead\n1,Zoë\n2," + "ŵ").encode()[:-1], name="a.csv")


@pytest.mark.parametrize("data", [b"a,b\n1,\x00\n", b"\x01\x02\x03\x00\xff\xfe\xfa" * 20])
def test_nul_bytes_are_refused(data):
    assert "not text" in refusal(data, name="a.csv")


def test_a_byte_order_mark_is_not_part_of_the_first_heading():
    assert only_table(TEXT.encode("utf-8-sig"), "plan.csv").rows[0].cells[0].text == "Ref"


def test_a_file_that_is_not_what_its_mark_says_is_refused_with_the_byte():
    assert "from byte 5 on" in refusal(b"\xef\xbb\xbfa,\xff\n", name="a.csv")
    assert "UTF-16-LE" in refusal("Ref,Lead".encode("utf-16")[:-1], name="a.csv")
