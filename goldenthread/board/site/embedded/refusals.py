"""Why the database cannot start, in sentences for whoever started it."""

from pathlib import Path

REASONS = {
    "No space left on device": "The disk that holds {place} is full; what was saved is still there. "
    "Free some space and start again. Where none can be freed at once, `goldenthread rescue` helps.",
    "Read-only file system": "The disk that holds {place} is mounted read-only: nothing can be saved there.",
    "could not create shared memory segment": "The system refuses PostgreSQL the shared memory it needs.",
    "has group or world access": "Other accounts may read {place}. Take that right away: chmod 700 {place}",
    "pre-existing shared memory block": "Part of an earlier server still works on {place}. Let it end first.",
    "could not locate a valid checkpoint record": "The database in {place} is damaged: restore a backup.",
}


class CannotStart(Exception):
    """Goldenthread cannot start; the message says why and what to do."""


class AlreadyRuns(CannotStart):
    """Another process of Goldenthread owns this data folder."""


def refusal_for(output: str, place: Path) -> CannotStart:
    """The sentence for what PostgreSQL said when it gave up."""
    for sign, sentence in REASONS.items():
        if sign in output:
            return CannotStart(sentence.format(place=place))
    closing = " ".join(output.split("\n")[-6:]).strip()
    return CannotStart(f"PostgreSQL could not start on {place}. It said: {closing}")
