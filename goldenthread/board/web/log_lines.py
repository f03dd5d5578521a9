"""What is written to the log: each event one line, and of a fault its kind and place but never its words."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\u2027\u2030-\u2065\u2070-\ud7ff]")
"""Ends of lines, codes of terminals, and marks that turn the direction of text."""
Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    """Whatever a request said stays within its line; messages of exceptions may hold names and are left out."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have kept the exception's words on the record.
        kept, record.exc_text = record.exc_text, None
        try:
            text = super().format(record)
        finally:
            record.exc_text = kept
        return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], text)

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - the name that logging calls
        """The kind of each exception that led to this one, with the places it passed."""
        faults = []
        fault = ei[1]
        while fault is not None:
            places = traceback.extract_tb(fault.__traceback__)
            passed = " < ".join(f"{place.filename}:{place.lineno}" for place in reversed(places))
            faults.append(f"{type(fault).__name__} at {passed}")
            fault = fault.__cause__ or fault.__context__
        return " | because of ".join(faults)
