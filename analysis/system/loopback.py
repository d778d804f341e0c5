"""Check that processes on this machine can connect to each other."""

from __future__ import annotations

import os
import socket

from analysis.errors import UserError

ADDRESS = "127.0.0.1"
SECONDS = 5


class LoopbackError(UserError):
    """Processes on this machine cannot connect to each other."""


def check(who: str) -> None:
    """Raise LoopbackError unless a connection over the loopback interface can be made.

    `who` is what needs it, such as "notebooks". Without this check, it would wait for a minute and
    then report a different cause.
    """
    try:
        with socket.create_server((ADDRESS, 0)) as server:
            socket.create_connection(server.getsockname(), timeout=SECONDS).close()
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = "turn the loopback interface on (on Linux: ip link set lo up)"
        if os.name == "nt":
            remedy = "let the firewall permit it"
        what = f"{ADDRESS} cannot be reached ({reason})"
        raise LoopbackError(f"{what}; {who} need it: {remedy}") from error
