"""Compare gunicorn and granian on one application: speed, memory, start, slow clients, unclear requests.

Loopback only, a fixed number of requests. docs/decisions/0010-http-server.md says what was chosen from it.
"""

import http.client
import math
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORKERS, THREADS = 2, 4
CLIENTS, REQUESTS = 8, 4_000
SLOW_CLIENTS = 40
SLOW_HEAD = b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "
SLOW_BODY = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"
PATIENCE = 15  # seconds
PAGE = b"<p>A line of the plan.</p>\n" * 2_000
STATUS = "200 OK"

# Requests on whose end two servers could disagree. Each must be refused, or the connection closed after it.
UNCLEAR = {
    "two lengths": b"Content-Length: 4\r\nContent-Length: 30\r\n\r\n",
    "length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "unknown coding": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "space before colon": b"Content-Length : 4\r\n\r\n",
    "signed length": b"Content-Length: +4\r\n\r\n",
    "folded header": b"X: a\r\n b\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "bad chunk size": b"Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
}


def application(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    """A page of 54 kB after reading what was sent and a little work, as a template would take."""
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    sum(number * number for number in range(20_000))
    start(STATUS, [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]


@dataclass(frozen=True)
class Figures:
    """What was measured of one server."""

    start: float  # seconds to the first answer
    rate: float  # requests a second
    typical: float  # milliseconds, the middle one
    slowest: float  # milliseconds, 95 of 100 are quicker
    beside_slow_heads: float  # the same while other clients send their headers at a byte a second
    beside_slow_bodies: float  # the same while other clients send what they post at a byte a second
    memory: float  # MB, shared pages counted once
    unclear: list[str]  # requests of UNCLEAR that were answered, and the connection kept


def commands(port: int) -> dict[str, list[str]]:
    """How each server is started, with the same numbers of processes and threads."""
    python = [sys.executable, "-m"]
    numbers = ["--workers", str(WORKERS)]
    return {
        "gunicorn": [
            *python, "gunicorn", *numbers, "--threads", str(THREADS), "--worker-class", "gthread",
            "--bind", f"127.0.0.1:{port}", "bench_servers:application",
        ],
        "granian": [
            *python, "granian", *numbers, "--blocking-threads", str(THREADS), "--interface", "wsgi",
            "--host", "127.0.0.1", "--port", str(port), "--no-ws", "bench_servers:application",
        ],
    }  # fmt: skip


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(command: list[str]) -> Iterator[int]:
    """The server for the length of a ``with``; gives its process number."""
    folder = Path(__file__).parent
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def wait_until_up(port: int) -> float:
    """Seconds until the first answer."""
    began = time.monotonic()
    while time.monotonic() < began + 30:
        try:
            fetch(port, 1)
        except OSError:
            time.sleep(0.01)
        else:
            return time.monotonic() - began
    raise TimeoutError("The server did not answer within 30 s.")


def fetch(port: int, number: int) -> list[float]:
    """Fetch the page so many times on one connection; gives each one's milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    times = []
    for _ in range(number):
        began = time.perf_counter()
        connection.request("GET", "/")
        connection.getresponse().read()
        times.append((time.perf_counter() - began) * 1_000)
    connection.close()
    return times


def load(port: int, requests: int) -> tuple[float, list[float]]:
    """Requests a second, and every request's milliseconds, from several clients at once."""
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        times = [
            each
            for some in pool.map(lambda _: fetch(port, requests // CLIENTS), range(CLIENTS))
            for each in some
        ]
    return len(times) / (time.perf_counter() - began), times


def load_beside_slow(port: int, beginning: bytes) -> float:
    """What 95 of 100 stay under beside slow clients; infinite where an answer does not come in time."""
    with slow_clients(port, beginning):
        try:
            return percentile(load(port, REQUESTS // 10)[1])
        except TimeoutError:
            return math.inf


@contextmanager
def slow_clients(port: int, beginning: bytes) -> Iterator[None]:
    """Clients that begin a request and go on at a byte a second."""
    stop = threading.Event()
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(SLOW_CLIENTS)]

    def drip() -> None:
        while not stop.wait(1):
            for each in sockets:
                try:
                    each.sendall(b"a")
                except OSError:
                    continue

    for each in sockets:
        each.sendall(beginning)
    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        for each in sockets:
            each.close()


def answered_unclear(port: int) -> list[str]:
    """Which unclear requests got a good answer on a connection that then served another one."""
    return [name for name, head in UNCLEAR.items() if _good_answers(port, head) > 1]


def _good_answers(port: int, head: bytes) -> int:
    following = b"GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=2) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\n" + head + following)
        received = b""
        try:
            while piece := client.recv(65_536):
                received += piece
        except OSError:
            pass
    return received.count(b"HTTP/1.1 200")


def memory_of(pid: int) -> float:
    """MB of a process and its children, pages they share counted once."""
    children = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    kilobytes = 0
    for each in [str(pid), *children]:
        rollup = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        kilobytes += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return kilobytes / 1_024


def measure(name: str) -> Figures:
    """Start one server and measure it."""
    port = free_port()
    with running(commands(port)[name]) as pid:
        start = wait_until_up(port)
        load(port, REQUESTS // 10)
        rate, times = load(port, REQUESTS)
        memory = memory_of(pid)
        heads = load_beside_slow(port, SLOW_HEAD)
        bodies = load_beside_slow(port, SLOW_BODY)
        unclear = answered_unclear(port)
    return Figures(start, rate, statistics.median(times), percentile(times), heads, bodies, memory, unclear)


def percentile(times: list[float]) -> float:
    """The time that 95 of 100 stay under."""
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """Measure both and print a table."""
    print(
        f"{WORKERS} processes of {THREADS} threads, {CLIENTS} clients, {REQUESTS} pages of {len(PAGE)} bytes;"
    )
    print(f"times in ms, and p95 again beside {SLOW_CLIENTS} clients that send a byte a second")
    columns = ("start s", "pages/s", "median", "p95", "slow heads", "slow bodies", "MB", "unclear")
    print(" " * 10 + "".join(f"{column:>13}" for column in columns))
    for name in ("gunicorn", "granian"):
        seen = measure(name)
        numbers = [seen.start, seen.rate, seen.typical, seen.slowest, seen.beside_slow_heads]
        numbers += [seen.beside_slow_bodies, seen.memory]
        print(
            f"{name:<10}" + "".join(f"{number:13.1f}" for number in numbers) + f"  {seen.unclear or 'none'}"
        )


if __name__ == "__main__":
    main()
