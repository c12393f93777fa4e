"""Places a text names, and the place that it is from: what 省, 市 and 我省 mean in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from jianyan.extraction.text.folding import is_traditional
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Entry, Lexicon
from jianyan.model import Place, PlaceMention, Span

_MARKS_BEFORE = tuple("、,。:“")
_MARKS_BETWEEN = tuple("、—-")
_SHORT = 2  # 江夏: a short form may be part of a word
_NAMES = ("nr", "nrt", "nz")  # its tags of names of persons and of things
_COMMON = ("n", "s", "f")  # jieba's tags of common nouns, and of what says where


@dataclass(frozen=True, slots=True)
class Home:
    """The areas a document is from; None where it does not say."""

    lexicon: Lexicon
    province: Place | None = None
    city: Place | None = None
    county: Place | None = None

    def meant_by(self, level: str) -> Place | None:
        """The area that a bare 省, 市 or 县 stands for."""
        cues = self.lexicon.cues
        if level in cues["provinceLevel"]:
            return self.province
        if level in cues["cityLevel"]:
            return self.city
        if level in cues["countyLevel"]:
            return self.county
        if level == "区":
            return self.county or (self.province if self.is_region else None)
        return None

    @property
    def is_region(self) -> bool:
        """Whether the province is an autonomous region, which calls itself 区."""
        return self.province is not None and self.province.name.endswith("自治区")

    def holds(self, place: Place) -> bool:
        """Whether ``place`` is the home province or lies in it."""
        return self.province is not None and self.lexicon.places.within(place, self.province.code)


@dataclass(frozen=True, slots=True)
class Named:
    """A place name as it stands in the text, before it is known which place it means."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def places(self) -> set[Place]:
        return {entry.place for entry in self.entries}

    @property
    def full(self) -> bool:
        """Whether it is an official name."""
        return any(entry.full for entry in self.entries)

    @property
    def natural(self) -> bool:
        """Whether it is a river, a lake or mountains, which have no organs."""
        return all(entry.place.kind == "feature" for entry in self.entries)

    @property
    def slight(self) -> bool:
        """Whether it is nothing but the short form of a county: it reads like many a word, and tells little alone."""
        return not self.full and all(entry.place.kind == "county" for entry in self.entries)

    @property
    def ambiguous(self) -> bool:
        """Whether it may be no place at all."""
        return all(entry.ambiguous for entry in self.entries)


def named(prepared: Prepared, lexicon: Lexicon) -> list[Named]:
    """Every place name in the text, in order; ambiguous ones included."""
    found = []
    text, names, marks = prepared.text, lexicon.places.gazetteer.names, lexicon.cues["areaMark"]
    for start, end, entries in lexicon.places.gazetteer.find(text):
        if not all(e.full for e in entries) and marks.at(text, end):
            longer = names.get(text[start : end + 1])
            if longer:
                end, entries = end + 1, longer
        found.append(Named(start, end, entries))
    return found


# -- where a text is from --------------------------------------------------------


@dataclass
class _Counts:
    """How often a text names the areas of each level, by their codes."""

    provinces: Counter[str] = field(default_factory=Counter)
    cities: Counter[str] = field(default_factory=Counter)
    counties: Counter[str] = field(default_factory=Counter)
    prefectures: set[str] = field(default_factory=set)  # those named, not only the counties in them

    def add(self, place: Place, weight: int, lexicon: Lexicon) -> None:
        if place.code is None:
            self.provinces.update(code for code in place.parents[:1] if code.endswith("0000"))
            return
        self.provinces[place.code[:2] + "0000"] += weight
        if place.kind == "prefecture":
            self.cities[place.code] += weight
            self.prefectures.add(place.code)
        elif place.kind == "county":
            self.counties[place.code] += weight
            if place.code[:4] + "00" in lexicon.places.by_code:
                self.cities[place.code[:4] + "00"] += 1


