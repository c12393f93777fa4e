"""``jianyan serve``: the build as a site on this machine."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from jianyan.cli.group import Command
from jianyan.cli.messages import say

PORT = 8780
MEBIBYTE = 2**20


def command(lang: str, common: Sequence[click.Option], output: click.Option) -> Command:
    """The command in ``lang``; ``common`` are the options that every command takes, ``output`` the folder of the
    build."""

    def serve(
        output: Path,
        host: str,
        port: int,
        browse: bool,
        edit: bool,
        corrections: Path | None,
        allow_host: tuple[str, ...],
        allow_origin: tuple[str, ...],
        root_path: str,
        seconds: float,
        rows: int,
        memory: int,
        workers: int,
    ) -> None:
        from secrets import token_urlsafe

        from jianyan import corpus, web

        corpus.settle(output)
        if corrections is not None and not edit:
            raise click.UsageError(say(lang, "serve.error.corrections"))
        file = (corrections or _beside(output)) if edit else None
        pages = click.get_current_context().meta.get("jianyan.language") or "zh"
        settings = web.Settings(
            output,
            host=host,
            port=port,
            lang=pages,
            corrections=file,
            token=token_urlsafe(16) if edit else "",
            root=root_path.rstrip("/"),
            hosts=allow_host,
            origins=tuple(map(web.checked_origin, allow_origin)),
            limits=web.Limits(seconds=seconds, rows=rows, memory=memory * MEBIBYTE, workers=workers),
        )

        def ready(address: str) -> None:
            print(say(lang, "serve.ready", address=address))
            if file is not None:
                print(say(lang, "serve.edit", file=file))
            if host not in ("127.0.0.1", "localhost", "::1"):
                print(say(lang, "serve.open-to-all"), file=sys.stderr)
            print(say(lang, "serve.end"), flush=True)
            if browse:
                import webbrowser

                webbrowser.open(address)

        web.serve(settings, ready)

    def option(*names: str, help: str, **attributes: object) -> click.Option:  # noqa: A002
        return click.Option(names, help=say(lang, f"serve.{help}"), **attributes)  # type: ignore[arg-type]

    params: list[click.Parameter] = [
        output,
        option("--host", help="host", default="127.0.0.1", metavar="ADDRESS", show_default=True),
        option("--port", help="port", default=PORT, type=click.IntRange(0, 65535), metavar="N", show_default=True),
        option("--open", "browse", help="open", is_flag=True),
        option("--edit", help="with-edit", is_flag=True),
        option("--corrections", help="corrections", type=click.Path(path_type=Path), metavar="FILE"),
        option("--allow-host", help="allow-host", multiple=True, metavar="NAME"),
        option("--allow-origin", help="allow-origin", multiple=True, metavar="ORIGIN"),
        option("--root-path", help="root-path", default="", metavar="PATH"),
        option("--query-seconds", "seconds", help="seconds", default=30.0, type=click.FloatRange(0.1), metavar="N"),
        option("--query-rows", "rows", help="rows", default=100_000, type=click.IntRange(1), metavar="N"),
        option("--query-memory", "memory", help="memory", default=2048, type=click.IntRange(64), metavar="MIB"),
        option("--workers", help="workers", default=2, type=click.IntRange(1, 64), metavar="N"),
        *common,
    ]
    return Command(
        "serve",
        lang=lang,
        callback=serve,
        params=params,
        help=say(lang, "serve.help"),
        short_help=say(lang, "serve.short"),
    )


def _beside(output: Path) -> Path:
    """The file for corrections from pages: in the folder of corrections that the build knows, or else in that beside
    it, where builds of texts beside it look."""
    from jianyan.corpus import manifest

    known = manifest.load(output)
    folders = [Path(place) for place in known.corrections if Path(place).is_dir()] if known else []
    return (folders[0] if folders else output.absolute().parent / "corrections") / "pages.csv"
