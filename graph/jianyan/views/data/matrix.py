"""Bodies × sectors as a plain grid of counts: what the page shows before any script, and without one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from jianyan.views.data.facts import Facts
from jianyan.views.data.names import Name

MOST_ROWS, MOST_COLUMNS = 40, 24


@dataclass(frozen=True, slots=True)
class GridRow:
    """``name`` is None for those who speak for no body; ``counts`` follow the columns."""

    name: Name | None
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    columns: tuple[Name, ...]
    rows: tuple[GridRow, ...]


def grid(facts: Facts, most_rows: int = MOST_ROWS, most_columns: int = MOST_COLUMNS) -> Grid:
    """The bodies and the sectors with most measures, those with most first."""
    measures: dict[tuple[str, str], set[str]] = defaultdict(set)  # "" is all sectors, or all bodies
    for fact in facts.facts:
        for body in (*(fact.source.bodies or ("own",)), ""):
            for sector in (*fact.about["sectors"], ""):
                measures[body, sector].add(fact.source.measure)
    bodies = _ordered({body for body, sector in measures if body}, lambda body: len(measures[body, ""]))
    sectors = _ordered({sector for _, sector in measures if sector}, lambda sector: len(measures["", sector]))
    shown = sectors[:most_columns]
    rows = [
        GridRow(
            facts.names.get(body),
            len(measures[body, ""]),
            tuple(len(measures.get((body, sector), ())) for sector in shown),
        )
        for body in bodies[:most_rows]
    ]
    return Grid(tuple(facts.names[sector] for sector in shown), tuple(rows))


def _ordered(keys: set[str], size: Callable[[str], int]) -> list[str]:
    return sorted(keys, key=lambda key: (-size(key), key))