def home(found: list[Named], lexicon: Lexicon, prepared: Prepared) -> Home:
    """The province, city and county that the text names most, official names counting more."""
    counts = _Counts()
    for name in found:
        places = {e.place for e in name.entries if not e.ambiguous}
        if len(places) != 1 or name.slight or _is_of_person(prepared, lexicon, name):
            continue
        if prepared.text[name.start : name.end] in lexicon.cues["commonArea"]:
            continue
        (place,) = places
        if place.kind != "county" or name.end - name.start > _SHORT:  # 北区, 矿区: many have one
            counts.add(place, 3 if name.full else 2, lexicon)
    province = _most(counts.provinces) or _region(prepared, lexicon)
    if province is None:
        return Home(lexicon)
    by_code = lexicon.places.by_code
    area = by_code.get(province)
    municipal = area is not None and area.name.endswith("市")
    city = province if municipal else _most(counts.cities, province[:2])
    county = by_code.get(_most(counts.counties, province[:2]) or "")
    if county and _is_the_city(county, counts):
        return Home(lexicon, area, county, county)
    return Home(lexicon, area, by_code.get(city or ""), county)


def _is_the_city(county: Place, counts: _Counts) -> bool:
    """Whether 市 means a county-level city: 句容市 in a text that names neither its prefecture nor another county
    there."""
    if county.code is None or not county.name.endswith("市"):
        return False
    prefecture = county.code[:4]
    alone = sum(code.startswith(prefecture) for code in counts.counties) == 1
    return alone and prefecture + "00" not in counts.prefectures


def _region(prepared: Prepared, lexicon: Lexicon) -> str | None:
    """The code of Hong Kong, Macau or Taiwan, where a text in Traditional characters names no place but its bodies."""
    if not is_traditional(prepared.document.text):
        return None
    found = (codes for _, _, codes in lexicon.regional_names.find(prepared.text))
    return _most(Counter(codes[0] for codes in found if len(codes) == 1))  # 卫生局 may be of several


def _most(counted: Counter[str], within: str = "") -> str | None:
    """The code counted most of those that begin with ``within``; the first of several."""
    codes = [code for code in counted if code.startswith(within)]
    return min(codes, key=lambda code: (-counted[code], code)) if codes else None


# -- which place a name means ----------------------------------------------------


def resolve(found: list[Named], here: Home, prepared: Prepared, lexicon: Lexicon) -> list[PlaceMention]:
    """Which place each name means. An ambiguous short form counts only in the text's own
    province, or in an enumeration of places, and never inside a word."""
    mentions: list[PlaceMention] = []
    ends = {n.end for n in found}
    starts = {n.start for n in found}
    for name in found:
        listed = _is_listed(name, starts, ends, prepared.text, lexicon)
        place = _meant(name, here, listed=listed) or _one_of_several(name, prepared.text, lexicon)
        if place is None or _is_in_word(name, prepared, lexicon, listed=listed):
            continue
        if mentions and mentions[-1].span.end == name.start and _is_elsewhere(place, mentions[-1].place):
            continue
        mentions.append(PlaceMention(Span(name.start, name.end), place))
        if place.code is None and place.parents:
            mentions += _inside(name, place, prepared.text, lexicon)
    return mentions


def _is_listed(name: Named, starts: set[int], ends: set[int], text: str, lexicon: Lexicon) -> bool:
    """Whether the name stands in an enumeration of places (武汉、黄石, 武汉至黄石)."""
    return (name.start - 1 in ends and _joins(text, name.start - 1, lexicon)) or (
        name.end + 1 in starts and _joins(text, name.end, lexicon)
    )


def _joins(text: str, at: int, lexicon: Lexicon) -> bool:
    return text[at] in _MARKS_BETWEEN or text[at] in lexicon.cues["placeJoins"]


