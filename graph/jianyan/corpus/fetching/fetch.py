"""One fetch of one address: no cookies, few redirects, so many bytes and seconds and no more."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

import httpx

from jianyan.corpus.crawls import charset_of
from jianyan.corpus.fetching.transport import Refused, Resolve, Transport, resolve
from jianyan.errors import InputError
from jianyan.resources import VERSION

AGENT = f"jianyan/{VERSION} (single pages, at the request of a reader)"


@dataclass(frozen=True, slots=True)
class Limits:
    """``largest`` in bytes; ``wait`` for each answer and ``whole`` for all of it, in seconds. ``private``: whether
    machines of one's own network may be reached."""

    private: bool = False
    largest: int = 20 << 20
    redirects: int = 5
    wait: float = 20.0
    whole: float = 120.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. ``address`` is the last one, after redirects; ``date`` is what the server called the time."""

    data: bytes
    address: str
    media_type: str
    charset: str | None
    date: str


def fetch(address: str, limits: Limits, resolving: Resolve = resolve) -> Fetched:
    """Raises :class:`~jianyan.errors.InputError` that names ``address`` where it cannot be had."""
    end = monotonic() + limits.whole
    try:
        transport = Transport(private=limits.private, resolve=resolving)
        with httpx.Client(transport=transport, trust_env=False, timeout=limits.wait) as client:
            url = httpx.URL(address)
            for _ in range(limits.redirects + 1):
                _check(url, address)
                client.cookies.clear()
                with client.stream("GET", url, headers=_HEADERS, follow_redirects=False) as response:
                    if not response.has_redirect_location:
                        return _fetched(response, address, limits, end)
                    url = response.url.join(response.headers["location"])
    except Refused as error:
        raise _refused(address, error) from None
    except httpx.TimeoutException:
        raise _slow(address, limits.wait) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, ValueError, zlib.error) as error:
        raise _failed(address, error) from None
    raise InputError(
        address,
        en=f"redirects more than {limits.redirects} times; give the address that a browser ends at",
        zh=f"重定向超过 {limits.redirects} 次；请提供浏览器最终打开的地址",
    )


_HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "identity",  # nothing to unpack: a small answer stays small
}


def _check(url: httpx.URL, address: str) -> None:
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError(
            address,
            en=f"leads to {url.scheme or 'no'} address; only http and https are fetched",
            zh=f"指向 {url.scheme or '无效'} 地址；只获取 http 和 https 地址",
        )
    if url.userinfo:
        raise InputError(
            address,
            en="holds a user name or password, which would stand in the graph; save the page and give the file",
            zh="含有用户名或密码，会写入图谱；请保存网页后提供文件",
        )


def _fetched(response: httpx.Response, address: str, limits: Limits, end: float) -> Fetched:
    if response.status_code != 200:
        raise InputError(
            address,
            en=f"the server answers {response.status_code} {response.reason_phrase}; check the address in a browser",
            zh=f"服务器返回 {response.status_code} {response.reason_phrase}；请在浏览器中检查地址",
        )
    said = response.headers.get("content-type", "")
    parts, size = [], 0
    for part in _unpacked(response, limits.largest):
        size += len(part)
        if size > limits.largest:
            raise InputError(
                address,
                en=f"is larger than {limits.largest >> 20} MiB; download it and give the file",
                zh=f"大于 {limits.largest >> 20} MiB；请下载后提供文件",
            )
        if monotonic() > end:
            raise _slow(address, limits.whole)
        parts.append(part)
    media_type = said.split(";")[0].strip().lower()
    date = response.headers.get("date", "")
    return Fetched(b"".join(parts), str(response.url), media_type, charset_of(said), date)


def _unpacked(response: httpx.Response, largest: int) -> Iterator[bytes]:
    """The body; a server may pack it though it was asked not to."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        yield from response.iter_raw()
    elif encoding in ("gzip", "x-gzip", "deflate"):
        packed = zlib.decompressobj(zlib.MAX_WBITS | 32)
        for part in response.iter_raw():
            yield packed.decompress(part, largest + 1)
            if packed.unconsumed_tail:  # more than the bound in one go
                yield b"\0" * (largest + 1)
    else:
        raise ValueError(f"Content-Encoding: {encoding}")


def _refused(address: str, error: Refused) -> InputError:
    where = error.host if error.host == error.number else f"{error.host} ({error.number})"
    return InputError(
        address,
        en=f"leads to {where}, a machine of a private network; if that is meant, add --allow-private",
        zh=f"指向内部网络的机器 {where}；如确有需要，请加 --allow-private",
    )


def _slow(address: str, seconds: float) -> InputError:
    return InputError(
        address,
        en=f"did not answer within {seconds:g} s; try again later, or save the page and give the file",
        zh=f"{seconds:g} 秒内没有响应；请稍后再试，或保存网页后提供文件",
    )


def _failed(address: str, error: Exception) -> InputError:
    why = " ".join(str(error).split())[:200] or type(error).__name__
    return InputError(
        address,
        en=f"cannot be fetched ({why}); check the address and the network, or save the page and give the file",
        zh=f"无法获取（{why}）；请检查地址和网络，或保存网页后提供文件",
    )
