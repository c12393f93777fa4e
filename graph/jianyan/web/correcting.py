"""Corrections from pages: rows of the file that builds apply (docs/corrections.md)."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from jianyan.corpus.corrections import Row, load
from jianyan.corpus.corrections.rows import COLUMNS, NAMES, NOTHING, checked, plain
from jianyan.corpus.measures import inert
from jianyan.errors import InputError, OutputError
from jianyan.views.data.statements import StatementSource

if TYPE_CHECKING:
    from jianyan.web.edition import Edition

AROUND = 12
"""Code points before and after a quote that go with it where it stands in its text more than once."""
LONGEST = 500
OF_PAGES = ("not-a-measure", "wrong-speaker", "wrong-body", "sector", "place", "missing-measure")
OF_THINGS = {
    "body": ("same", "not-same", "alias"),
    "person": ("same", "not-same"),
    "measure": ("same", "not-same"),
    "sector": ("alias",),
    "place": ("alias",),
}
"""What can be said of a thing of each kind, whatever text it stands in."""
_BY_KIND = {kind: name for name, kind in NAMES.items()}


@dataclass(frozen=True, slots=True)
class Passage:
    """What a correction is about: code points [start, end) of a text, and the statement that stands there, or a
    statement that these words attribute, if there is one; with what the program says of it in words."""

    document: str
    text: str
    start: int
    end: int
    statement: StatementSource | None
    attributed: StatementSource | None
    said: Mapping[str, str]

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]


def passage(edition: Edition, document: str, start: int, end: int) -> Passage | None:
    """The passage of the text with this id; None where there is no such text or place."""
    from jianyan.views.data.names import names_of

    found = edition.documents().get(document)
    text = edition.search().text(found.iri) if found else None
    if found is None or text is None or not 0 <= start < end <= len(text):
        return None
    store, sources, facts = edition.text(found)
    at = (one for one in sources.statements if (one.evidence.start, one.evidence.end) == (start, end))
    statement = next(at, None)
    by = (one for one in sources.statements if (a := one.attribution) and (a.start, a.end) == (start, end))
    attributed = None if statement else next(by, None)
    said: dict[str, str] = {"speakers": "", "bodies": "", "sectors": "", "places": ""}
    if (about := statement or attributed) is not None:
        things = next((fact.about for fact in facts.facts if fact.source == about), {})
        kinds = dict.fromkeys(about.speakers, "person") | dict.fromkeys(about.bodies, "body")
        named = {**facts.names, **names_of(store, kinds)}
        for key, iris in (("speakers", about.speakers), ("bodies", about.bodies), *things.items()):
            if key in said:
                said[key] = "；".join(named[iri].label for iri in iris if iri in named)
    return Passage(document, text, start, end, statement, attributed, said)


class Corrections:
    """The file that corrections from pages are written to. Rows that others wrote into it stay as they are."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()

    def rows(self) -> tuple[Row, ...]:
        """Those of the file. Raises :class:`InputError` for what is no correction."""
        return load([self.path]) if self.path.is_file() else ()

    def add(self, passage: Passage, digest: str, correction: str, value: str, note: str) -> Row:
        """Write a correction; one of the same kind of the same passage is replaced.

        Raises :class:`InputError` for what is no correction, :class:`OutputError` where the file cannot be written.
        """
        if correction not in OF_PAGES:
            raise _choose(OF_PAGES)
        said = {
            "correction": correction, "document": digest[:16], "quote": passage.quote, "start": str(passage.start),
            "value": _one_line(value), "note": _one_line(note),
        }  # fmt: skip
        if passage.text.count(passage.quote) > 1:
            said["before"] = passage.text[max(0, passage.start - AROUND) : passage.start]
            said["after"] = passage.text[passage.end : passage.end + AROUND]
        if correction not in ("not-a-measure", "missing-measure") and not said["value"]:
            raise InputError(
                "value",
                en=f"write what is right, or {NOTHING} for none",
                zh=f"请填写正确的内容；若没有，填 {NOTHING}",
            )
        return self._add(said)

    def add_of_thing(self, kind: str, name: str, correction: str, value: str, note: str) -> Row:
        """Write a correction of a thing, whatever text it stands in: that it is the same as another (``value``), that
        it is not, or that ``value`` is another name of it. ``name`` is how corrections call it. Raises as :meth:`add`.
        """
        if correction not in OF_THINGS.get(kind, ()):
            raise _choose(OF_THINGS.get(kind, ()))
        value = _one_line(value)
        if not value:
            raise InputError("value", en="write the other name", zh="请填写另一个名称")
        subject, value = (value, name) if correction == "alias" else (name, value)
        said = {"correction": correction, "of": kind, "subject": subject, "value": value, "note": _one_line(note)}
        return self._add(said)

    def _add(self, said: dict[str, str]) -> Row:
        row = checked(str(self.path), said["correction"], said)
        with self._lock:
            kept = [one for one in self._lines() if not _same(one, said)]
            self._write([*kept, {column: said.get(column, "") for column in COLUMNS}])
        return row

    def take_back(self, identity: str) -> bool:
        """Drop the row of this id; whether there was one."""
        with self._lock:
            lines = self._lines()
            kept = [one for one in lines if _id(self.path, one) != identity]
            if len(kept) < len(lines):
                self._write(kept)
            return len(kept) < len(lines)

    def _lines(self) -> list[dict[str, str]]:
        """The rows of the file; a remark is a row of the key ``#`` alone."""
        if not self.path.is_file():
            return []
        load([self.path])  # says what is wrong with it before anything is written over it
        found: list[dict[str, str]] = []
        header: list[str] | None = None
        for cells in csv.reader(self.path.read_text(encoding="utf-8-sig").splitlines(keepends=True)):
            if cells and cells[0].startswith("#"):
                found.append({"#": ",".join(cells)})
            elif any(cell.strip() for cell in cells):
                if header is None:
                    header = [cell.strip() for cell in cells]
                else:
                    found.append(dict(zip(header, (plain(cell) for cell in cells), strict=False)))
        return found

    def _write(self, rows: list[dict[str, str]]) -> None:
        """The whole file anew, beside the old one and then in its place; remarks stand at its top."""
        out = io.StringIO(newline="")
        remarks = [row["#"] for row in rows if "#" in row]
        out.writelines(remark + "\r\n" for remark in remarks)
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows([inert(row.get(column, "")) for column in COLUMNS] for row in rows if "#" not in row)
        written = self.path.with_name(self.path.name + ".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with written.open("w", encoding="utf-8-sig", newline="") as file:
                file.write(out.getvalue())
                file.flush()
                os.fsync(file.fileno())
            written.replace(self.path)
        except OSError as error:
            why = error.strerror or str(error)
            raise OutputError(
                str(self.path),
                en=f"the correction cannot be written ({why}); check permissions, or start with --corrections FILE",
                zh=f"无法写入更正（{why}）；请检查权限，或用 --corrections 另指定文件",
            ) from error


def name_of(row: Row) -> str:
    """The name of a row's kind, as a corrections file has it."""
    return _BY_KIND[row.kind]


def _choose(known: Collection[str]) -> InputError:
    listed = ", ".join(known)
    return InputError("correction", en=f"choose one of {listed}", zh=f"请选择一种更正：{listed}")


def _same(row: dict[str, str], said: Mapping[str, str]) -> bool:
    """Whether two rows say one kind of thing of one passage, or of one thing and its name."""
    keys = (
        ("correction", "document", "quote", "start") if said.get("quote") else ("correction", "of", "subject", "value")
    )
    return all(row.get(key, "") == said.get(key, "") for key in keys)


def _id(path: Path, row: dict[str, str]) -> str:
    name = row.get("correction", "")
    return checked(str(path), name, row).id if name else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
