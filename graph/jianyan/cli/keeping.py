"""``jianyan backup``, ``restore`` and ``repair``: that no build is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jianyan.cli.group import Command, command_of
from jianyan.cli.messages import say

if TYPE_CHECKING:
    from jianyan.corpus.checksums import Fault

_PATH = click.Path(path_type=Path)


def backup(lang: str, common: Sequence[click.Option], output: click.Option) -> Command:
    """``jianyan backup``."""

    def call(file: Path, output: Path) -> None:
        from jianyan import corpus
        from jianyan.cli.display import printable

        done = corpus.backup(output, file)
        print(printable(say(lang, "backup.done", file=file, documents=done.documents, files=done.files)))
        for name in done.left_out:
            print(printable(say(lang, "backup.left-out", name=name)))

    return command_of("backup", lang, call, [click.Argument(["file"], metavar="FILE", type=_PATH), output, *common])


def restore(lang: str, common: Sequence[click.Option], output: click.Option) -> Command:
    """``jianyan restore``."""

    def call(file: Path, verify: bool, force: bool, output: Path) -> None:
        from jianyan import corpus
        from jianyan.cli.display import printable

        done = corpus.verify(file) if verify else corpus.restore(file, output, force=force)
        key = "restore.verified" if verify else "restore.done"
        line = say(lang, key, file=file, output=output, documents=done.documents, files=done.files)
        print(printable(line))

    params = [
        click.Argument(["file"], metavar="FILE", type=_PATH),
        click.Option(["--verify"], is_flag=True, help=say(lang, "restore.verify")),
        click.Option(["--force"], is_flag=True, help=say(lang, "restore.force")),
        output,
    ]
    return command_of("restore", lang, call, [*params, *common])


def repair(lang: str, common: Sequence[click.Option], output: click.Option, view: object) -> Command:
    """``jianyan repair``; ``view`` draws the pages."""

    def call(lexicon: Path | None, jobs: int | None, output: Path) -> None:
        import os

        from jianyan import corpus

        drawn: Any = view
        done = corpus.repair(output, lexicon=lexicon, view=drawn, jobs=jobs or os.cpu_count() or 1)
        print(say(lang, "repair.done", output=output, documents=done.documents, read=done.unchanged))

    params = [
        click.Option(["--lexicon"], metavar="DIR", type=_PATH, help=say(lang, "export.lexicon")),
        click.Option(["--jobs", "-j"], metavar="N", type=click.IntRange(min=1), help=say(lang, "build.jobs")),
        output,
    ]
    return command_of("repair", lang, call, [*params, *common])


def deep(output: Path, lang: str) -> int:
    """What ``jianyan check --deep`` finds wrong with the files of a build, as a table; how many they are."""
    from jianyan import corpus
    from jianyan.cli import display

    found: Sequence[Fault] = corpus.faults(output)
    if found:
        header = (say(lang, "deep.file"), say(lang, "deep.what"))
        display.table(header, [(str(fault.path), say(lang, f"deep.{fault.what}")) for fault in found])
    return len(found)
