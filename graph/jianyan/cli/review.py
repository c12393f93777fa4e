"""``jianyan review``: what is most worth a human look, as a table or as a corrections file to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianyan.cli.explain import BASES
from jianyan.cli.group import Command
from jianyan.cli.messages import say

if TYPE_CHECKING:
    from jianyan.corpus.corrections.review import Item

SHOWN = 20
COLUMNS = ("review.what", "review.why", "review.doubt", "review.changes", "review.said", "review.about", "review.where")
GROUNDS = {
    "sameObject": "review.same-object",
    "nearObject": "review.near-object",
    "sharedBody": "review.shared-body",
    "sameSeat": "review.same-seat",
    "confidence": "review.confidence",
    "inherited": "review.inherited",
}


def command(lang: str, common: Sequence[click.Option]) -> Command:
    """The command in ``lang``; ``common`` are the options that every command takes."""

    def review(form: str, limit: int | None, output: Path) -> None:
        from jianyan import corpus
        from jianyan.cli import display
        from jianyan.corpus.corrections import review

        corpus.settle(output)
        found = review.review(corpus.opened_store(output))
        if form == "csv":
            file = io.StringIO(newline="")
            review.write(found[:limit], file)
            display.emit("\ufeff" + file.getvalue())
            return
        display.table(tuple(say(lang, key) for key in COLUMNS), [_row(item, lang) for item in found[: limit or SHOWN]])
        print(say(lang, "review.count", shown=min(len(found), limit or SHOWN), found=len(found)))

    return Command(
        "review",
        lang=lang,
        callback=review,
        params=[
            click.Option(
                ["--format", "form"],
                type=click.Choice(("table", "csv")),
                default="table",
                help=say(lang, "review.format"),
            ),
            click.Option(["--limit"], type=click.IntRange(min=1), metavar="N", help=say(lang, "review.limit")),
            click.Option(
                ["-o", "--output"],
                type=click.Path(path_type=Path),
                default="output",
                metavar="DIR",
                help=say(lang, "help.output"),
            ),
            *common,
        ],
        help=say(lang, "review.help"),
        short_help=say(lang, "review.short"),
    )


def _row(item: Item, lang: str) -> tuple[str, ...]:
    from jianyan.corpus.corrections.review import suggestion

    about = " | ".join(part for part in (item.quote, item.subject, item.value) if part)
    where = f"{item.document} {item.start}" if item.document else ""
    why = say(lang, (BASES | GROUNDS)[item.why])
    return (suggestion(item), why, f"{item.doubt:.2f}", str(item.changes), item.said, about, where)
