"""The commands. Each checks its arguments, calls the part that does the work and shows the result.

They are made for one language at a time, since help is text that click holds from the start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jianyan.cli import corpora, evaluate, explain, keeping, review, serve, text
from jianyan.cli.group import Command, Group
from jianyan.cli.messages import LANGUAGES, say
from jianyan.errors import OutputError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem
    from pyoxigraph import Store

OUTPUT = "output"
FORMATS = ("table", "csv", "tsv", "json", "xml", "md", "turtle")
MAX_SECONDS, MAX_MEMORY, MAX_SIZE = 120, 2048, 64  # those of corpus.limits, which is not loaded for help
SHELLS = ("bash", "zsh", "fish")
_PATH = click.Path(path_type=Path)
SUFFIXES = ".txt .md .html .htm .xhtml .shtml .pdf .docx .odt .epub .rtf .eml .mhtml .mht .zip .jsonl .warc .warc.gz"
_ASKED_LANGUAGE = "jianyan.language"


def make_app(lang: str) -> Group:
    """The program in ``lang``."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help=say(lang, "help.version"),
    )
    app = Group(lang=lang, help=say(lang, "help"), params=[version, *_common(lang)])
    for make in (_build, _query, _queries, _check, _view, _open, _completion):
        app.add_command(make(lang))
    for look in (explain.command, text.command):
        app.add_command(look(lang, _common(lang), _limits(lang)))
    for command in (review.command, evaluate.command):
        app.add_command(command(lang, _common(lang)))
    app.add_command(serve.command(lang, _common(lang), _output(lang)))
    app.add_command(corpora.remove(lang, _common(lang), _output(lang), _write_pages))
    app.add_command(corpora.diff(lang, _common(lang)))
    app.add_command(corpora.export(lang, _common(lang), _output(lang)))
    app.add_command(keeping.backup(lang, _common(lang), _output(lang)))
    app.add_command(keeping.restore(lang, _common(lang), _output(lang, "build.output")))
    app.add_command(keeping.repair(lang, _common(lang), _output(lang), _write_pages))
    return app


def _build(lang: str) -> Command:
    def build(
        inputs: tuple[str, ...],
        output: Path,
        base: str | None,
        corrections: tuple[Path, ...],
        lexicon: Path | None,
        listed: Path | None,
        jobs: int | None,
        max_seconds: float,
        max_memory: float,
        max_size: float,
        refetch: bool,
        allow_private: bool,
        strict: bool,
        no_view: bool,
        force: bool,
        quiet: bool,
        as_json: bool,
    ) -> None:
        from jianyan import corpus
        from jianyan.cli import display

        if listed is not None:
            inputs = (*inputs, *corpus.listed(listed))
        if not inputs:
            raise click.UsageError(say(lang, "error.missing", name="INPUT"))
        with display.progress(lang, shown=not quiet and not as_json and sys.stderr.isatty()) as progress:
            summary = corpus.build(
                inputs,
                output,
                base=base,
                view=None if no_view else _write_pages,
                lang=_language_of_pages(),
                force=force,
                strict=strict,
                jobs=jobs or os.cpu_count() or 1,
                limits=corpus.Limits(max_seconds, max_memory, max_size),
                refetch=refetch,
                allow_private=allow_private,
                progress=progress,
                corrected_by=corrections,
                lexicon=lexicon,
            )
        if as_json:
            display.summary_as_json(summary, output)
        elif not quiet:
            view = (output / "index.html").is_file()
            display.summary(summary, lang, output, where="" if str(output) == OUTPUT else str(output), view=view)

    return _command(
        lang,
        build,
        click.Argument(["inputs"], nargs=-1, required=False, metavar="INPUT...", type=click.Path(path_type=str)),
        _output(lang, "build.output"),
        _option(lang, "--base", metavar="IRI", help="build.base"),
        _option(lang, "--corrections", metavar="PATH", multiple=True, type=_PATH, help="build.corrections"),
        _option(lang, "--lexicon", metavar="DIR", type=_PATH, help="build.lexicon"),
        _option(lang, "--from", "listed", metavar="FILE", type=_PATH, help="build.from"),
        _option(lang, "--jobs", "-j", metavar="N", type=click.IntRange(min=1), help="build.jobs"),
        *_limits(lang),
        _flag(lang, "--refetch"),
        _flag(lang, "--allow-private"),
        _flag(lang, "--strict"),
        _flag(lang, "--no-view"),
        _flag(lang, "--force"),
        _flag(lang, "--quiet", "-q"),
        _flag(lang, "--json", "as_json"),
        suffixes=SUFFIXES,
    )


