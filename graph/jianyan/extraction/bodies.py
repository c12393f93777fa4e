"""Bodies a text names, each as one Body however the text writes it.

    省政协, 湖北省政协, 政协湖北省委员会       one body of the CPPCC of the text's province
    民建湖北省委会, 民建省委会, 省民建         one branch of a party
    省农业农村厅, 湖北省农业农村厅             one organ of a place
    国家发展改革委, 东风公司                   bodies with names of their own
    雷山县苗岭蜡染合作社                       a proper name and what such names end with
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from jianyan.extraction.places import Home, Named
from jianyan.extraction.prepared import Prepared
from jianyan.lexicon import Lexicon, Organ
from jianyan.model import Body, BodyMention, Span

HAN = r"\u3400-\u9fff"
_LEVEL = re.compile(r"(?:[我本全各]?(?:自治区|自治州|自治县|特区|[省市县区州盟旗]))$")
_BRANCH = re.compile(
    rf"(?P<place>[{HAN}]{{0,10}}?)(?P<org>基层委员会|总支部委员会|总支部?|支部委员会|支部|工作委员会|工委|委员会|委会|筹委会|委)(?![员托派])"
)
_BRANCH_PART = re.compile(
    r"(?!会议)(?P<name>[\u3400-\u9fff]{2,12}?(?:专委会|专门委员会|专业委员会|工作委员会|委员会|总支部?|支部))(?!会议)"
)
_PART = re.compile(
    rf"(?P<name>[{HAN}]{{2,14}}?(?:经济与管理学院|管理学院|学院|学系|系|研究院|研究所|研究中心|附属医院|医院|分公司|分行|分会|专委会|专业委员会|委员会|实验室|管理局|管委会))"
)
_SESSION = re.compile(r"(?:第?[一二三四五六七八九十\d]{1,3}届)")
_PLACED_CPPCC = re.compile(
    rf"(?:中国)?(?:人民)?政(?:治)?协(?:商会议)?(?:第?[一二三四五六七八九十\d]{{1,3}}届)?(?P<place>[{HAN}]{{2,12}}?)(?:第?[一二三四五六七八九十\d]{{1,3}}届)?委员会(?:常务委员会|常委会|主席会议)?"
)
_CPPCC_TAIL = re.compile(r"(?:第?[一二三四五六七八九十\d]{1,3}届)?(?:常务委员会|常委会)")
_NAMEY = frozenset(("n", "nr", "ns", "nt", "nz", "nrt", "nrfg", "vn", "b", "j", "eng", "ng", "l", "s", "a", "an", "f", "q", "t", "i"))
_PROPER = frozenset(("nr", "ns", "nt", "nz", "nrt", "nrfg", "eng"))


@dataclass
class BodyIndex:
    """The bodies of one text by place; also makes bodies of names that only a context reveals."""

    prepared: Prepared
    lexicon: Lexicon
    home: Home
    mentions: list[BodyMention] = field(default_factory=list)
    _by_span: dict[tuple[int, int], Body] = field(default_factory=dict)
    _in_order: list[BodyMention] = field(default_factory=list)
    _sorted_size: int = -1
    _taken: bytearray = field(default_factory=bytearray)

    def add(self, start: int, end: int, body: Body) -> None:
        self.mentions.append(BodyMention(Span(start, end), body))
        self._by_span[start, end] = body
        self._taken[start:end] = b"\x01" * (end - start)

    def within(self, start: int, end: int) -> list[BodyMention]:
        """The mentions inside ``start``..``end``, in the order of the text."""
        if self._sorted_size != len(self.mentions):
            self._in_order = sorted(self.mentions, key=lambda m: (m.span.start, m.span.end))
            self._sorted_size = len(self.mentions)
        i = bisect_left(self._in_order, start, key=lambda m: m.span.start)
        found = []
        while i < len(self._in_order) and self._in_order[i].span.start < end:
            if self._in_order[i].span.end <= end:
                found.append(self._in_order[i])
            i += 1
        return found

    def covers(self, p: int) -> bool:
        """Whether the name of a body stands at ``p``."""
        return self._taken[p] == 1

    def known(self, start: int, end: int) -> bool:
        """Whether a body is named at exactly ``start``..``end``."""
        return (start, end) in self._by_span

    def known_before(self, start: int, end: int) -> bool:
        """Whether a body the text names ends at ``end`` and begins at or after ``start``."""
        return any(m.span.end == end for m in self.within(start, end))

    def free(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) < 0

    def body(self, start: int, end: int) -> Body:
        """The body that is named at exactly ``start``..``end``, made up from the name if need be."""
        known = self._by_span.get((start, end))
        if known:
            return known
        body = self._named(start, end)
        self.add(start, end, body)
        return body

    def _named(self, start: int, end: int) -> Body:
        name = self.prepared.text[start:end].replace(" ", "")
        parent = None
        for (s, e), body in self._by_span.items():
            if s == start and e < end:
                parent = body if parent is None or len(body.name) > len(parent.name) else parent
        full = name
        if parent:
            longest = max(e for (s, e), b in self._by_span.items() if s == start and e < end and b is parent)
            full = parent.name + self.prepared.text[longest:end].replace(" ", "")
        else:
            full = self._placed_name(name)
        return Body(full, self.kind_of(name), parent)

    def _placed_name(self, name: str) -> str:
        if match := re.match(r"[我本]?([省市县区])(?=[^ ])", name):
            if area := self.home.meant_by(match[1]):
                return area.name + name[match.end() :]
        return name

    def kind_of(self, name: str) -> str:
        n = self.lexicon.bodies.suffix_words.ending(name, 0, len(name))
        return self.lexicon.bodies.suffixes[name[-n:]].kind if n else "other"


def index(prepared: Prepared, lexicon: Lexicon, places: list[Named], home: Home) -> BodyIndex:
    """All the bodies that the text names by themselves; later steps add those their context reveals."""
    found = BodyIndex(prepared, lexicon, home)
    found._taken = bytearray(len(prepared.text))
    place_ends = {n.end: n for n in places}
    place_starts = {n.start: n for n in places}
    _parties(found, place_starts, place_ends)
    _placed_cppcc(found)
    _organs(found, place_ends)
    _fixed(found)
    _by_suffix(found, place_starts, place_ends)
    _offices(found)
    _bare_organs(found)
    found.mentions.sort(key=lambda m: (m.span.start, -m.span.end))
    return found


def _area_name(named: Named | None, home: Home, lexicon: Lexicon) -> str | None:
    if named is None:
        return None
    places = sorted({e.place for e in named.entries}, key=lambda p: p.code or "")
    here = [p for p in places if home.province and lexicon.places.within(p, home.province.code)]
    chosen = (here or places)[0]
    return chosen.name


def _parties(found: BodyIndex, place_starts: dict[int, Named], place_ends: dict[int, Named]) -> None:
    """民建湖北省委会, 民革新疆区委会, 九三学社中央, 省民革, and what is part of a branch."""
    text, lexicon, home = found.prepared.text, found.lexicon, found.home
    for start, end, parties in lexicon.bodies.parties.find(text):
        party = parties[0]
        if any(text[start : start + n] in lexicon.bodies.fixed.names for n in range(end - start + 1, end - start + 3)) and not text.startswith("中央", end):
            continue
        if text.startswith("中央", end):
            stop = end + 2 + (3 if text.startswith("委员会", end + 2) else 0)
            name = party.short + "中央"
            body = Body(name, "democraticParty", party.body)
            found.add(start, stop, body)
            _branch_part(found, start, stop, body)
            continue
        branch = _BRANCH.match(text, end)
        if branch and (area := _branch_area(found, place_starts, end, branch)):
            org = branch["org"]
            unit = "委会" if org in ("委会", "委员会", "委") else org
            body = Body(f"{party.short}{area}{unit}", "democraticParty", party.body)
            found.add(start, branch.end(), body)
            _branch_part(found, start, branch.end(), body)
            continue
        level = _LEVEL.search(text[max(0, start - 3) : start])
        named = place_ends.get(start)
        if named and text[named.end - 1] in "省市县区州":
            body = Body(f"{party.short}{_area_name(named, home, lexicon)}委会", "democraticParty", party.body)
            found.add(named.start, end, body)
        elif level and not named and level[0] != "全区" and (area_ := home.meant_by(level[0].lstrip("我本全各"))) and found.prepared.is_boundary(start - len(level[0])):
            found.add(start - len(level[0]), end, Body(f"{party.short}{area_.name}委会", "democraticParty", party.body))
        elif found.free(start, end):
            found.add(start, end, party.body)


def _branch_area(found: BodyIndex, place_starts: dict[int, Named], at: int, branch: re.Match[str]) -> str | None:
    """The area of a party branch: a place, a level word, or an unknown place with a level word."""
    written = branch["place"]
    if not written:
        return None
    named = place_starts.get(at)
    if named:
        rest = found.prepared.text[named.end : branch.start("org")]
        if rest in ("", "省", "市", "县", "区", "州", "自治区", "自治州", "地区", "自治县"):
            return _area_name(named, found.home, found.lexicon)
    if written in ("省", "市", "县", "区", "州", "自治区", "自治州", "旗", "盟"):
        area = found.home.meant_by(written)
        return area.name if area else written
    if written[-1] in "省市县区州盟旗" and 2 <= len(written) <= 8:
        return written
    return None


def _branch_part(found: BodyIndex, start: int, end: int, branch: Body) -> None:
    part = _BRANCH_PART.match(found.prepared.text, end)
    if part and not part["name"].startswith(("代表", "和", "与", "向", "在", "作", "提", "的")):
        name = part["name"]
        found.add(start, part.end(), Body(branch.name + name, "committee", branch))


def _placed_cppcc(found: BodyIndex) -> None:
    """政协淄博市第十三届委员会, 政协第十四届全国委员会常务委员会."""
    text = found.prepared.text
    for m in _PLACED_CPPCC.finditer(text):
        place = m["place"]
        if place == "全国":
            found.add(m.start(), m.end(), _cppcc("全国政协"))
            continue
        entries = found.lexicon.places.gazetteer.names.get(place)
        if entries:
            name = _area_name(Named(0, 0, entries), found.home, found.lexicon)
            found.add(m.start(), m.end(), _cppcc(f"{name}政协"))
        elif place[-1] in "省市县区州旗盟":
            found.add(m.start(), m.end(), _cppcc(f"{place}政协"))


def _cppcc(name: str) -> Body:
    return Body(name, "cppcc")


def _organs(found: BodyIndex, place_ends: dict[int, Named]) -> None:
    """An organ's stem behind a place, a level word or an unknown place that ends in one."""
    text, lexicon, home = found.prepared.text, found.lexicon, found.home
    for start, end, organs in lexicon.bodies.organs.find(text):
        organ = organs[0]
        if not found.free(start, end):
            continue
        prefix = _prefix(found, start, place_ends)
        if prefix is not None and len(organs) > 1:
            organ = _of_level(organs, text[start - 1])
        if prefix is None:
            continue
        begin, area = prefix
        if organ.kind == "party" and text[end - 1] == "委" and end < len(text) and text[end] in "会员托派":
            continue
        if not found.free(begin, start):
            continue
        if organ.name == "政协":
            body = _cppcc(f"{area}政协")
            tail = _CPPCC_TAIL.match(text, end)
            stop = tail.end() if tail else end
            found.add(begin, end, body)
            if tail:
                found.add(begin, stop, body)
            _committee(found, begin, end, body)
            continue
        elif organ.kind == "party" and organ.name.endswith("委"):
            body = Body(f"中共{area}{organ.name}", organ.kind)
        else:
            body = Body(f"{area}{organ.name}", organ.kind)
        found.add(begin, end, body)


