"""Reading the tables of ``ontology/``: CSV with ``#`` comments before the header, lists joined by ``|``.

A user's folder (``--lexicon``) may hold more rows for each, in files of the same names.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jianyan.errors import LexiconError

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the lexicon lies: what ships with the program, and what the user adds to it (None: nothing)."""

    shipped: Path
    added: Path | None = None

    def files(self, name: str) -> list[Path]:
        """The files of that name, the shipped one first."""
        found = [self.shipped / name]
        if self.added and (self.added / name).is_file():
            found.append(self.added / name)
        return found

    def where(self, path: Path) -> str:
        """How an error names a file: a user's with its folder."""
        return path.name if path.parent == self.shipped else path.as_posix()

    def rows(self, name: str, *columns: str) -> Iterator[Row]:
        """The named ``columns`` of each row of the table, stripped; the user's rows behind those that ship.

        Raises LexiconError with the line where a column is missing, a row is short, the first cell of a user's row is
        empty, or its ``kind`` is one that the shipped table does not have.
        """
        shipped, *added = self.files(name)
        own = [row for _, row in _rows(shipped, self.where(shipped), columns)]
        yield from own
        kind = columns.index("kind") if "kind" in columns else None
        kinds = {row[kind] for row in own} if kind is not None and added else set()
        for path in added:
            for line, row in _rows(path, self.where(path), columns):
                where = f"{self.where(path)}:{line}"
                if not row[0]:
                    raise LexiconError(where, en=f"the cell of {columns[0]} is empty", zh=f"{columns[0]} 一格为空")
                if kind is not None and row[kind] not in kinds:
                    raise _no_kind(where, row[kind], kinds)
                yield row


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list."""
    return tuple(part for part in cell.split("|") if part)


def _rows(path: Path, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    """The rows with the numbers of their lines."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = ((number, line) for number, line in enumerate(file, 1) if line.strip() and not line.startswith("#"))
            numbered = list(lines)
    except UnicodeDecodeError:
        raise LexiconError(name, en="is not UTF-8; save it as CSV UTF-8", zh="不是 UTF-8；请另存为 CSV UTF-8") from None
    if not numbered:
        return
    reader = csv.reader(line for _, line in numbered)
    header = [cell.strip() for cell in next(reader)]
    try:
        wanted = [header.index(column) for column in columns]
    except ValueError as error:
        raise LexiconError(
            f"{name}:{numbered[0][0]}",
            en=f"the header has no such column ({error}); wanted: {', '.join(columns)}",
            zh=f"表头缺列（{error}）；应有：{'、'.join(columns)}",
        ) from None
    for (number, _), row in zip(numbered[1:], reader, strict=False):
        if len(row) != len(header):
            raise LexiconError(
                f"{name}:{number}",
                en=f"{len(row)} cells where the header has {len(header)}; quote cells that hold a comma",
                zh=f"本行 {len(row)} 格，表头 {len(header)} 格；含逗号的格请加引号",
            )
        yield number, tuple(row[i].strip() for i in wanted)


def _no_kind(where: str, kind: str, kinds: set[str]) -> LexiconError:
    known = sorted(filter(None, kinds))
    shown = ", ".join(known[:30])
    return LexiconError(
        where, en=f"there is no kind {kind!r} here; there are {shown}", zh=f"这里没有 {kind!r} 这一类；可用 {shown}"
    )
