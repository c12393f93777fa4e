"""From a request to a query: SPARQL 1.1 Protocol, section 2.1 (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from jianyan.errors import QueryError
from jianyan.queries.guard import MAX_LENGTH
from jianyan.web.running import Sparql

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MOST_BYTES = 512 * 1024
"""Of a body. A query of the greatest length takes 180 KB where it is all Chinese in a form."""
_MOST_FIELDS = 200
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")


class ProtocolError(QueryError):
    """A request that is no query operation; ``status`` is HTTP's."""

    def __init__(self, where: str, status: int = 400, *, en: str, zh: str) -> None:
        super().__init__(where, en=en, zh=zh)
        self.status = status


@dataclass(frozen=True, slots=True)
class Sent:
    """What of a request says what it wants. ``content_type`` and ``body`` are None for GET."""

    url_query: bytes
    content_type: str | None = None
    body: bytes | None = None
    accept: str = ""


def read(sent: Sent) -> Sparql | None:
    """The query of a request; None for a GET that names none, which asks about the service itself.

    Raises :class:`ProtocolError`.
    """
    fields = _fields(sent.url_query)
    text = None
    if sent.body is not None:
        media, charset = _media(sent.content_type or "")
        if media == UPDATE:
            raise read_only()
        if media not in (FORM, QUERY):
            raise ProtocolError(
                "Content-Type",
                415,
                en=f"a query is posted as {QUERY} or {FORM}",
                zh=f"以 POST 提交查询请用 {QUERY} 或 {FORM}",
            )
        if charset not in ("", "utf-8", "utf8"):
            raise ProtocolError("Content-Type", 415, en="send the query in UTF-8", zh="请以 UTF-8 提交查询")
        if media == QUERY:
            text = _decoded(sent.body)
        else:
            fields += _fields(sent.body)
    if any(name in _UPDATES for name, _ in fields):
        raise read_only()
    queries = [value for name, value in fields if name == "query"] + ([] if text is None else [text])
    if not queries and sent.body is None:
        return None
    if len(queries) != 1:
        raise ProtocolError(
            "query",
            en=f"there are {len(queries)} queries in this request; send one" if queries else "there is no query",
            zh=f"请求中有 {len(queries)} 个查询；请只提交一个" if queries else "请求中没有查询",
        )
    if len(queries[0]) > MAX_LENGTH:
        raise too_large()
    default, named = (
        tuple(value for name, value in fields if name == wanted) for wanted in ("default-graph-uri", "named-graph-uri")
    )
    return Sparql(queries[0], default, named, sent.accept)


def read_only() -> ProtocolError:
    return ProtocolError(
        "update", 403, en="this endpoint is read-only: it answers queries", zh="此端点只读：只回答查询，不接受更新"
    )


def too_large() -> ProtocolError:
    return ProtocolError(
        "query",
        413,
        en=f"a query has at most {MAX_LENGTH} characters; split it",
        zh=f"查询不能超过 {MAX_LENGTH} 个字符；请拆分",
    )


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:  # UnicodeDecodeError is one
        raise ProtocolError(
            "query",
            en="the parameters are not percent-encoded UTF-8, or too many",
            zh="参数不是百分号编码的 UTF-8，或数量过多",
        ) from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProtocolError("query", en="the query is not UTF-8", zh="查询不是 UTF-8 编码") from error


def _media(content_type: str) -> tuple[str, str]:
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    found = [p.partition("=")[2].strip().strip('"') for p in parameters if p.partition("=")[0].strip() == "charset"]
    return media, found[0] if found else ""