def _bare_organs(found: BodyIndex) -> None:
    """請教育局…, 由市场监管局…: an organ named without its place, where it is asked to act."""
    text = found.prepared.text
    for start, end, organs in found.lexicon.bodies.organs.find(text):
        if organs[0].kind == "department" and end - start >= 3 and text[start - 1 : start] in ("请", "由") and found.free(start, end):
            found.add(start, end, Body(text[start:end], "department"))


def _of_level(organs: tuple[Organ, ...], level: str) -> Organ:
    """The organ of several that the same form names, by the level of its place."""
    rank = {"省": "省", "区": "县", "市": "市", "州": "市", "盟": "市", "县": "县", "旗": "县", "国": "国"}.get(level, "省")
    return next((organ for organ in organs if rank in organ.levels), organs[0])


def _prefix(found: BodyIndex, at: int, place_ends: dict[int, Named]) -> tuple[int, str] | None:
    """Where the area before an organ's stem begins, and its name."""
    text, home, prepared = found.prepared.text, found.home, found.prepared
    if named := place_ends.get(at):
        return named.start, _area_name(named, home, found.lexicon) or ""
    if text.startswith(("全国", "国家", "中央"), at - 2) and at >= 2:
        return at - 2, text[at - 2 : at]
    level = _LEVEL.search(text[max(0, at - 4) : at])
    if not level:
        return None
    word = level[0].lstrip("我本全各")
    begin = at - len(level[0])
    unknown = _unknown_place(found, at - len(word))
    if unknown is not None and level[0][0] not in "我本全各":
        return unknown, text[unknown:at]
    if level[0][0] == "各":
        return None
    area = home.meant_by(word)
    if word == "区" and area is None and home.province and home.province.name.endswith("自治区"):
        area = home.province
    return begin, area.name if area else word


