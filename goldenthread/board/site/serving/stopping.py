"""Being told to stop: once is enough, and what is begun is tidied up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class _Stop(BaseException):
    """Somebody told us to stop."""


@contextmanager
def until_told_to_stop() -> Iterator[None]:
    """Leave the ``with`` when a signal comes, and let nothing interrupt the tidying up."""
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def leave(_number: int, _frame: FrameType | None) -> None:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise _Stop

    for number in SIGNALS:
        if before[number] is not signal.SIG_IGN:  # nohup
            signal.signal(number, leave)
    try:
        with suppress(_Stop):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
