"""click, in two languages, and what becomes of an error: one line and an exit code, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from jianyan.cli.messages import say
from jianyan.errors import JianyanError

_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
"""No space, too large, not to be written, not allowed, a broken disk: no fault of the program."""


class Command(click.Command):
    """A command whose help is in ``lang``, with examples."""

    def __init__(self, name: str, *, lang: str, **attributes: Any) -> None:
        self.lang = lang
        super().__init__(name, context_settings={"help_option_names": ["-h", "--help"]}, **attributes)

    @property
    def examples(self) -> str:
        return say(self.lang, f"{self.name}.examples")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(self.lang, "help.help")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), say(self.lang, "usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """click's own counts a Chinese character as one column, and breaks lines at blanks only."""
        from jianyan.cli.display import wrapped

        formatter.write_paragraph()
        with formatter.indentation():
            for line in wrapped(self.help or "", formatter.width - formatter.current_indent):
                formatter.write(" " * formatter.current_indent + line + "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                default = param.default if isinstance(param.default, str) else ""
                rows.append(
                    (record[0], record[1] + (f"  [{say(self.lang, 'default', value=default)}]" if default else ""))
                )
        with formatter.section(say(self.lang, "section.options")):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say(self.lang, "section.examples")):
            for line in self.examples.splitlines():  # as they stand: no line of a command is wrapped
                formatter.write(" " * formatter.current_indent + line + "\n")


def command_of(name: str, lang: str, call: Any, params: Sequence[click.Parameter]) -> Command:
    """The command ``name`` with its texts from the catalogue."""
    return Command(
        name,
        lang=lang,
        callback=call,
        params=list(params),
        help=say(lang, f"{name}.help"),
        short_help=say(lang, f"{name}.short"),
    )


class Group(Command, click.Group):
    """The program: turns every error into a line on standard error and an exit code."""

    def __init__(self, *, lang: str, **attributes: Any) -> None:
        super().__init__("jianyan", lang=lang, **attributes)

    @property
    def examples(self) -> str:
        return say(self.lang, "help.examples")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(say(self.lang, "section.commands")):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(100)) for name in self.commands])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of use, not of the alphabet

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        given = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        sys.exit(self._exit_code(given, args, prog_name or "jianyan", extra))

    def _exit_code(self, given: list[str], args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> int:
        try:
            done = super().main(args, prog_name, **extra)
            sys.stdout.flush()
            return done if isinstance(done, int) else 0
        except JianyanError as error:
            return self._complain(error.message(self.lang), error.exit_code)
        except click.UsageError as error:
            return self._complain(usage_message(error, self.lang), 2)
        except click.ClickException as error:
            return self._complain(" ".join(error.format_message().split()), 2)
        except (click.Abort, KeyboardInterrupt):
            return self._complain(say(self.lang, "error.interrupted"), 130, prefix="")
        except BrokenPipeError:
            return _reader_left()
        except Exception as error:
            if "--debug" in given or os.environ.get("JIANYAN_DEBUG", "0") not in ("", "0"):
                import traceback

                traceback.print_exc()
            if isinstance(error, OSError) and (line := system_message(error, self.lang)):
                return self._complain(line, 2)
            what = " ".join(f"{type(error).__name__}: {error}".split())
            return self._complain(say(self.lang, "error.unexpected", what=what), 70)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()  # here, where a broken pipe can still be caught
            return done
        except BrokenPipeError:  # click would exit with 1 for it
            return _reader_left()

    def _complain(self, line: str, code: int, prefix: str | None = None) -> int:
        from jianyan.cli.display import printable

        print((say(self.lang, "error") if prefix is None else prefix) + printable(line), file=sys.stderr)
        return code


def usage_message(error: click.UsageError, lang: str) -> str:
    """What click found wrong with the arguments, in one line of ours."""
    command = error.ctx.command_path if error.ctx else "jianyan"
    near: Sequence[str] = ()
    if isinstance(error, click.NoSuchOption):
        line, near = say(lang, "error.no-option", name=error.option_name), error.possibilities or ()
    elif isinstance(error, click.MissingParameter):
        name = (error.param.metavar or error.param.human_readable_name).strip("[].") if error.param else ""
        line = say(lang, "error.missing", name=name)
    elif isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        value = error.message.split("'")[1] if error.message.count("'") > 1 else "?"
        choices = ", ".join(str(choice) for choice in error.param.type.choices)
        line = say(lang, "error.choice", name=error.param.opts[-1], value=value, choices=choices)
    elif error.message.startswith("No such command"):
        line = say(lang, "error.no-command", name=error.message.split("'")[1])
        if error.ctx and isinstance(error.ctx.command, click.Group):
            from difflib import get_close_matches

            near = get_close_matches(error.message.split("'")[1], list(error.ctx.command.commands), 2)
    else:
        line = " ".join(error.format_message().split()).removesuffix(".")
    hint = say(lang, "error.did-you-mean", names=", ".join(near)) if near else say(lang, "error.help", command=command)
    return line + ("；" if lang == "zh" else "; ") + hint


def system_message(error: OSError, lang: str) -> str:
    """What the system refused, and what to do, in one line; empty for what is no such refusal."""
    from jianyan import store

    if store.is_damage(error):
        return say(lang, "error.damaged", what=" ".join(str(error).split()))
    if error.errno not in _REFUSALS:
        return ""
    return say(lang, "error.system", what=error.strerror, where=error.filename or say(lang, "error.stdout"))


def _reader_left() -> int:
    """The reader of our output (``head``) had enough: that is no error. Nothing more may be written there, not even
    when Python flushes at its end."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return 0