def _unknown_place(found: BodyIndex, at: int) -> int | None:
    """Where an unknown proper name that ends at ``at`` begins (清川|市政协); None if none does."""
    prepared = found.prepared
    i = prepared.words(0, at)
    if not len(i) or at == 0 or not ("\u3400" <= prepared.text[at - 1] <= "\u9fff"):
        return None
    last = i[-1]
    start = prepared.starts[last]
    if prepared.word_end(start) == at and prepared.tags[last] in ("nr", "ns", "nz", "nrt", "nt") and at - start >= 2 and found.free(start, at):
        return start
    return None


def _committee(found: BodyIndex, begin: int, end: int, cppcc: Body) -> None:
    """省政协|人口资源环境委员会, 市政协|办公室, 市政协|香港组."""
    text, committees = found.prepared.text, found.lexicon.bodies.committees
    for length in range(min(18, len(text) - end), 1, -1):
        written = text[end : end + length]
        if written in committees:
            name = committees[written]
            found.add(begin, end + length, Body(cppcc.name + name, "committee", cppcc))
            return
    other = re.compile(rf"[{HAN}]{{2,12}}?(?:委员会|专委会)(?!会议|第)|[{HAN}]{{2,3}}组").match(text, end)
    if other and not re.search(r"[届次]|常务|小组|联组|常委会", other[0]) and found.prepared.is_boundary(end):
        if all(found.prepared.tags[i][0] not in "vpdcux" or found.prepared.tags[i] == "vn" for i in found.prepared.words(end, other.end())):
            found.add(begin, other.end(), Body(cppcc.name + other[0], "committee", cppcc))


