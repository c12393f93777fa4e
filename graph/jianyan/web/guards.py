"""What every request passes: the host it names, and the headers that keep a page to itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Guarded:
    """An application behind a check of the ``Host`` header. ``hosts`` are the names it answers to, None for all."""

    def __init__(self, app: App, hosts: frozenset[str] | None) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._hosts is not None and host_of(dict(scope["headers"]).get(b"host", b"")) not in self._hosts:
            body = b"This server does not answer to that host name; start it with --allow-host NAME.\n"
            head = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": 421, "headers": head})
            await send({"type": "http.response.body", "body": body})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in HEADERS if h[0] not in present)]
            await send(message)

        try:
            await self._app(scope, receive, with_headers)
        except Exception as error:  # the page that says so was sent: here is what to report, in one line
            said = "; ".join(" ".join(str(error).split()) for error in (error, error.__cause__) if error)
            logging.getLogger("jianyan.web").error("%s: %s: %s", scope["path"], type(error).__name__, said)
            logging.getLogger("jianyan.web").debug("", exc_info=True)


def host_of(header: bytes) -> str:
    """The name in a ``Host`` header, without its port.

    >>> host_of(b"127.0.0.1:8780"), host_of(b"[::1]:8780"), host_of(b"Localhost")
    ('127.0.0.1', '::1', 'localhost')
    """
    host = header.decode("latin-1").strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
