"""Results on a screen or in a pipe: the summary, tables, the list of queries, the progress bar.

On a terminal rich draws them; elsewhere plain aligned text is written, which needs no time to start
and no width. What comes from texts is shown without control characters: a terminal would obey them.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.cli.messages import say

if TYPE_CHECKING:
    from jianyan.corpus import Summary
    from jianyan.corpus.build import Progress
    from jianyan.queries import QueryFile

SHORT = 12
"""Columns of a table up to this width are never broken: names, dates, numbers."""
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORD = re.compile(rf"[“（《]*[{_WIDE}][，。；：、？！”）》]*\s*|[^\s{_WIDE}“]+[，。；：、？！”）》]*\s*|\S\s*")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@contextmanager
def progress(lang: str, *, shown: bool) -> Iterator[Progress | None]:
    """What to call as texts are done; None where no bar is shown."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[source]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(lang, "progress"), source="", rate="", total=None)

        def update(done: int, total: int, source: str) -> None:
            speed = bar.tasks[0].speed
            rate = say(lang, "progress.rate", rate=f"{speed:.0f}" if speed >= 10 else f"{speed:.1f}") if speed else ""
            words = say(lang, "progress" if source else "progress.concluding")
            shown = printable(source).replace("[", r"\[")
            bar.update(task, description=words, completed=done, total=total, rate=rate, source=shown)

        yield update


def summary_as_json(summary: Summary, output: Path) -> None:
    print(json.dumps({"output": output.as_posix(), **asdict(summary)}, ensure_ascii=False))


def summary(summary: Summary, lang: str, output: Path, *, where: str, view: bool) -> None:
    """The counts, what is to be known of single texts, and where to look next. ``where`` is the value for ``-o`` in
    commands, empty for the default."""
    if not summary.written:
        print(say(lang, "summary.unchanged", output=output))
    rows = _summary_rows(summary, lang)
    if sys.stdout.isatty():
        _rich_table(say(lang, "summary.title", output=output), (), rows, numbers=1)
    else:
        print("\n".join(_aligned(rows)))
    if summary.skipped:
        print(say(lang, "note.skipped", count=len(summary.skipped)))
        for skipped in summary.skipped:
            reason = f"：{skipped.zh}" if lang == "zh" else f": {skipped.en}"
            print("  " + printable(skipped.source + reason))
    for note in summary.notes:
        print(printable(say(lang, f"note.{note.kind}", source=note.source, about=note.about)))
    option = f" -o {shlex.quote(where)}" if where else ""
    print(say(lang, "next"))
    if view:
        print("  " + say(lang, "next.view") + f"jianyan open{option}")
    print("  " + say(lang, "next.query") + f"jianyan query who-backs{option}")
    if (output / "measures.csv").is_file():
        print("  " + say(lang, "next.table") + str(output / "measures.csv"))


def _summary_rows(summary: Summary, lang: str) -> list[tuple[str, ...]]:
    counts = asdict(summary)
    remarks = {
        "documents": say(lang, "summary.of-documents", **counts),
        "measures": say(lang, "summary.of-measures", **counts) if summary.headings else "",
    }
    rows: list[tuple[str, ...]] = [
        (say(lang, f"summary.{name}"), str(counts[name]), remarks.get(name, ""))
        for name in ("documents", "speakers", "bodies", "speeches", "measures", "sectors", "places")
    ]
    if summary.inferred is not None:
        rows.append((say(lang, "summary.inferred"), f"{summary.inferred:.0%}", say(lang, "summary.of-inferred")))
    return rows


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if sys.stdout.isatty():
        header, rows, remarks = _narrowed(header, rows)
        _rich_table("", header, rows)
        print("".join(f"  {name}: {printable(value)}\n" for name, value in remarks), end="")
    else:
        print("\n".join(_aligned([header, ["-" * width(name) for name in header], *rows])))


def catalogue(queries: Sequence[QueryFile], lang: str) -> None:
    """Each query with its title and, below it, its parameters."""
    for query in queries:
        print(f"{query.name}  {query.title_zh if lang == 'zh' else query.title_en}")
        for p in query.parameters:
            remarks = [say(lang, "required")] if p.required else []
            remarks += [say(lang, "default", value=p.default)] if p.default else []
            remarks += [say(lang, "queries.example", value=f"{p.name}={p.example}")] if p.example else []
            print(f"    --param {p.name}=…  {p.zh if lang == 'zh' else p.en}" + "".join(f"  [{r}]" for r in remarks))


def emit(text: str) -> None:
    """A result in a format for programs, as it is: UTF-8, and its own line ends also on Windows."""
    if sys.stdout.isatty():
        print(text, end="")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def printable(text: str) -> str:
    return _CONTROLS.sub(" ", text)


def _rich_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], numbers: int = -1) -> None:
    """``numbers`` is the column that is aligned to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title or None, show_header=bool(header), box=box.SIMPLE_HEAD if header else box.SIMPLE)
    for at, name in enumerate(header or rows[0]):
        drawn.add_column(
            Text(printable(name)) if header else "",
            justify="right" if at == numbers else "left",
            overflow="fold",
            no_wrap=max((width(row[at]) for row in rows), default=0) <= SHORT,
            min_width=min(width(name), SHORT) if header else None,
        )
    for row in rows:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    Console().print(drawn)


def _narrowed(
    header: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]], list[tuple[str, str]]]:
    """A table too wide for the terminal without the columns that need not be in it: those that hold one value, and
    those that only repeat a later one (a measure is its quote, normalised). What they hold is said in the remarks."""
    import shutil

    columns = [list(column) for column in zip(*rows, strict=True)]
    needed = sum(max(map(width, column)) + 3 for column in zip(header, *rows, strict=True))
    if len(rows) < 2 or needed <= shutil.get_terminal_size().columns:
        return list(header), [list(row) for row in rows], []
    kept, remarks = [], []
    for at, (name, column) in enumerate(zip(header, columns, strict=True)):
        again = [later for later in range(at + 1, len(columns)) if all(map(_same, column, columns[later]))]
        if len(set(column)) == 1:
            remarks += [(name, column[0])] if column[0] else []
        elif again:
            remarks.append((name, f"= {header[again[0]]}"))
        else:
            kept.append(at)
    if not kept:  # all rows are the same
        return list(header), [list(row) for row in rows], []
    return [header[at] for at in kept], [[row[at] for at in kept] for row in rows], remarks


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in blanks and in the width of marks alone."""
    from unicodedata import normalize

    return one == other or "".join(normalize("NFKC", one).split()) == "".join(normalize("NFKC", other).split())


def wrapped(text: str, room: int) -> Iterator[str]:
    """``text`` in lines of at most ``room`` columns, broken at blanks and between Chinese characters."""
    line = ""
    for word in _WORD.findall(text):
        if line and width(line) + width(word.rstrip()) > room:
            yield line.rstrip()
            line = ""
        line += word
    yield line.rstrip()


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with their columns below each other, two blanks between."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: two for a Chinese character."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