def _query(lang: str) -> Command:
    def query(query: str | None, sparql: str | None, params: tuple[str, ...], form: str, output: Path) -> int:
        from jianyan import queries
        from jianyan.cli import display

        if (query is None) == (sparql is None):
            raise click.UsageError(say(lang, "error.no-query" if query is None else "error.exclusive"))
        given = _params(params, lang)
        question = queries.parse(sparql, "SPARQL", "SPARQL") if sparql is not None else queries.find(query or "")
        result = queries.run(_store(output), question, given)
        if form == "table":
            display.table(*queries.rows_as_text(result))
        else:
            display.emit(queries.write(result, form))
        for note in result.notes:
            print(say(lang, "note.query") + (note.zh if lang == "zh" else note.en), file=sys.stderr)
        return int(result.boolean is False)

    return _command(
        lang,
        query,
        click.Argument(["query"], required=False, metavar="[NAME|FILE.rq]", shell_complete=_query_names),
        _option(lang, "-e", "sparql", metavar="SPARQL", help="query.sparql"),
        _option(lang, "--param", "params", metavar="K=V", multiple=True, help="query.param"),
        _option(lang, "--format", "form", type=click.Choice(FORMATS), default="table", help="query.format"),
        _output(lang),
    )


def _queries(lang: str) -> Command:
    def queries(output: Path) -> None:
        from jianyan import queries
        from jianyan.cli import display

        display.catalogue(queries.catalogue(), lang)

    return _command(lang, queries, _output(lang))


def _check(lang: str) -> Command:
    def check(deep: bool, output: Path) -> int:
        from jianyan.cli import display
        from jianyan.rdf import shapes

        if deep and (faults := keeping.deep(output, lang)):
            print(say(lang, "deep.count", output=output, count=faults), file=sys.stderr)
            return 1
        _store(output)  # says what is wrong where there is no build
        with _lines(output) as lines:
            found = shapes.check(lines)
        if not found:
            print(say(lang, "check.fine", output=output))
            return 0
        header = tuple(say(lang, f"check.{name}") for name in ("focus", "path", "value", "message"))
        display.table(header, [(v.focus, v.path or "", v.value or "", v.message(lang)) for v in found])
        print(say(lang, "check.count", output=output, count=len(found)), file=sys.stderr)
        return 1

    deep = click.Option(["--deep"], is_flag=True, help=say(lang, "check.deep"))
    return _command(lang, check, deep, _output(lang))


def _view(lang: str) -> Command:
    def view(single: bool, to: Path | None, output: Path) -> None:
        from jianyan import corpus

        write = _write_single_pages if single else _write_pages
        if to is None:
            corpus.settle(output)
            corpus.redraw(output, write, _language_of_pages())
        else:
            _write_elsewhere(_store(output), to, write)
        print((to or output) / "index.html")

    return _command(
        lang,
        view,
        _flag(lang, "--single"),
        _option(lang, "--to", type=click.Path(path_type=Path), metavar="DIR", help="view.to"),
        _output(lang),
    )


def _write_elsewhere(store: Store, to: Path, write: Callable[[Store, Path, str], None]) -> None:
    """The pages in a folder of their own, which must be new, empty or hold nothing but pages of ours."""
    if to.exists() and (not to.is_dir() or {entry.name for entry in to.iterdir()} - {"index.html", "view"}):
        raise OutputError(
            str(to),
            en="this folder holds something else; give a new or an empty one with --to",
            zh="这个文件夹里有别的内容；请用 --to 指定新的或空的文件夹",
        )
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(str(to), en=f"cannot be made ({why})", zh=f"无法创建（{why}）") from error
    write(store, to / "index.html", _language_of_pages())


def _open(lang: str) -> Command:
    def open_view(no_browser: bool, output: Path) -> None:
        _store(output)
        page = (output / "index.html").resolve()
        if not page.is_file():
            raise OutputError(str(output), en=say("en", "error.no-view"), zh=say("zh", "error.no-view"))
        print(page, flush=True)
        if not no_browser:
            import webbrowser

            webbrowser.open(page.as_uri())

    return _command(lang, open_view, _flag(lang, "--no-browser"), _output(lang))


