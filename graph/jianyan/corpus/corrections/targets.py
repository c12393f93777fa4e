"""Where in a reading a correction applies, and the things that its value names."""

from __future__ import annotations

from jianyan.corpus.corrections.rows import NOTHING, Row
from jianyan.errors import InputError
from jianyan.extraction.text.folding import fold
from jianyan.lexicon import Lexicon
from jianyan.model import Body, Person, Place, Reading, Sector, Span


class Lost(Exception):
    """A correction that no longer finds its target; ``why`` is ``quote``, ``several`` or ``target``."""

    def __init__(self, row: Row, why: str) -> None:
        super().__init__(why)
        self.row, self.why = row, why


def place_of(row: Row, reading: Reading) -> Span:
    """Where the quote stands. Raises :class:`Lost` where it does not, or where it is not told which of several."""
    text = reading.document.text
    found = _occurrences(text, row) or _occurrences(fold(text), row, folded=True)
    if len(found) > 1 and row.start:
        found = [span for span in found if span.start == int(row.start)] or found
    if len(found) != 1:
        raise Lost(row, "several" if found else "quote")
    return found[0]


def _occurrences(text: str, row: Row, *, folded: bool = False) -> list[Span]:
    quote, before, after = (fold(part) if folded else part for part in (row.quote, row.before, row.after))
    found, at = [], text.find(quote)
    while at >= 0:
        end = at + len(quote)
        if text.endswith(before, 0, at) and text.startswith(after, end):
            found.append(Span(at, end))
        at = text.find(quote, at + 1)
    return found


def statements_at(reading: Reading, span: Span) -> list[int]:
    """The statements that a quote at ``span`` means: those that stand exactly there, else the shortest that hold
    it, else those that lie in it."""
    every = list(enumerate(reading.statements))
    exact = [i for i, statement in every if statement.span == span]
    around = [(s.span.end - s.span.start, i) for i, s in every if s.span.covers(span)]
    inside = [i for i, statement in every if span.covers(statement.span)]
    return exact or ([i for size, i in around if size == min(around)[0]] if around else inside)


def speech_at(reading: Reading, span: Span) -> int | None:
    """The speech whose evidence overlaps ``span``, the first of several; else None."""
    return next((i for i, speech in enumerate(reading.speeches) if speech.span.overlaps(span)), None)


def person(name: str, reading: Reading) -> Person | None:
    """The person whom ``name`` or ``name@body`` means in this text; None for nobody. One whom the program did not
    see there is known by the body that is given, or by the text alone."""
    if name == NOTHING:
        return None
    name, _, key = name.partition("@")
    known = [m.person for m in reading.memberships] + [s.person for s in reading.speeches if s.person]
    for one in known:
        if one.name == name and key in ("", one.key):
            return one
    return Person(name, key or reading.document.sha256[:16])


def body(name: str, reading: Reading, lexicon: Lexicon) -> Body:
    """The body of that name: one that the text names, one that the lexicon knows, else a new one."""
    for mention in reading.bodies:
        if name in (mention.body.name, mention.span.of(reading.document.text)):
            return mention.body
    known = lexicon.bodies.fixed.names.get(name)
    if known:
        return known[0]
    ending = lexicon.bodies.suffix_words.ending(name, 0, len(name))
    return Body(name, lexicon.bodies.suffixes[name[-ending:]].kind if ending else "other")


def sector(name: str, row: Row, lexicon: Lexicon) -> Sector:
    found = lexicon.sectors.names.get(name)
    if not found:
        raise InputError(
            row.where,
            en=f"there is no sector {name!r}; give a name of ontology/sectors.ttl or of your --lexicon",
            zh=f"没有领域 {name!r}；请用 ontology/sectors.ttl 或 --lexicon 中的名称",
        )
    return found[0]


def place(name: str, row: Row, lexicon: Lexicon) -> Place:
    found = lexicon.places.named(name)
    if not found:
        raise InputError(
            row.where,
            en=f"there is no one place {name!r}; give its full official name",
            zh=f"没有唯一的地方叫 {name!r}；请用完整的行政区划名称",
        )
    return found
