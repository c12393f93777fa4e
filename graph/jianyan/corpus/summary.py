"""What a build did, and what the output folder holds after it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.rdf import terms as t

if TYPE_CHECKING:
    from jianyan.corpus.index import Index


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about one text, where ``kind`` is ``no-measures``; about one correction, whose file and line
    ``source`` is: it finds no ``lost-document``, ``lost-quote`` (or ``lost-several``), ``lost-target``, or
    ``lost-names``; or about the whole corpus, where ``source`` is empty: ``large`` says that the files which grow with
    it were left to ``jianyan export``, ``mended`` that it was damaged and made anew from what was kept. ``unread`` says
    that the pages ``about`` of a text are pictures, and so not in the graph."""

    source: str
    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A text that could not be read, and why, in both languages."""

    source: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Summary:
    """``new`` … ``kept`` sort the documents by what happened to them (``kept``: there before and not among the
    inputs), so they add up to ``documents``. The other counts are of the whole folder."""

    documents: int
    new: int
    changed: int
    unchanged: int
    kept: int
    removed: int
    speakers: int
    bodies: int
    speeches: int
    measures: int  # statements of the level measure
    headings: int  # statements of the levels heading and title
    statements: int
    sectors: int
    places: int
    quads: int
    inferred: float | None  # share of the statements with a speaker whose speaker was concluded; None without any
    written: bool  # False when all was there already and no file was touched
    notes: tuple[Note, ...] = field(default=())
    skipped: tuple[Skipped, ...] = field(default=())


def summarise(
    index: Index, done: Mapping[str, int], *, written: bool, notes: Sequence[Note], skipped: Sequence[Skipped]
) -> Summary:
    """``done`` has the counts of documents, from ``documents`` to ``removed``."""
    from jianyan.corpus.index import lines

    totals = dict(lines.totals(index))
    summed = index.sql.execute(_SUMS).fetchone()
    statements, measures, attributed, inferred, quads = (value or 0 for value in summed)
    return Summary(
        **done,
        speakers=totals[t.SPEAKER_COUNT],
        bodies=totals[t.BODY_COUNT],
        speeches=totals[t.SPEECH_COUNT],
        measures=measures,
        headings=statements - measures,
        statements=statements,
        sectors=index.sql.execute(_SECTORS).fetchone()[0],
        places=index.sql.execute(_PLACES).fetchone()[0],
        quads=quads,
        inferred=round(inferred / attributed, 4) if attributed else None,
        written=written,
        notes=tuple(notes),
        skipped=tuple(skipped),
    )


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in their order, those that follow each other as one.

    >>> ranges([2, 3, 4, 7])
    '2–4, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


_SUMS = "SELECT sum(statements), sum(measures), sum(attributed), sum(inferred), sum(quads) FROM document"
_SECTORS = """SELECT count(*) FROM (SELECT sector FROM concerns UNION
SELECT thing FROM named WHERE kind = 'sector' AND mention)"""
_PLACES = "SELECT count(DISTINCT thing) FROM named WHERE kind = 'place' AND mention"


def write_report(summary: Summary, path: Path) -> None:
    """``report.json``: what the build did, with all that was skipped."""
    path.write_text(json.dumps(asdict(summary), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
