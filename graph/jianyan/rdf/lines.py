"""N-Quads as lines: terms as strings, and a named graph that gathers its lines by their subjects.

The lines are built as strings: a library's term objects would cost more time than all of the
reading. Literals are escaped as in the canonical form of RDF 1.2 N-Quads. Text that was read
goes into plain strings, names of things into strings tagged ``zh`` (Oxigraph keeps both as they are;
it would rewrite numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# What the grammar of a literal forbids, control characters, and what str.splitlines takes for the end of a line.
_ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0x85, 0x2028, 0x2029)}
_ESCAPES |= {char: "\\" + name for char, name in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)}
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f\x85\u2028\u2029]')


def node(iri: str) -> str:
    """An IRI as a term of N-Quads."""
    return f"<{iri}>"


def escaped(text: str) -> str:
    """``text`` as it stands between the quotation marks of a literal."""
    if text.isprintable() and '"' not in text and "\\" not in text:  # nearly always, and ten times as fast
        return text
    return _ESCAPED.sub(lambda m: _ESCAPES[m[0]], text)  # few of a long text's: a fourth of the time of str.translate


def literal(text: str) -> str:
    """A plain string as a term of N-Quads."""
    return f'"{escaped(text)}"'


def label(text: str) -> str:
    """A name of something, tagged Chinese."""
    return f'"{escaped(text)}"@zh'


def typed(value: object, datatype: str) -> str:
    """A value whose ``str`` is a lexical form of ``datatype`` and needs no escape."""
    return f'"{value}"^^<{datatype}>'


class Lines:
    """The lines of the named graph ``graph``.

    Lines of one subject stand together in the order of code points, so that only the subjects are to be
    sorted: each block of lines stands under ``<subject>``, whose last mark decides between a subject and
    one that it begins. IRIs are given without their angle brackets.
    """

    def __init__(self, graph: str) -> None:
        self.end = f" <{graph}> .\n"  # of every line
        self._blocks: dict[str, list[str]] = {}
        self._loose: dict[str, set[str]] = {}  # subject → lines that come one by one

    def add(self, subject: str, predicate: str, value: str) -> None:
        """One line; ``value`` is a term (of :func:`node`, :func:`literal` …), the others are IRIs."""
        line = f"<{subject}> <{predicate}> {value}{self.end}"
        known = self._loose.get(subject)
        if known is None:
            self._loose[subject] = {line}
        else:
            known.add(line)

    def link(self, subject: str, predicate: str, iris: Iterable[str]) -> None:
        for iri in iris:
            self.add(subject, predicate, f"<{iri}>")

    def block(self, key: str, lines: list[str]) -> None:
        """``lines``, in order and each once, which are those of the graph that begin with ``key``; where the
        key has some already, all of them."""
        known = self._blocks.get(key)
        self._blocks[key] = lines if known is None else sorted({*known, *lines})

    def has(self, key: str) -> bool:
        """Whether there is a block of lines under ``key``."""
        return key in self._blocks

    def sorted(self) -> list[str]:
        """All lines, sorted by code point, each once."""
        for subject, lines in self._loose.items():
            self.block(f"<{subject}>", sorted(lines))
        self._loose.clear()
        found: list[str] = []
        for key in sorted(self._blocks):
            found += self._blocks[key]
        return found
