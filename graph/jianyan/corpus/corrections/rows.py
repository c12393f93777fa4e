"""The files of corrections: ``corrections/*.csv`` and ``*.ttl`` beside a corpus.

A CSV file has a header with these columns, in any order; those that are not needed may be left out, and a row
without a correction is not one yet (``jianyan review`` writes such rows):

    correction   same, not-same, alias, wrong-speaker, wrong-body, not-a-measure, missing-measure, sector, place
    of           of same and not-same: measure, person or body; of alias: body, sector or place
    document     the digest of the text, at least 8 hex digits; empty for same, not-same and alias of all texts
    quote        the words of the text that the correction is about
    before       what stands right before the quote, and
    after        what stands right behind it: needed only where the quote stands in the text more than once
    start        where the quote begins, in code points; of several places the one there, if one is
    subject      of same, not-same and alias: the one name
    value        what is right: the other name, a speaker, bodies, sectors or places (joined by ；), - for none
    program      what the program says; written by ``jianyan review``, not read
    why          why it is worth a look; written by ``jianyan review``, not read
    note         a remark, kept in the graph

A person is written ``name`` or ``name@body``, the body that they are known by in the graph.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.errors import InputError
from jianyan.model import CorrectionKind
from jianyan.rdf import terms as t
from jianyan.reading.document import source_of

if TYPE_CHECKING:
    from pyoxigraph import Store

COLUMNS = (
    "correction", "of", "document", "quote", "before", "after", "start", "subject", "value", "program", "why", "note",
)  # fmt: skip
NAMES = {
    "same": CorrectionKind.SAME,
    "not-same": CorrectionKind.NOT_SAME,
    "alias": CorrectionKind.ALIAS,
    "wrong-speaker": CorrectionKind.WRONG_SPEAKER,
    "wrong-body": CorrectionKind.WRONG_BODY,
    "not-a-measure": CorrectionKind.NOT_A_MEASURE,
    "missing-measure": CorrectionKind.MISSING_MEASURE,
    "sector": CorrectionKind.WRONG_SECTOR,
    "place": CorrectionKind.WRONG_PLACE,
}
NOTHING = "-"
_IDENTITY = (CorrectionKind.SAME, CorrectionKind.NOT_SAME)
_OF = {
    CorrectionKind.SAME: ("measure", "person", "body"),
    CorrectionKind.NOT_SAME: ("measure", "person", "body"),
    CorrectionKind.ALIAS: ("body", "sector", "place"),
}
_NEEDS_VALUE = (
    CorrectionKind.SAME, CorrectionKind.ALIAS, CorrectionKind.WRONG_SPEAKER, CorrectionKind.WRONG_BODY,
    CorrectionKind.WRONG_SECTOR, CorrectionKind.WRONG_PLACE,
)  # fmt: skip
_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})")


@dataclass(frozen=True, slots=True)
class Row:
    """One correction as somebody wrote it; ``where`` is the file and the line."""

    kind: CorrectionKind
    where: str
    of: str = ""
    document: str = ""  # the digest of the text or its beginning; "" for all texts
    quote: str = ""
    before: str = ""
    after: str = ""
    start: str = ""
    subject: str = ""
    value: str = ""
    note: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The parts of ``value``; none where it says that there is nothing."""
        parts = (part.strip() for part in re.split("[;；]", self.value))
        return tuple(part for part in parts if part and part != NOTHING)

    @property
    def id(self) -> str:
        """16 hex digits that stand for what the row says, wherever it is written."""
        said = (self.of, self.document, self.quote, self.before, self.after, self.start, self.subject, self.value)
        return t.digest(self.kind.value, *said, self.note)

    def about(self, digest: str) -> bool:
        """Whether it may apply to the document whose text has this SHA-256."""
        if not self.document:
            return self.kind is CorrectionKind.ALIAS
        return digest.startswith(self.document)


def load(paths: Iterable[Path]) -> tuple[Row, ...]:
    """The corrections of files, and of the files in folders, in the order of their paths and lines.

    Raises :class:`~jianyan.errors.InputError`, naming file and line, for what is no correction.
    """
    files: set[Path] = set()
    for path in paths:
        files |= {file for file in path.iterdir() if file.suffix in (".csv", ".ttl")} if path.is_dir() else {path}
    return tuple(row for file in sorted(files, key=source_of) for row in _rows(file))


def beside(inputs: Iterable[Path]) -> tuple[Path, ...]:
    """The folders ``corrections`` in and beside the folders of a corpus, and beside its files; sorted."""
    around = {folder for path in inputs for folder in ((path, path.parent) if path.is_dir() else (path.parent,))}
    return tuple(sorted(folder / "corrections" for folder in around if (folder / "corrections").is_dir()))


def version(rows: Iterable[Row]) -> str:
    """16 hex digits for what several rows say; ``""`` without any."""
    ids = [row.id for row in rows]
    return t.digest(*ids) if ids else ""


def _rows(file: Path) -> Iterator[Row]:
    if not file.is_file():
        raise _error(source_of(file), "there is no such file", "没有这个文件")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _error(source_of(file), "is not UTF-8; save it as CSV UTF-8", "不是 UTF-8；请另存为 CSV UTF-8") from None
    yield from _turtle(file, text) if file.suffix == ".ttl" else _table(file, text)


