"""Where the website listens."""

import socket
from dataclasses import dataclass

from goldenthread.board.site.embedded import CannotStart

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (compared with, not listened on)


@dataclass(frozen=True)
class Address:
    """A host and a port that was free a moment ago."""

    host: str
    port: int

    @property
    def nearest(self) -> str:
        """The host as this machine reaches it."""
        return EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        """What to type into a browser on this machine."""
        host = "localhost" if self.nearest in EVERYWHERE.values() else self.nearest
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"


def free_address(host: str, port: int) -> Address:
    """The address to listen on, for port 0 with a free port; says so where it cannot be had."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            return Address(host, listener.getsockname()[1])
    except OSError as problem:
        raise CannotStart(
            f"Goldenthread cannot listen on {host} port {port}: {problem.strerror}. "
            "Name another port with --port; 0 takes any free one."
        ) from problem
