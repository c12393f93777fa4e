"""Places that no table has: towns, villages, islands and areas unknown to us, by their form. None has a code.

蒋垛|镇, 大伦镇, 依撒|社区      an unknown name and what such places end with
对|杨庙镇                       a town behind a word that leads to a place, however its name is cut into words
民革|清川|市委会, 清川市|政协   an area whose branch or organ the text names
清川市 … 清川至港口             its short form, where the text names the whole elsewhere
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianyan.extraction.names.body_index import BodyIndex
from jianyan.extraction.names.people import People
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import Lexicon
from jianyan.model import Place, PlaceMention, Span

_PROPER = frozenset(("ns", "nr", "nz", "nrt", "nt"))  # jieba's tags of proper names
_KIND = "local"
_TOWN = r"<beforePlace>(?P<name><Han>{2}<townUnit>)(?!<placeUnit>)"
_STEM = 2


def find(prepared: Prepared, lexicon: Lexicon, people: People, known: list[PlaceMention]) -> list[PlaceMention]:
    """The local places of the text that stand in no ``known`` mention, no body and no person's name."""
    taken = _taken(people, known)
    found = [*_by_unit(prepared, lexicon), *_towns(prepared, lexicon)]
    places = {span: Place(prepared.text[slice(*span)], None, _KIND) for span in found if taken.find(1, *span) < 0}
    areas = {(start, end): Place(name, None, _KIND) for start, end, name in people.bodies.unknown_areas}
    mentions = [PlaceMention(Span(*span), place) for span, place in [*areas.items(), *places.items()]]
    for place in dict.fromkeys([*areas.values(), *places.values()]):
        mentions += _by_short_form(prepared, lexicon, place, taken)
    return mentions


def _taken(people: People, known: list[PlaceMention]) -> bytearray:
    """Which characters belong to another name."""
    taken = bytearray(len(people.prepared.text))
    bodies: BodyIndex = people.bodies
    spans = [(m.span.start, m.span.end) for m in known] + [(m.span.start, m.span.end) for m in bodies.mentions]
    for start, end in [*spans, *((n.name_start, n.name_end) for n in people.named)]:
        taken[start:end] = b"\x01" * (end - start)
    return taken


def _by_unit(prepared: Prepared, lexicon: Lexicon) -> Iterator[Range]:
    """A proper name with what places end with, in one word or two."""
    units, towns, text = lexicon.cues["placeUnit"], lexicon.cues["townUnit"].words, prepared.text
    for i, tag in enumerate(prepared.tags):
        start, end = prepared.starts[i], prepared.ends[i]
        if tag == "n":  # as jieba tags what its dictionary does not have, too: 杨庙镇
            if end - start != _STEM + 1 or text[end - 1] not in towns:
                continue
        elif tag not in _PROPER:
            continue
        n = units.ending(text, start, end)
        if n and end - start - n >= 2:
            stem = end - n
        elif (n := units.at(text, end)) and (end + n in prepared.word_at or end + n >= len(text)):
            stem, end = end, end + n
        else:
            continue
        if _may_be_place(lexicon, text, start, stem, end):
            yield start, end


def _towns(prepared: Prepared, lexicon: Lexicon) -> Iterator[Range]:
    """对|杨庙镇, 从大伦镇到|蒋垛镇: two characters and a mark of a town behind a word that leads to a place."""
    for m in lexicon.pattern(_TOWN).finditer(prepared.text):
        start, end = m.span("name")
        if _may_be_place(lexicon, prepared.text, start, start + _STEM, end):
            yield start, end


def _may_be_place(lexicon: Lexicon, text: str, start: int, stem: int, end: int) -> bool:
    """Whether the stem is no common word (中心|镇) and what follows makes no other word of the unit (区|域)."""
    cues = lexicon.cues
    if not 2 <= stem - start <= 4 or not re.fullmatch(r"[^\W\dA-Za-z_]+", text[start:stem]):
        return False
    if any(cues["notPlace"].at(text, at, stem) for at in range(start, stem)):
        return False
    return not cues["notPlaceUnit"].at(text, end)


def _by_short_form(prepared: Prepared, lexicon: Lexicon, place: Place, taken: bytearray) -> Iterator[PlaceMention]:
    """清川 for 清川市, as a word of its own."""
    n = lexicon.cues["placeUnit"].ending(place.name, 0, len(place.name))
    short = place.name[:-n]
    if len(short) < 2 or place.name[-n:] not in lexicon.cues["areaMark"]:
        return
    for m in re.finditer(re.escape(short), prepared.text):
        whole = prepared.text.startswith(place.name, m.start())
        if (
            not whole
            and taken.find(1, *m.span()) < 0
            and prepared.is_boundary(m.start())
            and prepared.is_boundary(m.end())
        ):
            yield PlaceMention(Span(*m.span()), place)
