"""The lines of a page that say when, by whom and from where it is: ``发布时间：2022年07月15日08:28 来源：某某报``.

Their labels are data, ``ontology/page-furniture.csv``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from jianyan.lexicon import Lexicon
from jianyan.reading.html.dates import Dates

_KINDS = {
    "date": ("date", "pageDate", "written"),
    "source": ("source", "pageSource"),
    "author": ("author", "pageAuthor"),
    "editor": ("editor",),
    "photographer": ("photographer",),
    "other": ("dataLabel",),
}
_LONGEST = 160  # code points of a line of data
_LONGEST_NAME = 40
_MARKS = " \t|[]【】()（）<>《》·/,，;；.-—　_□:"
_PARTS = re.compile(r"\s{2,}| ?\| ?")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value; ``kind`` is date, written (a date of another day), source, author, editor or other."""

    kind: str
    label: str
    value: str


def folded(text: str) -> str:
    """``text`` in half-width forms; a full-width blank is two."""
    return unicodedata.normalize("NFKC", text.replace("\u3000", "  "))


class Labels:
    """The labels of the lexicon, as one pattern."""

    def __init__(self, lexicon: Lexicon) -> None:
        furniture = lexicon.furniture
        self.dates = lexicon.made(Dates)
        self.no_source = furniture["noSource"]
        self.written = furniture["written"].words
        self.kinds: dict[str, str] = {}
        for kind, tables in _KINDS.items():
            for table in tables:
                for word in furniture[table].words:
                    self.kinds.setdefault(word.replace(" ", ""), kind)
        longest = sorted(self.kinds, key=lambda word: (-len(word), word))
        labels = "|".join(r"[ 　]{0,4}".join(map(re.escape, word)) for word in longest)
        self._labelled = lexicon.pattern(
            rf"(?P<label>{labels}) {{0,2}}(?::|(?= ?(?:(?:19|20)\d\d(?:[-./]|<year>)|<weekday>|\d\d/\d\d/)))"
        )
        self._next = re.compile(rf"[\s\[(|]+(?:{labels})|[【\[]")
        self._alone = re.compile(rf"(?P<label>{labels}) ?:?")

    def rows(self, text: str) -> Iterator[Row]:
        """The labels in ``text``, which is folded, each with what stands behind it up to the next."""
        found = list(self._labelled.finditer(text))
        for at, m in enumerate(found):
            end = found[at + 1].start() if at + 1 < len(found) else len(text)
            yield self._row(m["label"], text[m.end() : end])

    def alone(self, text: str, value: str) -> Row | None:
        """``text`` as a label that stands by itself, its value in the next cell."""
        m = self._alone.fullmatch(text)
        return self._row(m["label"], value) if m else None

    def _row(self, label: str, value: str) -> Row:
        word = "".join(label.split())
        kind = "written" if word in self.written else self.kinds.get(word, "other")
        value = value.strip(_MARKS)
        after = self._next.search(value)  # a label without a colon
        return Row(kind, word, (value[: after.start()] if after else value).strip(_MARKS))

    def is_data(self, text: str, *, head: bool) -> bool:
        """Whether the line ``text`` gives a page's data and nothing else. ``head``: it stands above the text, where a
        date needs no label."""
        line = folded(text)
        if len(line) > _LONGEST:
            return False
        first = self._labelled.search(line)
        if first is None:
            return head and self.dates.day(line) is not None and len(_WORD.findall(self.dates.without(line))) <= 14
        before = _WORD.findall(self.dates.without(line[: first.start()]))
        values = [row for row in self.rows(line) if row.kind != "other"]
        return (
            len(before) <= 8
            and (head or self.dates.day(line) is not None or len(line) <= 60)
            and "。" not in line[:-1]
            and (bool(values) or head or len(line) <= 40)
        )

    def name(self, value: str) -> str:
        """The name that a value begins with; empty where it names no publisher of its own (本站)."""
        name = _PARTS.split(self.dates.without(value).strip(_MARKS))[0].strip(_MARKS)
        if name in self.no_source or not _WORD.search(name) or len(name) > _LONGEST_NAME:
            return ""
        return name


def names(value: str, dates: Dates) -> list[str]:
    """The persons that the value of an author's label names."""
    found = [name.strip(_MARKS) for name in re.split(r"[、,，;；/\s　]+", dates.without(value))]
    return [name for name in found if 2 <= len(name) <= 12 and _WORD.search(name)]
