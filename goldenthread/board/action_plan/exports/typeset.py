"""A child process: a plan as JSON comes in, a PDF goes out. Run as a file, never imported by the product.

It starts fast and may be killed at any moment, so it knows nothing of the product but the template beside it.
What anybody typed reaches typst as data only, and the folder that typst may read is empty.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import unicodedata
from pathlib import Path
from typing import cast

import typst

MEMORY_BYTES = 1_000_000_000
PROCESSOR_SECONDS = 20

TEMPLATE = Path(__file__).with_name("plan.typ")
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]

WORDS_TEMPLATE = b"""
#set document(title: "Words")
#set text(font: json(bytes(sys.inputs.fonts)))
#for word in json(bytes(sys.inputs.words)) { par(word) }
"""
UNUSUAL_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")
COMPLAINT = re.compile(r'`"((?:[^"\\]|\\.)+)"`')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST_COMPLAINTS = 300
LAST_COMMON_LETTER = "\u20cf"
"""Up to here are the alphabets of Europe, punctuation and currencies."""


def main() -> None:
    limit_this_process()
    request = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=request["font_folders"])
    compiler = typst.Compiler(root=".", font_paths=fonts, package_path=".", package_cache_path=".")
    plan = drawable(json.dumps(request["plan"], ensure_ascii=False), request["plan"]["fonts"], compiler)
    made = compiler.compile(
        input=TEMPLATE.read_bytes(),
        sys_inputs={"plan": plan},
        pdf_standards=STANDARDS,
        timestamp=request["made_at"],
    )
    sys.stdout.buffer.write(cast(bytes, made))


def limit_this_process() -> None:
    """Memory, time, and no file of its own."""
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))


def drawable(text: str, families: list[str], compiler: typst.Compiler) -> str:
    """The JSON with each letter that no font here can draw replaced by its name: PDF/UA allows no empty box.

    Only typst knows what its fonts hold, so it is asked with every word that has more than plain letters.
    """
    replaced: dict[int, str] = {}
    for _ in range(MOST_COMPLAINTS):
        words = sorted(set(UNUSUAL_WORD.findall(text.translate(replaced))))
        letters = undrawable(words, families, compiler)
        if not letters:
            return text.translate(replaced)
        replaced |= {ord(letter): named(letter) for letter in letters | relatives(letters, text)}
    return "".join(letter if letter <= LAST_COMMON_LETTER else named(letter) for letter in text)


def undrawable(words: list[str], families: list[str], compiler: typst.Compiler) -> set[str]:
    """The letters typst complains of first; none when it can draw all words."""
    inputs = {"fonts": json.dumps(families), "words": json.dumps(words)}
    try:
        compiler.compile(input=WORDS_TEMPLATE, sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=0)
    except typst.TypstError as problem:
        complaint = COMPLAINT.search(problem.message)
        named_text = ESCAPED.sub(lambda code: chr(int(code[1], 16)), complaint[1]) if complaint else ""
        letters = {letter for letter in named_text if not letter.isascii()}
        if not letters:
            raise
        return letters
    return set()


def relatives(letters: set[str], text: str) -> set[str]:
    """Letters of the text from the same corner of the same script: a font that lacks one lacks them all."""
    corners = {corner(letter) for letter in letters} - {None}
    return {letter for letter in set(text) if corner(letter) in corners}


def corner(letter: str) -> int | None:
    """Which 128 characters a letter stands among; None for signs and pictures, which fonts have singly."""
    return ord(letter) // 128 if unicodedata.category(letter)[0] in "LM" and not letter.isascii() else None


def named(letter: str) -> str:
    """A wide form as its plain one; a picture by its name, [grinning face]; else its number, [U+6F22]."""
    if "\ufe00" <= letter <= "\ufe0f":  # these only choose between looks of the letter before
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    if plain.isascii():
        return json.dumps(plain)[1:-1]
    if unicodedata.category(letter) == "So" and (name := unicodedata.name(letter, "")):
        return f"[{name.lower()}]"
    return f"[U+{ord(letter):04X}]"


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        os.abort()  # as typst itself ends when memory runs out
