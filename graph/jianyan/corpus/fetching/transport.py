"""Connections to the machine that was judged, and to no other.

A name is resolved once, its numbers are judged, and the connection goes to one of them by number: a name that leads
elsewhere a moment later (DNS rebinding) is not asked again. Proxies of the environment are not used, since only they
would know what they connect to.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable

import httpx

from jianyan.corpus.address import is_public

Resolve = Callable[[str, int], Iterable[str]]
"""The IP addresses of a host, for a port. Raises :class:`OSError` where there are none."""


class Refused(Exception):
    """The host leads to a machine that may not be reached. ``host`` and ``number`` say which."""

    def __init__(self, host: str, number: str) -> None:
        super().__init__(host, number)
        self.host, self.number = host, number


def resolve(host: str, port: int) -> list[str]:
    """As the system resolves names, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


class Transport(httpx.BaseTransport):
    """HTTP over connections to public machines, or to any where ``private`` is allowed."""

    def __init__(self, *, private: bool, resolve: Resolve) -> None:
        self._private, self._resolve = private, resolve
        self._inner = httpx.HTTPTransport(verify=_trusted(), trust_env=False, http2=False, retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        number = self._number(host, port)
        there = httpx.Request(
            request.method,
            request.url.copy_with(host=number),
            headers=request.headers,  # with the Host that was asked for
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        response = self._inner.handle_request(there)
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream else None
        if peer and not self._may(str(peer[0])):  # cannot be, unless a layer below goes its own way
            response.close()
            raise Refused(host, str(peer[0]))
        return response

    def close(self) -> None:
        self._inner.close()

    def _number(self, host: str, port: int) -> str:
        try:
            numbers = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{host}: {error}") from error
        if not numbers:
            raise httpx.ConnectError(f"{host}: no address")
        allowed = next((number for number in numbers if self._may(number)), None)
        if allowed is None:
            raise Refused(host, numbers[0])
        return allowed

    def _may(self, number: str) -> bool:
        return self._private or is_public(number)


def _trusted() -> ssl.SSLContext:
    """The system's certificates, among which an office has its own, and those of Mozilla where a system has none."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