# -- CSV ---------------------------------------------------------------------------------


def _table(file: Path, text: str) -> Iterator[Row]:
    reader = csv.reader(text.splitlines(keepends=True))
    header: list[str] | None = None
    line = 1
    for cells in reader:
        where, line = f"{source_of(file)}:{line}", reader.line_num + 1
        if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
            continue
        if header is None:
            header = _header(where, cells)
            continue
        if len(cells) > len(header):
            raise _error(
                where,
                f"{len(cells)} cells where the header has {len(header)}; quote cells that hold a comma",
                f"本行 {len(cells)} 格，表头 {len(header)} 格；含逗号的格请加引号",
            )
        said = dict(zip(header, (plain(cell) for cell in cells), strict=False))
        if name := said.get("correction", ""):
            yield checked(where, name, said)


def _header(where: str, cells: list[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    if unknown := [cell for cell in header if cell not in COLUMNS]:
        known = ", ".join(COLUMNS)
        raise _error(where, f"no column {unknown[0]!r}; there are {known}", f"没有 {unknown[0]!r} 这一列；可用 {known}")
    if "correction" not in header:
        raise _error(where, "the header needs a column correction", "表头缺少 correction 列")
    return header


def plain(cell: str) -> str:
    """The cell without the mark that keeps a spreadsheet from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if re.match(r"'[=+\-@＝＋－＠]", cell) else cell


def checked(where: str, name: str, said: dict[str, str]) -> Row:
    kind = NAMES.get(name)
    if kind is None:
        known = ", ".join(NAMES)
        raise _error(where, f"no correction {name!r}; there are {known}", f"没有 {name!r} 这种更正；可用 {known}")
    of, document = said.get("of", ""), said.get("document", "").lower()
    if kind in _OF and of not in _OF[kind]:
        known = ", ".join(_OF[kind])
        raise _error(where, f"{name} is of {known}: fill in the column of", f"{name} 的 of 列应为 {known} 之一")
    digest = _DIGEST.fullmatch(document)
    if document and not digest:
        raise _error(
            where,
            f"{document!r} is no digest of a text: 8 to 64 hex digits, as in dcterms:identifier",
            f"{document!r} 不是正文摘要：应为 8 至 64 位十六进制数，见 dcterms:identifier",
        )
    if said.get("start") and not said["start"].isdecimal():
        raise _error(where, "start is a number of code points", "start 应为码点数")
    single = kind is CorrectionKind.NOT_SAME and of == "person" and bool(document)
    wanted = ["subject"] if kind in _OF else ["document", "quote"]
    wanted += ["value"] if kind in _NEEDS_VALUE or (kind is CorrectionKind.NOT_SAME and not single) else []
    if missing := [column for column in wanted if not said.get(column)]:
        raise _error(where, f"{name} needs {missing[0]}", f"{name} 需要填写 {missing[0]}")
    texts = {
        column: said.get(column, "") for column in ("quote", "before", "after", "start", "subject", "value", "note")
    }
    return Row(kind, where, of, digest[1] if digest else "", **texts)


# -- Turtle ------------------------------------------------------------------------------

_PROPERTIES = {
    t.IDENTIFIER: "document", t.EXACT: "quote", t.PREFIX: "before", t.SUFFIX: "after", t.START: "start",
    t.SAID: "subject", t.SAYS: "value", t.COMMENT: "note", t.CORRECTION_OF: "of",
}  # fmt: skip


def _turtle(file: Path, text: str) -> Iterator[Row]:
    """Corrections as ``jy:Correction``, each a thing with an IRI of its own, in the order of their IRIs."""
    from pyoxigraph import NamedNode, RdfFormat, Store

    store = Store()
    try:
        store.load(text.encode(), format=RdfFormat.TURTLE)
    except SyntaxError as error:
        where = f"{source_of(file)}:{error.lineno or 1}"
        raise _error(where, f"not valid Turtle: {error.msg}", f"不是合法的 Turtle：{error.msg}") from None
    names = {kind.value: name for name, kind in NAMES.items()}
    for quad in sorted(store.quads_for_pattern(None, NamedNode(t.RDF_TYPE), NamedNode(t.CORRECTION)), key=str):
        said = {column: _one(store, quad.subject, iri) for iri, column in _PROPERTIES.items()}
        kind = _one(store, quad.subject, t.CORRECTION_KIND).rpartition("#")[2]
        yield checked(f"{source_of(file)}:{_line(text, said, quad.subject)}", names.get(kind, kind or "?"), said)


def _one(store: Store, subject: object, predicate: str) -> str:
    from pyoxigraph import NamedNode

    found = sorted(q.object.value for q in store.quads_for_pattern(subject, NamedNode(predicate), None))  # type: ignore[arg-type, union-attr]
    return next(iter(found), "")


def _line(text: str, said: dict[str, str], subject: object) -> int:
    """The line of the file that the correction is most likely written on: a parser of Turtle does not tell."""
    local = re.split("[/#]", str(getattr(subject, "value", "")))[-1]
    marks = [mark for mark in (local, said["quote"], said["subject"]) if mark]
    at = next((text.index(mark) for mark in marks if mark in text), 0)
    return text.count("\n", 0, at) + 1


def _error(where: str, en: str, zh: str) -> InputError:
    return InputError(where, en=en, zh=zh)