def _fixed(found: BodyIndex) -> None:
    text = found.prepared.text
    for start, end, bodies in found.lexicon.bodies.fixed.find(text):
        body = bodies[0]
        if not found.free(start, end):
            continue
        if (end - start <= 2 or text[start:end] in found.lexicon.bodies.weak) and not (found.prepared.is_boundary(start) and found.prepared.is_boundary(end)):
            continue
        part = _PART.match(text, end)
        if part and body.kind in ("university", "researchInstitute", "bank", "enterprise", "hospital") and _plain(found, end, part.end()):
            found.add(start, end, body)
            found.mentions.pop()  # the whole is named, not the part of its name that is another's
            full = body.name + part["name"]
            found.add(start, part.end(), Body(full, found.kind_of(full), body))
        else:
            found.add(start, end, body)


def _plain(found: BodyIndex, start: int, end: int) -> bool:
    tags = [found.prepared.tags[i] for i in found.prepared.words(start, end)]
    return all(tag[0] in "nabjlvfsc" and tag not in ("v", "vd") for tag in tags)


def _offices(found: BodyIndex) -> None:
    """市政府|口岸物流办: an office of a government."""
    text = found.prepared.text
    for mention in [m for m in found.mentions if m.body.kind == "government"]:
        end = mention.span.end
        office = re.compile(rf"[{HAN}]{{2,8}}?(?:办公室|办公厅|办|督查室|参事室|研究室)(?=[、,。;:)\s和]|$)").match(text, end)
        if office and found.free(end, office.end()):
            found.add(mention.span.start, office.end(), Body(mention.body.name + office[0], "department", mention.body))


