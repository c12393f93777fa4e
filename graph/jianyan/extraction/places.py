"""Places a text names, and the place that it is from: what 省, 市 and 我省 mean in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from jianyan.extraction.prepared import Prepared
from jianyan.lexicon import Entry, Lexicon
from jianyan.model import Place, PlaceMention, Span

_FEATURES = tuple("湖河江山海岛峡")
_BEFORE = tuple("在到赴从与和、及由对来去住驻,。:“")
_ENUMERATES = "、和及与—-至赴到"


@dataclass(frozen=True, slots=True)
class Home:
    """The areas a document is from; None where it does not say."""

    province: Place | None = None
    city: Place | None = None
    county: Place | None = None

    def meant_by(self, level: str) -> Place | None:
        """The area that a bare 省, 市 or 县 stands for."""
        if level in ("省", "自治区"):
            return self.province
        if level in ("市", "州", "盟", "自治州", "地区"):
            return self.city
        if level in ("县", "旗", "自治县"):
            return self.county
        if level == "区":
            return self.county or (self.province if self.province and self.province.name.endswith("自治区") else None)
        return None


@dataclass(frozen=True, slots=True)
class Named:
    """A place name as it stands in the text, before it is known which place it means."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def named(prepared: Prepared, lexicon: Lexicon) -> list[Named]:
    """Every place name in the text, in order; ambiguous ones included."""
    found = []
    text = prepared.text
    for start, end, entries in lexicon.places.gazetteer.find(text):
        if end < len(text) and text[end] in "省市县区州" and not all(e.full for e in entries):
            whole = text[start : end + 1]
            if whole in lexicon.places.gazetteer.names:
                end, entries = end + 1, lexicon.places.gazetteer.names[whole]
        found.append(Named(start, end, entries))
    return found


def home(found: list[Named], lexicon: Lexicon) -> Home:
    """The province, city and county that the text names most, official names counting more."""
    provinces: Counter[str] = Counter()
    cities: Counter[str] = Counter()
    counties: Counter[str] = Counter()
    for name in found:
        places = {e.place for e in name.entries if not e.ambiguous}
        if len(places) != 1:
            continue
        place = next(iter(places))
        weight = 3 if any(e.full for e in name.entries) else 2
        if place.code is None:
            if place.parents and place.parents[0].endswith("0000"):
                provinces[place.parents[0]] += 1
            continue
        provinces[place.code[:2] + "0000"] += weight
        if place.kind == "prefecture":
            cities[place.code] += weight
        elif place.kind == "county":
            counties[place.code] += weight
            if place.code[:4] + "00" in lexicon.places.by_code:
                cities[place.code[:4] + "00"] += 1
    province = _most(provinces)
    if province is None:
        return Home()
    by_code = lexicon.places.by_code
    area = by_code.get(province)
    municipal = area is not None and area.name.endswith("市")
    city = province if municipal else _most(Counter({c: n for c, n in cities.items() if c[:2] == province[:2]}))
    county = _most(Counter({c: n for c, n in counties.items() if c[:2] == province[:2]}))
    return Home(area, by_code.get(city or ""), by_code.get(county or ""))


def _inside(name: Named, zone: Place, text: str, lexicon: Lexicon) -> list[PlaceMention]:
    """海南|自由贸易港: a zone whose name opens with the area it lies in names that too."""
    for length in range(name.end - name.start - 1, 1, -1):
        entries = lexicon.places.gazetteer.names.get(text[name.start : name.start + length], ())
        for entry in entries:
            if entry.place.code in zone.parents:
                return [PlaceMention(Span(name.start, name.start + length), entry.place)]
    return []


def _most(counted: Counter[str]) -> str | None:
    return min(counted, key=lambda code: (-counted[code], code)) if counted else None


def resolve(found: list[Named], here: Home, prepared: Prepared, lexicon: Lexicon) -> list[PlaceMention]:
    """Which place each name means. An ambiguous short form counts only in the text's own
    province, or in an enumeration of places, and never inside a word."""
    text = prepared.text
    mentions: list[PlaceMention] = []
    ends = {n.end for n in found}
    starts = {n.start for n in found}
    for name in found:
        places = {e.place for e in name.entries}
        at_home = [p for p in places if here.province and lexicon.places.within(p, here.province.code)]
        listed = (name.start > 0 and text[name.start - 1] in _ENUMERATES and name.start - 1 in ends) or (
            name.end < len(text) and text[name.end] in _ENUMERATES and name.end + 1 in starts
        )
        full = any(e.full for e in name.entries)
        if len(places) == 1:
            place = next(iter(places))
            if all(e.ambiguous for e in name.entries) and not (at_home and listed):
                continue
        elif len(at_home) >= 1:
            if len(at_home) > 1 and here.city:
                nearer = [p for p in at_home if lexicon.places.within(p, here.city.code)]
                at_home = nearer or at_home
            place = min(at_home, key=lambda p: p.code or "")
            if not full and not listed and all(e.ambiguous for e in name.entries):
                continue
        else:
            continue
        if not listed and name.end - name.start <= 3 and not (prepared.is_boundary(name.start) or text[name.start - 1 : name.start] in _BEFORE):
            continue  # 设立|山区: 立山区 is no district here
        if not full and not listed and name.end - name.start <= 2:
            if text[name.end : name.end + 1] in _FEATURES or not (prepared.is_boundary(name.start) or prepared.is_boundary(name.end)):
                continue
            if not prepared.is_boundary(name.start) and text[name.start - 1 : name.start] not in _BEFORE:
                continue
        mentions.append(PlaceMention(Span(name.start, name.end), place))
        if place.code is None and place.parents:
            mentions += _inside(name, place, text, lexicon)
    return mentions
