"""What a worker is asked, within which limits, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from jianyan.queries import Result


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` a query may run (not counting its wait for a worker); ``rows`` or triples and ``bytes`` it may give,
    beyond which the answer is cut; ``memory`` in bytes that its process may hold; ``workers``, the processes, and
    ``spare``, how many more there may be while all of them are busy with queries that take long; and ``waiting``, how
    many queries may wait for one of them, each for as long as a query may run."""

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 64 * 2**20
    memory: int = 2 * 2**30
    workers: int = 2
    spare: int = 2
    waiting: int = 64


@dataclass(frozen=True, slots=True)
class Sparql:
    """A query of the SPARQL protocol. Where neither ``default_graphs`` nor ``named_graphs`` nor the query itself names
    a dataset, the default graph is the union of all graphs. Relative IRIs begin at
    :data:`jianyan.rdf.terms.BASE`. ``format`` is the media type wanted, or the value of an
    ``Accept`` header; empty for the usual one of the query's kind."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A query of the catalogue, by its name, with its parameters as the user wrote them; with ``nodes`` the individuals
    stand beside their names (:func:`jianyan.queries.with_nodes`)."""

    name: str
    params: tuple[tuple[str, str], ...] = ()
    lang: str = "zh"
    nodes: bool = False


Job: TypeAlias = Sparql | Question


@dataclass(frozen=True, slots=True)
class Answer:
    """``body`` in ``media_type`` for :class:`Sparql`, ``result`` for :class:`Question`; ``truncated`` when a limit of
    the result cut it."""

    body: bytes = b""
    media_type: str = ""
    truncated: bool = False
    result: Result | None = None