def _by_suffix(found: BodyIndex, place_starts: dict[int, Named], place_ends: dict[int, Named]) -> None:
    """Runs of nouns with a proper name among them that end like the name of a body."""
    prepared, suffixes = found.prepared, found.lexicon.bodies.suffixes
    text, starts, tags = prepared.text, prepared.starts, prepared.tags
    words = found.lexicon.bodies.suffix_words
    for i, start in enumerate(starts):
        end = starts[i + 1] if i + 1 < len(starts) else len(text)
        n = words.ending(text, 0, end)
        if n < 2 or (end < len(text) and _joined(found, end)):
            continue
        suffix = text[end - n : end]
        j = i
        begin = min(start, end - len(suffix))
        while j > 0 and _extends(found, j - 1, end):
            j -= 1
            begin = min(begin, starts[j])
        proper = next((k for k in range(j, i + 1) if (tags[k] in _PROPER and starts[k] < end - len(suffix)) or starts[k] in place_starts), None)
        if proper is None:
            continue
        begin = min(starts[proper], end - len(suffix))
        if end - begin <= len(suffix) + 1 or not found.free(begin, end):
            continue
        name = text[begin:end]
        found.add(begin, end, Body(found._placed_name(name), suffixes[suffix].kind))


def _joined(found: BodyIndex, end: int) -> bool:
    """Whether the name goes on behind ``end`` (…研究|院)."""
    return any(found.prepared.text.startswith(s, end) for s in ("会", "院长", "有限", "集团公司")) and not found.prepared.is_boundary(end)


def _extends(found: BodyIndex, i: int, end: int) -> bool:
    """Whether the word ``i`` can be part of a name that ends at ``end``."""
    prepared = found.prepared
    start = prepared.starts[i]
    stop = prepared.word_end(start)
    word = prepared.text[start:stop]
    if end - start > 24 or not word.strip() or not word[0].isalnum():
        return False
    if not found.free(start, stop):
        return False
    if word in found.lexicon.cues["preposition"] or word in found.lexicon.cues["actor"] or word in found.lexicon.cues["adverb"]:
        return False
    tag = prepared.tags[i]
    if word in found.lexicon.verbs["action"] and tag not in ("n", "nz", "nr", "vn"):
        return False
    return tag in _NAMEY and word not in found.lexicon.posts


def covered(mentions: list[BodyMention]) -> Iterator[BodyMention]:
    """The mentions that no longer mention covers."""
    last = -1
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if mention.span.end > last:
            yield mention
            last = mention.span.end
