"""Tables for spreadsheets and data frames: documents, measures, backers, memberships."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from jianyan.corpus import measures
from jianyan.corpus.measures import inert
from jianyan.corpus.opened import Corpus
from jianyan.errors import JianyanError
from jianyan.rdf import terms as t

Row = tuple[str | int, ...]
EXCEL_ROWS = 1_048_576
"""Rows of a sheet, at most; what is more goes to another."""
_PORTION = 50_000  # rows of a table of Arrow at once
_NUMBERS = ("start", "end", "documents")
_FROM = ("titleFrom", "dateFrom", "publisherFrom", "authorsFrom")
_WHERE = ("start", "end", "basis", "source", "statement", *_FROM)


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` can be gone through once."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[Row]

    def without(self, columns: tuple[str, ...]) -> Table:
        """The table without ``columns``."""
        kept = [at for at, name in enumerate(self.columns) if name not in columns]
        rows = (tuple(row[at] for at in kept) for row in self.rows)
        return Table(self.name, tuple(self.columns[at] for at in kept), rows)


def tables(corpus: Corpus, provenance: bool) -> list[Table]:
    """The tables; without ``provenance`` they do not tell where in a text something stands and how that was read."""
    found = [
        Table("documents", _DOCUMENT, _documents(corpus)),
        Table("measures", measures.COLUMNS, _measures(corpus)),
        Table("backers", ("backer", "kind", "measure", "sectors", "documents"), _backers(corpus)),
        Table("memberships", ("person", "body", "post", "document", "date", "start", "end", "source"), _posts(corpus)),
    ]
    return found if provenance else [table.without(_WHERE) for table in found]


_DOCUMENT = (
    "title", "titleFrom", "date", "dateFrom", "publisher", "publisherFrom", "authors", "authorsFrom", "source", "node",
)  # fmt: skip
"""What each document says of itself, and where; ``node`` is its IRI. Several authors are joined by ；."""


def _documents(corpus: Corpus) -> Iterator[Row]:
    for source, facts in corpus.facts():
        authors = "；".join(facts.authors)
        told = zip((facts.title, facts.issued, facts.publisher, authors), facts.origins, strict=True)
        yield (*(cell for pair in told for cell in pair), source, t.document(corpus.base, facts.document))


def _measures(corpus: Corpus) -> Iterator[Row]:
    numbers = [measures.COLUMNS.index(name) for name in ("start", "end")]
    for source, facts in corpus.facts():
        for row in measures.rows(facts, source, corpus.base):
            yield tuple(int(cell) if at in numbers else cell for at, cell in enumerate(row))


def _backers(corpus: Corpus) -> Iterator[Row]:
    """Each backer with each measure, canonical; in how many documents."""
    yield from corpus.index.sql.execute(_BACKERS)


_BACKERS = """SELECT t.label, t.kind, w.text,
  coalesce((SELECT group_concat(label, '；') FROM (SELECT s.label FROM concerns c JOIN thing s ON s.id = c.sector
    WHERE c.measure = b.measure ORDER BY s.label)), ''),
  (SELECT count(DISTINCT x.document) FROM stated x
    JOIN backing y ON y.document = x.document AND y.measure = x.measure
    WHERE x.measure IN (SELECT b.measure UNION SELECT alias FROM merged WHERE canonical = b.measure)
    AND y.backer IN (SELECT b.backer UNION SELECT alias FROM merged WHERE canonical = b.backer))
FROM backs b JOIN thing t ON t.id = b.backer JOIN wording w ON w.id = b.measure
ORDER BY t.kind, t.label, t.iri, w.text"""


def _posts(corpus: Corpus) -> Iterator[Row]:
    for source, facts in corpus.facts():
        for m in facts.memberships:
            person, body = facts.things[m.person].label, facts.things[m.body].label
            yield person, body, m.post, facts.title or source, facts.issued, m.start, m.end, source


def csv_files(corpus: Corpus, folder: Path, provenance: bool) -> None:
    """A file a table; Excel opens them as they are."""
    for table in tables(corpus, provenance):
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            writer.writerows([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)


def xlsx(corpus: Corpus, file: BinaryIO, provenance: bool) -> None:
    """One file."""
    workbook(tables(corpus, provenance), file)


def workbook(given: Iterable[Table], file: BinaryIO) -> None:
    """A workbook with a sheet a table, written row by row. Texts are stored as texts: no spreadsheet works them out."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise _missing("xlsx", "openpyxl") from None
    book = Workbook(write_only=True)
    for table in given:
        number = 0
        while some := list(islice(table.rows, 1)):
            number += 1
            sheet = book.create_sheet(table.name if number == 1 else f"{table.name} {number}")
            sheet.append(table.columns)
            for row in (*some, *islice(table.rows, EXCEL_ROWS - 2)):
                cells = [WriteOnlyCell(sheet, _plain(value)) for value in row]
                for cell in cells:
                    if isinstance(cell.value, str):
                        cell.data_type = "s"
                sheet.append(cells)
        if not number:
            book.create_sheet(table.name).append(table.columns)
    book.save(file)


def _plain(value: str | int) -> str | int:
    """Without control characters, which XML 1.0 has no way to write."""
    if isinstance(value, int):
        return value
    return "".join(char for char in value if char >= " " or char in "\t\n")[:32767]


def parquet_files(corpus: Corpus, folder: Path, provenance: bool) -> None:
    """A file a table, written in portions."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise _missing("parquet", "pyarrow") from None
    for table in tables(corpus, provenance):
        types = [(name, pa.int32() if name in _NUMBERS else pa.string()) for name in table.columns]
        schema = pa.schema(types)
        with pq.ParquetWriter(folder / f"{table.name}.parquet", schema) as writer:
            while some := list(islice(table.rows, _PORTION)):
                columns = [
                    pa.array(column, kind) for column, (_, kind) in zip(zip(*some, strict=True), types, strict=True)
                ]
                writer.write_batch(pa.record_batch(columns, schema=schema))


def _missing(extra: str, library: str) -> JianyanError:
    return JianyanError(
        f"--format {extra}",
        en=f"needs {library}, which is not installed: pip install 'jianyan[{extra}]'",
        zh=f"需要 {library}，但尚未安装：pip install 'jianyan[{extra}]'",
    )
