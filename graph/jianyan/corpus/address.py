"""Which inputs are addresses, and which machines a fetch may reach.

A page may redirect to a machine of the user's own network, and a name may lead there, so each machine is judged by the
number that is connected to. Allowed is what IANA's registries call globally reachable, and no group.
"""

from __future__ import annotations

import ipaddress
import re

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address for machines that have IPv6 only


def is_address(text: str) -> bool:
    """
    >>> is_address("https://example.org/a"), is_address("a.txt"), is_address("ftp://example.org/")
    (True, False, False)
    """
    return _ADDRESS.match(text) is not None


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public internet: no private, loopback, link-local, shared (RFC 6598),
    reserved or multicast one, nor an IPv6 address that stands for such an IPv4 address.

    >>> [is_public(n) for n in ("8.8.8.8", "10.0.0.1", "127.0.0.1", "::ffff:169.254.1.1", "100.64.0.1", "fe80::1%eth0")]
    [True, False, False, False, False, False]
    """
    ip = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if ip in _TRANSLATED or int(ip) >> 32 == 0:  # the latter: ::a.b.c.d, given up long ago
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if int(ip) > 1 else None
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
