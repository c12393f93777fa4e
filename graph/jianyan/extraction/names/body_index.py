"""The bodies of one text by where they stand; each look-up is by bisection or by key."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field

from jianyan.extraction.names.places import Home
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon
from jianyan.model import Body, BodyMention, Span

_OF_HERE = re.compile(r"[我本]?([省市县区])(?=[^ ])")


@dataclass
class BodyIndex:
    """The bodies of one text by place; also makes bodies of names that only a context reveals."""

    prepared: Prepared
    lexicon: Lexicon
    home: Home
    mentions: list[BodyMention] = field(default_factory=list)
    unknown_areas: list[tuple[int, int, str]] = field(default_factory=list)  # start, end and name, in bodies' names
    _by_start: dict[int, dict[int, Body]] = field(default_factory=lambda: defaultdict(dict))  # start → end → body
    _in_order: list[tuple[int, int, int]] = field(default_factory=list)  # start, end, index in _added
    _added: list[BodyMention] = field(default_factory=list)
    _ends: set[int] = field(default_factory=set)  # where mentions end
    taken: bytearray = field(default_factory=bytearray)  # 1 where the name of a body stands

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.prepared.text))

    def add(self, start: int, end: int, body: Body) -> None:
        mention = BodyMention(Span(start, end), body)
        self.mentions.append(mention)
        self._added.append(mention)
        self._ends.add(end)
        insort(self._in_order, (start, end, len(self._added) - 1))
        self.note(start, end, body)

    def note(self, start: int, end: int, body: Body) -> None:
        """Remember a name that is no mention: part of a longer name."""
        self._by_start[start][end] = body
        self.taken[start:end] = b"\x01" * (end - start)

    # -- what stands where -------------------------------------------------------

    def within(self, start: int, end: int) -> list[BodyMention]:
        """The mentions inside ``start``..``end``, in the order of the text."""
        low = bisect_left(self._in_order, (start,))
        high = bisect_left(self._in_order, (end,))
        return [self._added[i] for _, stop, i in self._in_order[low:high] if stop <= end]

    def ends_at(self, p: int) -> bool:
        """Whether the name of a body ends at ``p``."""
        return p in self._ends

    def covers(self, p: int) -> bool:
        """Whether the name of a body stands at ``p``."""
        return self.taken[p] == 1

    def free(self, start: int, end: int) -> bool:
        """Whether no name of a body stands anywhere in ``start``..``end``."""
        return self.taken.find(1, start, end) < 0

    def known(self, start: int, end: int) -> bool:
        """Whether a body is named at exactly ``start``..``end``."""
        return start in self._by_start and end in self._by_start[start]

    def known_before(self, start: int, end: int) -> bool:
        """Whether a body the text names ends at ``end`` and begins at or after ``start``."""
        return any(m.span.end == end for m in self.within(start, end))

    # -- names that only a context reveals ---------------------------------------

    def body(self, start: int, end: int) -> Body:
        """The body that is named at exactly ``start``..``end``, made up from the name if need be."""
        if not self.known(start, end):
            self.add(start, end, self._named(start, end))
        return self._by_start[start][end]

    def _named(self, start: int, end: int) -> Body:
        """A part of the longest body that begins the name (省政协|某某委员会), else a body of its own."""
        name = self._written(start, end)
        shorter = [(stop, body) for stop, body in self._by_start.get(start, {}).items() if stop < end]
        if not shorter:
            return Body(self.placed_name(name), self.kind_of(name), None)
        _, parent = max(shorter, key=lambda found: len(found[1].name))
        parent_end = max(stop for stop, body in shorter if body is parent)
        return Body(parent.name + self._written(parent_end, end), self.kind_of(name), parent)

    def _written(self, start: int, end: int) -> str:
        return self.prepared.text[start:end].replace(" ", "")

    def placed_name(self, name: str) -> str:
        """The name with the area that 省, 市 or 我省 at its head stands for."""
        if of_here := _OF_HERE.match(name):
            if area := self.home.meant_by(of_here[1]):
                return area.name + name[of_here.end() :]
        return name

    def kind_of(self, name: str) -> str:
        """The kind that the end of the name tells; ``other`` where it tells none."""
        n = self.lexicon.bodies.suffix_words.ending(name, 0, len(name))
        return self.lexicon.bodies.suffixes[name[-n:]].kind if n else "other"
