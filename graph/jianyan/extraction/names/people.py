"""Persons a text names, with the posts it gives them: who is known, and where each is named."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from jianyan.extraction.names.bodies import BodyIndex
from jianyan.extraction.names.person_names import Names
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon
from jianyan.model import Body, Span

_LONGEST_NAME = 12  # code points


@dataclass(frozen=True, slots=True)
class Post:
    """A post as written; ``body`` is None where the text does not say whose it is."""

    body: Body | None
    post: str
    span: Span


@dataclass
class Known:
    """A person of this text: the name without padding, and what the text says of them."""

    name: str
    written: str
    posts: list[Post] = field(default_factory=list)
    press: bool = False  # a reporter or an editor: named, but never a speaker

    def add(self, posts: list[Post]) -> None:
        for post in posts:
            if not any((p.body, p.post) == (post.body, post.post) for p in self.posts):
                self.posts.append(post)


@dataclass(frozen=True, slots=True)
class Named:
    """One place where a person is named: ``start`` is where the posts before the name begin."""

    start: int
    name_start: int
    name_end: int
    end: int  # behind a title or brackets that follow the name
    name: str


class NamedPlaces:
    """The places where persons are named, in the order of the text, to be asked by position."""

    def __init__(self) -> None:
        self._places: list[Named] = []
        self._starts: set[int] = set()
        self._ends: set[int] = set()

    def __iter__(self) -> Iterator[Named]:
        return iter(self._places)

    def add(self, named: Named) -> None:
        insort(self._places, named, key=_position)
        self._starts.add(named.name_start)
        self._ends.add(named.name_end)

    def begins_at(self, p: int) -> bool:
        """Whether a name begins at ``p``."""
        return p in self._starts

    def ends_at(self, p: int) -> bool:
        """Whether a name ends at ``p``."""
        return p in self._ends

    def covers(self, p: int) -> bool:
        """Whether ``p`` lies inside a name, behind its first character."""
        return any(named.name_end > p for named in self.beginning(p - _LONGEST_NAME, p))

    def beginning(self, start: int, end: int) -> list[Named]:
        """Those whose names begin in ``start``..``end``."""
        low = bisect_left(self._places, (start, 0), key=_position)
        return self._places[low : bisect_left(self._places, (end, 0), low, key=_position)]

    def within(self, start: int, end: int) -> list[Named]:
        """Those whose names lie in ``start``..``end``."""
        return [named for named in self.beginning(start, end) if named.name_end <= end]

    def before(self, p: int) -> Iterator[Named]:
        """Those whose names end by ``p``, the last first."""
        for i in range(bisect_left(self._places, (p, 0), key=_position) - 1, -1, -1):
            if self._places[i].name_end <= p:
                yield self._places[i]

    def introduced(self, start: int, end: int) -> list[Named]:
        """Those that lie in ``start``..``end`` with the posts before their names."""
        return [named for named in self.within(start, end) if named.start >= start]


def _position(named: Named) -> tuple[int, int]:
    return named.name_start, named.name_end


@dataclass
class People:
    """The persons of one text, by their names without padding."""

    prepared: Prepared
    lexicon: Lexicon
    bodies: BodyIndex
    known: dict[str, Known] = field(default_factory=dict)
    named: NamedPlaces = field(default_factory=NamedPlaces)
    organizer: Body | None = None  # the CPPCC whose members a bare 委员 and 常委 are
    acting: dict[str, tuple[int, ...]] = field(default_factory=dict)  # where the first two times a name says something
    _lengths: set[int] = field(default_factory=set)
    _measured: int = 0  # of so many of the known, in order, the lengths are in _lengths

    @cached_property
    def names(self) -> Names:
        return Names(self.prepared, self.lexicon)

    @cached_property
    def post_places(self) -> list[tuple[int, int]]:
        """Where posts stand in the text, in order."""
        return [(start, end) for start, end, _ in self.lexicon.post_names.find(self.prepared.text)]

    def lengths(self) -> set[int]:
        """How long the names of those who are known are."""
        if self._measured < len(self.known):
            self._lengths.update(len(name) for name in islice(self.known, self._measured, None))
            self._measured = len(self.known)
        return self._lengths

    def who(self, named: Named) -> Known:
        return self.known[named.name]

    def register(
        self,
        name_start: int,
        name_end: int,
        posts: list[Post] | None = None,
        *,
        start: int | None = None,
        end: int | None = None,
    ) -> Known:
        """The person whose name stands at ``name_start``..``name_end``, made known if need be. ``start``
        and ``end`` take in the posts or the title around the name."""
        folded = self.prepared.text[name_start:name_end]
        written = self.prepared.document.text[name_start:name_end]
        padded = not written.isascii()
        name = folded.replace(" ", "") if padded else written
        known = self.known.setdefault(name, Known("".join(written.split()) if padded else written, written))
        known.add(posts or [])
        self.named.add(
            Named(name_start if start is None else start, name_start, name_end, name_end if end is None else end, name)
        )
        return known

    def register_around(self, start: int, title: int, title_end: int, end: int, posts: list[Post]) -> Known:
        """The person whose surname and given name stand around a title (石|委员|佩某)."""
        original = self.prepared.document.text
        written = original[start:title] + original[title_end:end]
        name = self.prepared.text[start:title] + self.prepared.text[title_end:end]
        known = self.known.setdefault(name, Known(written, written))
        known.add(posts)
        self.named.add(Named(start, start, end, end, name))
        return known

    def seat(self, body: Body | None, title: str, span: Span) -> list[Post]:
        """The seat in ``body`` (a CPPCC) that a title gives who bears it (张某某|委员); none if the title
        gives none, or nobody knows where. A 议员 sits in the council that the text names."""
        for kind, sits_in in (("councilSeat", self.council), ("congressSeat", self.congress)):
            if title in self.lexicon.forms[kind]:
                return [Post(sits_in, title, span)] if sits_in else []
        return [Post(body, title, span)] if body and title in self.lexicon.forms["cppccSeat"] else []

    @cached_property
    def council(self) -> Body | None:
        """The first council (立法会, 高雄市议会) that the text names."""
        councils = self.lexicon.forms["council"]
        return self._first(lambda body: councils.ending(body.name, 0, len(body.name)) > 0)

    @cached_property
    def congress(self) -> Body | None:
        """The first people's congress that the text names; None where it names a CPPCC's meeting before."""
        congress = self.lexicon.forms["congress"]
        return self._first(lambda body: congress.ending(body.name, 0, len(body.name)) > 0)

    def _first(self, counts: Callable[[Body], bool]) -> Body | None:
        found = [m for m in self.bodies.mentions if counts(m.body)]
        return min(found, key=lambda m: m.span.start).body if found else None
