"""A connection to an address that was checked, with one end of time for all of it.

Python's own `http.client` is used because it lets go of the two things that matter here: it takes a socket that is
connected already, so no second resolution can happen, and it follows nothing, keeps no cookies and reads no proxies
from the environment.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from archive.intake.addresses import WebAddress
from archive.intake.problems import IntakeProblem

Deadline = Callable[[], float]


def deadline_in(seconds: float) -> Deadline:
    """A function that says how many seconds are left. Raises IntakeProblem when there are none."""
    end = time.monotonic() + seconds

    def left() -> float:
        remaining = end - time.monotonic()
        if remaining <= 0:
            raise IntakeProblem("time")
        return remaining

    return left


class _Incoming(io.RawIOBase):
    """What comes in on a socket. Each read may take only what is left of all the time: a slow drip ends, too."""

    def __init__(self, connected: socket.socket, left: Deadline) -> None:
        self.connected, self.left = connected, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.connected.settimeout(self.left())
        return self.connected.recv_into(buffer)


class TimedSocket:
    """As much of a socket as `http.client` uses, with the deadline on everything."""

    def __init__(self, connected: socket.socket, left: Deadline) -> None:
        self.connected, self.left = connected, left

    def sendall(self, data: bytes) -> None:
        self.connected.settimeout(self.left())
        self.connected.sendall(data)

    def makefile(self, mode: str, *_arguments: Any) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self.connected, self.left))

    def close(self) -> None:
        """`http.client` lets go of its socket when it begins to read the answer; `PinnedConnection.end` closes it."""


class PinnedConnection(http.client.HTTPConnection):
    """HTTP over a socket to one of the addresses that `resolve` found, and to nothing else."""

    def __init__(self, address: WebAddress, ips: list[str], left: Deadline) -> None:
        super().__init__(address.host, address.port)
        self.address, self.ips, self.left = address, ips, left
        self.connected: socket.socket | None = None

    def connect(self) -> None:
        self.connected = self._connected()
        if self.address.scheme == "https":
            self.connected.settimeout(self.left())
            self.connected = _certificates().wrap_socket(self.connected, server_hostname=self.address.host)
        self.sock: Any = TimedSocket(self.connected, self.left)

    def end(self) -> None:
        if self.connected is not None:
            self.connected.close()

    def _connected(self) -> socket.socket:
        last: OSError = OSError("no address")
        for ip in self.ips:
            family = socket.AF_INET6 if ":" in ip else socket.AF_INET
            attempt = socket.socket(family, socket.SOCK_STREAM)
            try:
                # One that does not answer leaves time for the others.
                attempt.settimeout(min(self.left(), 10))
                attempt.connect((ip, self.address.port))
            except OSError as error:
                attempt.close()
                last = error
            else:
                return attempt
        raise OSError(str(last)) from last


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()