def _meant(name: Named, here: Home, *, listed: bool) -> Place | None:
    """The one place of that name, or the one of several that is nearest to where the text is from."""
    places = name.places
    at_home = [place for place in places if here.holds(place)]
    if len(places) == 1:
        doubtful = (name.ambiguous and not (at_home and listed)) or (name.slight and not (at_home or listed))
        return None if doubtful else next(iter(places))
    if not at_home or (name.ambiguous and not listed and not name.full):
        return None
    if len(at_home) > 1 and here.city:
        at_home = [p for p in at_home if here.lexicon.places.within(p, here.city.code)] or at_home
    return min(at_home, key=lambda place: place.code or "")


def _one_of_several(name: Named, text: str, lexicon: Lexicon) -> Place | None:
    """河西区, where nothing tells which of several: a place by that name alone, without a code."""
    written = text[name.start : name.end]
    whole = name.full and len(written) > _SHORT and written[-1] in lexicon.cues["areaMark"]
    return Place(written, None, "local") if whole and len(name.places) > 1 else None


def _is_elsewhere(place: Place, before: Place) -> bool:
    """澳门|北区: behind the name of another province, no district of one's own."""
    return bool(place.kind == "county" and before.code and place.code and before.code[:2] != place.code[:2])


def _is_in_word(name: Named, prepared: Prepared, lexicon: Lexicon, *, listed: bool) -> bool:
    """设立|山区: 立山区 is no district here; 江夏|湖 is no place but a lake; 沙|柳河 and 宁海|波 are longer names."""
    short = name.end - name.start == _SHORT
    zone = all(entry.place.kind == "zone" for entry in name.entries)
    if short and name.full and not zone and prepared.tag_at(name.start) in _COMMON:
        return True  # 港口、矿区: no district of that name; but 前海, which no one calls else
    if listed:
        return False
    if short and (_is_named(prepared, name.start - 1) or _is_of_person(prepared, lexicon, name)):
        return True
    text = prepared.text
    before = text[name.start - 1 : name.start]
    opens = prepared.is_boundary(name.start) or before in _MARKS_BEFORE or before in lexicon.cues["beforePlace"]
    if name.end - name.start <= _SHORT + 1 and not opens:
        return True
    if name.full or name.end - name.start > _SHORT:
        return False
    inside = not (prepared.is_boundary(name.start) or prepared.is_boundary(name.end))
    town = lexicon.cues["townUnit"].at(text, name.end)  # 桐梓|乡, but not 桐梓|乡村
    return (
        inside
        or lexicon.cues["feature"].at(text, name.end) > 0
        or (town > 0 and not lexicon.cues["placeUnit"].at(text, name.end + town))
    )


def _is_named(prepared: Prepared, at: int) -> bool:
    """Whether the one character ``at`` is a word that begins a name (沙|柳河)."""
    return prepared.tag_at(at) in _NAMES and prepared.is_boundary(at + 1)


def _is_of_person(prepared: Prepared, lexicon: Lexicon, name: Named) -> bool:
    """宁海|波、孟…: with a surname, and one character more before the next name of a list of persons; 莫|启东|议员."""
    text, end = prepared.text, name.end + 1
    if text[name.start - 1 : name.start] in lexicon.surnames.words and lexicon.forms["politeTitle"].at(text, name.end):
        return True
    listed = text[end : end + 1] == "、" and prepared.tag_at(end + 1) == "nr" and prepared.is_boundary(name.end)
    return listed and text[name.start] in lexicon.surnames.words and text[name.end] not in lexicon.cues["areaMark"]


def _inside(name: Named, zone: Place, text: str, lexicon: Lexicon) -> list[PlaceMention]:
    """海南|自由贸易港: a zone whose name opens with the area it lies in names that too."""
    for end in range(name.end - 1, name.start + 1, -1):
        for entry in lexicon.places.gazetteer.names.get(text[name.start : end], ()):
            if entry.place.code in zone.parents:
                return [PlaceMention(Span(name.start, end), entry.place)]
    return []
