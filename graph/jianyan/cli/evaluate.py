"""``jianyan evaluate``: a graph against the user's own annotations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianyan.cli.group import Command
from jianyan.cli.messages import say

if TYPE_CHECKING:
    from jianyan.evaluation import Dataset, Evaluation

COLUMNS = ("evaluate.kind", "evaluate.precision", "evaluate.recall", "evaluate.f", "evaluate.gold")
LABELS = {
    "document": "evaluate.of-document",
    "speakers": "evaluate.of-speakers",
    "memberships": "evaluate.of-memberships",
    "on_behalf_of": "evaluate.of-behalf",
    "statements": "evaluate.of-statements",
    "statements_exact": "evaluate.of-statements-exact",
    "measures": "evaluate.of-measures",
    "measures_exact": "evaluate.of-measures-exact",
    "attribution": "evaluate.of-attribution",
    "bodies": "evaluate.of-bodies",
    "organisations": "evaluate.of-organisations",
    "sectors": "evaluate.of-sectors",
    "places": "evaluate.of-places",
}


def command(lang: str, common: Sequence[click.Option]) -> Command:
    """The command in ``lang``; ``common`` are the options that every command takes."""

    def evaluate(graph: Path, gold: tuple[Path, ...], show: int, form: str, as_json: bool) -> None:
        from jianyan import evaluation

        golds = [evaluation.read(path) for path in evaluation.files(gold)]
        scored = evaluation.evaluate(_dataset(graph), golds)
        if as_json or form == "json":
            from jianyan.evaluation.scoring import as_dict

            print(json.dumps(as_dict(scored, show), ensure_ascii=False))
        else:
            _table(scored, lang, show)

    path = click.Path(path_type=Path)
    return Command(
        "evaluate",
        lang=lang,
        callback=evaluate,
        params=[
            click.Argument(["graph"], metavar="GRAPH", type=path),
            click.Argument(["gold"], nargs=-1, required=True, metavar="GOLD...", type=path),
            click.Option(
                ["--show"], type=click.IntRange(min=0), default=0, metavar="N", help=say(lang, "evaluate.show")
            ),
            click.Option(
                ["--format", "form"],
                type=click.Choice(("table", "json")),
                default="table",
                help=say(lang, "evaluate.format"),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=say(lang, "evaluate.json")),
            *common,
        ],
        help=say(lang, "evaluate.help"),
        short_help=say(lang, "evaluate.short"),
    )


def _dataset(graph: Path) -> Dataset:
    """The graph of an output folder (of its store, after an interrupted build was finished) or of a file."""
    from jianyan import evaluation

    if not graph.is_dir():
        return evaluation.load(graph)
    from jianyan import corpus

    corpus.settle(graph)
    return evaluation.Dataset(corpus.opened_store(graph))


def _table(scored: Evaluation, lang: str, show: int) -> None:
    from jianyan.cli import display

    print(say(lang, "evaluate.count", documents=scored.documents, absent=len(scored.absent)))
    for name in scored.absent:
        print("  " + display.printable(name))
    header = tuple(say(lang, key) for key in COLUMNS)
    rows = [
        (say(lang, LABELS[kind]), f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}", str(f.gold))
        for kind, f in scored.figures.items()
    ]
    display.table(header, rows)
    if not show:
        return
    for kind, figure in scored.figures.items():
        for key, cases in (("evaluate.missed", figure.missed), ("evaluate.false", figure.false)):
            for case in cases[:show]:
                line = f"{case.file}  {say(lang, LABELS[kind])}  {say(lang, key)}  {case.text}"
                print(display.printable(line))