def _completion(lang: str) -> Command:
    def completion(shell: str) -> None:
        from click.shell_completion import get_completion_class

        kind = get_completion_class(shell)
        assert kind is not None
        print(kind(make_app(lang), {}, "jianyan", "_JIANYAN_COMPLETE").source())

    return _command(lang, completion, click.Argument(["shell"], type=click.Choice(SHELLS), metavar="SHELL"))


def _command(lang: str, call: Callable[..., Any], *params: click.Parameter, **values: str) -> Command:
    """The command named after the function, with its texts from the catalogue."""
    name = call.__name__.removesuffix("_view")
    return Command(
        name,
        lang=lang,
        callback=call,
        params=[*params, *_common(lang)],
        help=say(lang, f"{name}.help", **values),
        short_help=say(lang, f"{name}.short"),
    )


def _common(lang: str) -> list[click.Option]:
    """Options that every command takes. They are read before click sees them, in ``messages`` and ``group``."""
    return [
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            callback=_remember_language,
            help=say(lang, "help.lang"),
        ),
        click.Option(["--debug"], is_flag=True, expose_value=False, help=say(lang, "help.debug")),
    ]


def _option(lang: str, *names: str, help: str, **attributes: Any) -> click.Option:  # noqa: A002
    return click.Option(names, help=say(lang, help), **attributes)


def _limits(lang: str) -> list[click.Option]:
    """What reading one text may cost."""
    return [_limit(lang, "--max-seconds", "N"), _limit(lang, "--max-memory", "MIB"), _limit(lang, "--max-size", "MIB")]


def _limit(lang: str, name: str, metavar: str) -> click.Option:
    default = {"--max-seconds": MAX_SECONDS, "--max-memory": MAX_MEMORY, "--max-size": MAX_SIZE}[name]
    kind = click.FloatRange(min=0)
    text = say(lang, f"build.{name[2:]}", default=default)
    return click.Option([name], type=kind, default=default, metavar=metavar, help=text)


def _flag(lang: str, name: str, *more: str) -> click.Option:
    command = {"--no-browser": "open", "--single": "view"}.get(name, "build")
    return click.Option([name, *more], is_flag=True, help=say(lang, f"{command}.{name[2:]}"))


def _output(lang: str, help: str = "help.output") -> click.Option:  # noqa: A002
    kind = click.Path(path_type=Path)
    return click.Option(["-o", "--output"], type=kind, default=OUTPUT, metavar="DIR", help=say(lang, help))


def _version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from jianyan.resources import version

        print(f"jianyan {version()}")
        ctx.exit()


def _store(output: Path) -> Store:
    """The store of the build in ``output``, after an interrupted one was finished."""
    from jianyan import corpus

    corpus.settle(output)
    return corpus.opened_store(output)


@contextmanager
def _lines(output: Path) -> Iterator[Iterable[str]]:
    """The lines of the graph: of the file where there is one, else as an export would give them."""
    from jianyan import corpus

    if (output / "graph.nq").is_file():
        with (output / "graph.nq").open(encoding="utf-8", newline="\n") as lines:
            yield lines
    else:
        with corpus.opened(output) as there:
            yield there.lines()


def _write_pages(store: Store, index: Path, lang: str) -> None:
    from jianyan.views.site import write_site

    write_site(store, index.parent, lang)


def _write_single_pages(store: Store, index: Path, lang: str) -> None:
    from jianyan.views.site import write_site

    write_site(store, index.parent, lang, single=True)


def _language_of_pages() -> str:
    """Pages open in Chinese, unless the user said English: whoever opens them is not whoever built them."""
    given = click.get_current_context().meta.get(_ASKED_LANGUAGE) or os.environ.get("JIANYAN_LANG", "").lower()
    return "en" if given.startswith("en") else "zh"


def _remember_language(ctx: click.Context, _option: click.Parameter, given: str | None) -> None:
    if given:
        ctx.meta[_ASKED_LANGUAGE] = given


def _params(given: tuple[str, ...], lang: str) -> dict[str, str]:
    """``k=v`` … as a mapping; the value may hold ``=``."""
    params: dict[str, str] = {}
    for param in given:
        name, equals, value = param.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(say(lang, "error.param", value=param))
        if name.strip() in params:
            raise click.UsageError(say(lang, "error.param-twice", value=param))
        params[name.strip()] = value
    return params


def _query_names(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from jianyan import resources

    names = sorted(path.stem for path in resources.queries_dir().glob("*.rq"))
    return [CompletionItem(name) for name in names if name.startswith(typed)] or [CompletionItem(typed, type="file")]
