"""What the child process gives up before it looks into a file: memory, time, files, programs, the network."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
import sys

from .limits import Limits

_NOBODY = 65534
_DESCRIPTORS = 3
"""Standard input, output and error are open already. No further file, socket or pipe can be."""

_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
_NO_NEW_PRIVILEGES = 38
_ASK_VERSION = 1
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many kinds of access to files each version of Landlock can deny; later ones take the last number."""
_PORTS = 0b11
"""Binding and connecting, which can be denied from version 4 on."""
_OTHER_PROCESSES = 0b11
"""Reaching them by signals and abstract sockets, from version 6 on."""


def confine(limits: Limits) -> None:
    """Gives up, for good, all that reading bytes already in memory does not need.

    Everything must be imported before. What a system lacks (Landlock, another user) is passed over.
    """
    with contextlib.suppress(PermissionError):  # not root, or root without the right to change its user
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    _deny_files()
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))  # first a signal that tells
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
    ):
        resource.setrlimit(what, (most, most))


def _deny_files() -> None:
    """Landlock with no rule at all: no path can be opened, made, removed, renamed or run."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, _ASK_VERSION)
    if version < 1:
        return
    files = (1 << _RIGHTS[min(version, max(_RIGHTS))]) - 1
    parts = 1 if version < 4 else 2 if version < 6 else 3
    rules = struct.pack(f"={parts}Q", *(files, _PORTS, _OTHER_PROCESSES)[:parts])
    descriptor = libc.syscall(_LANDLOCK_CREATE, rules, len(rules), 0)
    if descriptor < 0:
        return
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.syscall(_LANDLOCK_RESTRICT, descriptor, 0)
    os.close(descriptor)
