"""``jianyan remove``, ``diff`` and ``export``: what is done with a corpus as a whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jianyan.cli.group import Command, command_of
from jianyan.cli.messages import say

if TYPE_CHECKING:
    from jianyan.corpus import Difference

FORMATS = ("turtle", "trig", "jsonld", "nquads", "graphml", "gexf", "csv", "xlsx", "parquet")
_PATH = click.Path(path_type=Path)


def remove(lang: str, common: Sequence[click.Option], output: click.Option, view: object) -> Command:
    """``jianyan remove``; ``view`` draws the network."""

    def call(documents: tuple[str, ...], lexicon: Path | None, no_view: bool, as_json: bool, output: Path) -> None:
        from jianyan import corpus
        from jianyan.cli import display

        drawn: Any = None if no_view else view
        summary = corpus.remove(documents, output, lexicon=lexicon, view=drawn, lang=lang)
        if as_json:
            display.summary_as_json(summary, output)
        else:
            print(say(lang, "remove.done", removed=summary.removed, documents=summary.documents, output=output))

    params = [
        click.Argument(["documents"], nargs=-1, required=True, metavar="DOC..."),
        click.Option(["--lexicon"], metavar="DIR", type=_PATH, help=say(lang, "build.lexicon")),
        click.Option(["--no-view"], is_flag=True, help=say(lang, "build.no-view")),
        click.Option(["--json", "as_json"], is_flag=True, help=say(lang, "build.json")),
        output,
    ]
    return command_of("remove", lang, call, [*params, *common])


def diff(lang: str, common: Sequence[click.Option]) -> Command:
    """``jianyan diff``."""

    def call(old: Path, new: Path, show: int, as_json: bool) -> None:
        from jianyan import corpus

        found = corpus.diff(old, new)
        if as_json:
            print(json.dumps(asdict(found), ensure_ascii=False))
        else:
            _print_difference(found, lang, show)

    params = [
        click.Argument(["old"], metavar="OLD", type=_PATH),
        click.Argument(["new"], metavar="NEW", type=_PATH),
        click.Option(["--show"], type=click.IntRange(min=0), default=20, metavar="N", help=say(lang, "diff.show")),
        click.Option(["--json", "as_json"], is_flag=True, help=say(lang, "diff.json")),
    ]
    return command_of("diff", lang, call, [*params, *common])


def _print_difference(found: Difference, lang: str, show: int) -> None:
    from jianyan.cli.display import printable

    if not found:
        print(say(lang, "diff.same"))
    for kind, sign, rows in (
        ("documents", "+", [name for _, name in found.documents_come]),
        ("documents", "-", [name for _, name in found.documents_gone]),
        ("documents", "~", [name for _, name in found.documents_changed]),
        ("measures", "+", [name for _, name in found.measures_come]),
        ("measures", "-", [name for _, name in found.measures_gone]),
        ("backers", "+", [f"{who} → {what}" for _, who, what in found.backers_come]),
        ("backers", "-", [f"{who} → {what}" for _, who, what in found.backers_gone]),
    ):
        if not rows:
            continue
        print(f"{sign} {say(lang, f'diff.{kind}')}: {len(rows)}")
        for row in rows[:show]:
            print(f"  {sign} {printable(row)}")
        if len(rows) > show:
            print("  " + say(lang, "diff.more", count=len(rows) - show))


def export(lang: str, common: Sequence[click.Option], output: click.Option) -> Command:
    """``jianyan export``."""

    def call(form: str, to: Path | None, no_provenance: bool, lexicon: Path | None, output: Path) -> None:
        from jianyan import corpus

        with corpus.opened(output, lexicon) as there:
            if to is not None:
                corpus.export(there, form, to, provenance=not no_provenance)
                print(to)
            elif form in corpus.INTO_FOLDER or form == "xlsx":
                raise click.UsageError(say(lang, "error.export-to", form=form))
            else:
                sys.stdout.flush()
                corpus.export(there, form, sys.stdout.buffer, provenance=not no_provenance)
                sys.stdout.buffer.flush()

    params = [
        click.Option(["--format", "form"], type=click.Choice(FORMATS), required=True, help=say(lang, "export.format")),
        click.Option(["--to"], metavar="PATH", type=_PATH, help=say(lang, "export.to")),
        click.Option(["--no-provenance"], is_flag=True, help=say(lang, "export.no-provenance")),
        click.Option(["--lexicon"], metavar="DIR", type=_PATH, help=say(lang, "export.lexicon")),
        output,
    ]
    return command_of("export", lang, call, [*params, *common])
