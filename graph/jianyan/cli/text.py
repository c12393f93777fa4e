"""``jianyan text``: the text that is read in a file, which all positions count into.

With ``--json``, one object a file, each on a line of its own; positions are code points, half-open::

    {"jianyan": 1, "source", "sha256", "text",
     "blocks":   [{"start", "end", "kind"}],             empty for plain text
     "unread":   [number, …],                            pages that are pictures: not in the text
     "metadata": {"title": {"value", "origin"} or null, "issued": …, "publisher": …,
                  "authors": {"value": [name, …], "origin"} or null}}

``metadata`` is what the file itself says: what can only be read in the text is in ``jianyan explain``. A key is never
renamed or dropped without a new number in ``jianyan``; new ones may come.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jianyan.cli.explain import FIELDS, ORIGINS, tell_unread
from jianyan.cli.group import Command
from jianyan.cli.messages import say

if TYPE_CHECKING:
    from jianyan.model import Document

FORMAT = 1
KINDS = {
    "paragraph": "text.paragraph",
    "heading": "text.heading",
    "caption": "text.caption",
    "cell": "text.cell",
    "item": "text.item",
}


def command(lang: str, common: Sequence[click.Option], limits: Sequence[click.Option]) -> Command:
    """The command in ``lang``; ``common`` are the options that every command takes, ``limits`` those of what reading
    may cost."""

    def text(
        files: tuple[str, ...],
        added: Path | None,
        blocks: bool,
        max_seconds: float,
        max_memory: float,
        max_size: float,
        as_json: bool,
    ) -> None:
        from jianyan import corpus, lexicon

        allowed = corpus.Limits(max_seconds, max_memory, max_size)
        with corpus.Looking(corpus.document, lexicon.load(added=added), allowed) as looking:
            for file in files:
                document = looking.at(file)
                tell_unread(document, lang)
                if as_json:
                    print(json.dumps(as_dict(document), ensure_ascii=False))
                else:
                    _show(_listed(document, lang) if blocks else ((line,) for line in document.text.split("\n")))

    return Command(
        "text",
        lang=lang,
        callback=text,
        params=[
            click.Argument(["files"], metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=str)),
            click.Option(
                ["--lexicon", "added"],
                metavar="DIR",
                type=click.Path(path_type=Path),
                help=say(lang, "build.lexicon"),
            ),
            click.Option(["--blocks"], is_flag=True, help=say(lang, "text.blocks")),
            *limits,
            click.Option(["--json", "as_json"], is_flag=True, help=say(lang, "text.json")),
            *common,
        ],
        help=say(lang, "text.help"),
        short_help=say(lang, "text.short"),
    )


def as_dict(document: Document) -> dict[str, Any]:
    """The document in the shape that the module's docstring gives."""
    return {
        "jianyan": FORMAT,
        "source": document.source,
        "sha256": document.sha256,
        "text": document.text,
        "blocks": [{"start": b.span.start, "end": b.span.end, "kind": b.kind.value} for b in document.blocks],
        "unread": list(document.unread),
        "metadata": {
            name: {"value": value, "origin": origin} if value else None for name, value, origin in _fields(document)
        },
    }


def _fields(document: Document) -> Iterator[tuple[str, Any, str]]:
    """The name, value and origin of each field; what has no origin is from the format's own metadata."""
    said = document.metadata
    issued = said.issued.isoformat() if said.issued else None
    for name, value in zip(FIELDS, (said.title, issued, said.publisher, list(said.authors)), strict=True):
        origin = getattr(said.origins, name)
        yield name, value, origin.value if origin else "metadata"


def _show(rows: Iterable[tuple[str, ...]]) -> None:
    """Each row on a line, with tabs between its cells; a control character is shown as a blank, so that it moves
    nothing."""
    from jianyan.cli.display import printable

    for row in rows:
        print("\t".join(map(printable, row)))


def _listed(document: Document, lang: str) -> Iterator[tuple[str, ...]]:
    for name, value, origin in _fields(document):
        if value:
            shown = "、".join(value) if isinstance(value, list) else value
            yield say(lang, FIELDS[name]), shown, say(lang, ORIGINS[origin])
    for start, end, kind in _spans(document):
        yield f"{start}–{end}", say(lang, KINDS[kind]), document.text[start:end]


def _spans(document: Document) -> Iterator[tuple[int, int, str]]:
    """Where the blocks stand, and their kinds; plain text has a paragraph in each line that is not blank."""
    for block in document.blocks:
        yield block.span.start, block.span.end, block.kind.value
    if not document.blocks:
        for line in re.finditer(r"[^\n]*\S[^\n]*", document.text):
            yield line.start(), line.end(), "paragraph"
