"""Reading the tables of ``ontology/``: CSV with ``#`` comments before the header, lists joined by ``|``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from jianyan.errors import LexiconError


def rows(path: Path, *columns: str) -> Iterator[tuple[str, ...]]:
    """The named ``columns`` of each row of the table at ``path``, stripped.

    Raises LexiconError with the line where a column is missing or a row is short.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = ((number, line) for number, line in enumerate(file, 1) if line.strip() and not line.startswith("#"))
        numbered = list(lines)
    if not numbered:
        return
    reader = csv.reader(line for _, line in numbered)
    header = next(reader)
    try:
        wanted = [header.index(column) for column in columns]
    except ValueError as error:
        raise LexiconError(
            f"{path.name}:{numbered[0][0]}",
            en=f"the header has no such column ({error}); wanted: {', '.join(columns)}",
            zh=f"表头缺列（{error}）；应有：{'、'.join(columns)}",
        ) from None
    for (number, _), row in zip(numbered[1:], reader, strict=False):
        if len(row) != len(header):
            raise LexiconError(
                f"{path.name}:{number}",
                en=f"{len(row)} cells where the header has {len(header)}; quote cells that hold a comma",
                zh=f"本行 {len(row)} 格，表头 {len(header)} 格；含逗号的格请加引号",
            )
        yield tuple(row[i].strip() for i in wanted)


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list."""
    return tuple(part for part in cell.split("|") if part)
