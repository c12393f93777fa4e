"""The one family of errors that reaches a user, each as a single line in either language.

An error says where (a file, a line, a parameter), what is wrong and what to do about it. The
command line alone turns it into an exit code: 1 the data does not conform or the answer is
no, 2 bad usage or input.
"""

from __future__ import annotations


class JianyanError(Exception):
    """``where`` names the file, folder or parameter; ``en`` and ``zh`` say what is wrong and
    what to do, without repeating ``where``."""

    exit_code = 2

    def __init__(self, where: str, *, en: str, zh: str) -> None:
        super().__init__(f"{where}: {en}")
        self.where, self.en, self.zh = where, en, zh

    def message(self, lang: str = "en") -> str:
        """One line in ``lang`` (``zh`` or ``en``)."""
        line = f"{self.where}：{self.zh}" if lang == "zh" else f"{self.where}: {self.en}"
        return " ".join(line.split())

    def __reduce__(self) -> tuple[object, ...]:  # exceptions with keyword arguments do not pickle by themselves
        return (_again, (type(self), self.where, self.en, self.zh))


def _again(kind: type[JianyanError], where: str, en: str, zh: str) -> JianyanError:
    return kind(where, en=en, zh=zh)


class InputError(JianyanError):
    """A text, folder or stream that cannot be read."""


class OutputError(JianyanError):
    """An output folder that cannot be used: not ours, not complete, not writable."""


class LexiconError(JianyanError):
    """A file of ``ontology/`` that breaks its format; ``where`` carries the line."""


class QueryError(JianyanError):
    """An unknown query or parameter, or SPARQL that does not parse; carries the position."""
