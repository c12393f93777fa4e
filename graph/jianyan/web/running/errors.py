"""Why a query has no answer."""

from __future__ import annotations

from jianyan.errors import QueryError
from jianyan.queries.guard import Malformed, Refused

__all__ = ["Malformed", "Refused"]

WHERE = "SPARQL"
"""How errors name a query that came as text."""


class NotAcceptable(QueryError):
    """No format that was asked for can hold what the query gives."""


class TimedOut(QueryError):
    """Ran longer than a query may."""


class TooMuchMemory(QueryError):
    """Needed more memory than a query may."""


class Cancelled(QueryError):
    """Somebody stopped it, or whoever asked went away."""


class Busy(QueryError):
    """No worker was free, and the line is full or did not move."""


class Lost(QueryError):
    """The process that ran it ended."""


class Failed(QueryError):
    """It is a query, but the store could not answer it."""


LIMITS = (TimedOut, TooMuchMemory, Cancelled)


def timed_out(seconds: float) -> TimedOut:
    return TimedOut(
        WHERE,
        en=f"the query ran longer than {seconds:g} seconds and was ended; ask for less, or add LIMIT",
        zh=f"查询超过 {seconds:g} 秒，已终止；请缩小查询范围，或加上 LIMIT",
    )


def too_much_memory(limit: int) -> TooMuchMemory:
    return TooMuchMemory(
        WHERE,
        en=f"the query needed more than {limit >> 20} MB of memory and was ended; ask for less",
        zh=f"查询占用内存超过 {limit >> 20} MB，已终止；请缩小查询范围",
    )


def cancelled() -> Cancelled:
    return Cancelled(WHERE, en="the query was stopped", zh="查询已停止")


def busy() -> Busy:
    return Busy(
        WHERE,
        en="too many queries are running or waiting; try again in a while",
        zh="正在运行或等待的查询过多；请稍后再试",
    )


def lost() -> Lost:
    return Lost(
        WHERE,
        en="the process that ran the query ended unexpectedly; try again, or ask for less",
        zh="运行查询的进程意外终止；请重试，或缩小查询范围",
    )


def not_acceptable(accept: str, possible: str) -> NotAcceptable:
    return NotAcceptable(
        WHERE,
        en=f"no answer to this query in {accept}; it can be given in {possible}",
        zh=f"该查询的结果没有 {accept} 格式；可用格式为 {possible}",
    )


def failed(reason: str) -> Failed:
    return Failed(WHERE, en=f"the query failed: {reason}", zh=f"查询失败：{reason}")


def no_iri(reason: str) -> Malformed:
    return Malformed(
        WHERE,
        en=f"default-graph-uri and named-graph-uri are absolute IRIs ({reason})",
        zh=f"default-graph-uri 和 named-graph-uri 须为绝对 IRI（{reason}）",
    )
