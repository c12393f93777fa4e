"""What a server is told when it starts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hmac import compare_digest
from pathlib import Path

from jianyan.errors import InputError
from jianyan.web.running import Limits

COOKIE = "jianyan-edit"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ORIGIN = re.compile(r"(https?)://([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::(\d{1,5}))?/?", re.IGNORECASE)
_PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True)
class Settings:
    """``lang`` is the language that pages open in. ``corrections`` is the file that corrections from pages are written
    to, None where pages only show; ``token`` is what lets somebody correct. ``root`` is the path below which a proxy
    shows the server, ``hosts`` are further names by which it is called.
    ``origins`` are the other sites whose pages may ask at ``/sparql``."""

    output: Path
    host: str = "127.0.0.1"
    port: int = 8780
    lang: str = "zh"
    corrections: Path | None = None
    token: str = ""
    root: str = ""
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    def lets_edit(self, given: str) -> bool:
        """Whether the value of the cookie :data:`COOKIE` lets somebody correct."""
        return self.corrections is not None and compare_digest(given.encode(), self.token.encode())

    @property
    def home(self) -> str:
        """The path of the overview, with ``/`` at its end."""
        return f"{self.root.rstrip('/')}/"

    @property
    def names(self) -> frozenset[str] | None:
        """The hosts that requests may name: a page of another site must not reach a server on this machine through a
        name of its own (DNS rebinding). None for all, where the server is there for other machines."""
        if self.host not in LOOPBACK and not self.hosts:
            return None
        return frozenset({*LOOPBACK, self.host, *self.hosts})


def checked_origin(given: str) -> str:
    """The site as browsers name it in their ``Origin``; ``*`` stands for all. Raises
    :class:`~jianyan.errors.InputError` for what names no site.

    >>> checked_origin("HTTPS://Friend.example:443/"), checked_origin("http://[::1]:8080")
    ('https://friend.example', 'http://[::1]:8080')
    """
    if given == "*":
        return given
    found = _ORIGIN.fullmatch(given)
    if found is None:
        raise InputError(
            "--allow-origin",
            en=f"{given!r} names no site; give a scheme and a host such as https://example.org, or *",
            zh=f"{given!r} 不是网站来源；请写协议和主机名，如 https://example.org，或 *",
        )
    scheme, host, port = found[1].lower(), found[2].lower(), found[3]
    return f"{scheme}://{host}" + (f":{port}" if port and port != _PORTS[scheme] else "")
