"""Lists of posts: each unit of one is a body and a post in it.

省政协委员、某大学教授         省政协 + 委员, 某大学 + 教授
某公司党委书记、董事长         a unit without a body goes on with the body before it
省委副书记、省长               省长 is no post of the Party's: its body stays open
受邀参会的某研究所原所长       what leads to the body is left out, 原 belongs to the post
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from jianyan.extraction.names.people import People, Post
from jianyan.extraction.names.telling import SEATED
from jianyan.extraction.text.sentences import Range
from jianyan.model import Body, Span

_UNIT_END = re.compile(r"[、,;]|兼(?=[^任职])|\s+")
_LEADS_TO = r".*<leadsToPost>(?=.{2})"
_SESSION_BEFORE = re.compile(r"第?[一二三四五六七八九十\d]{1,3}届$")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}$")
_SEATED_IN = re.compile(r"^[住驻][^\W\dA-Za-z_]{1,3}(?:第?[一二三四五六七八九十\d]{1,3}届)?")
_OPEN_MARKS = re.compile(r"[,。:;“”!?]")
_JOINS = ("与", "和", "及")  # stand within names of bodies too: 政策与法规司
_SENTENCE = ("r", "uj", "ul", "uz", "t", "p", "d")  # jieba's tags of words that names of bodies do not hold
_LONGEST_SECTOR = 8  # code points
_SHORT_NAME = 3  # code points of a short name that nothing but the full one explains
_REACH = 2_000  # code points before it in which the full name is looked for
_DATED = re.compile(r"\([^()]*\d")
_SHORT_BODY = 4  # code points
_SHORTEST_GROUP, _LONGEST_GROUP = 3, 10  # code points of a group with a name like any words
_LONGEST_BODY = 40  # code points
_TRADES = ("academic", "medical", "business", "social")  # kinds of posts that no body which one sits in gives
_PROPER = ("nr", "ns", "nt", "nz", "nrt", "eng")  # jieba's tags of proper names


def posts(people: People, start: int, end: int, *, trusted: bool = True) -> list[Post] | None:
    """The posts in the list ``start``..``end``; None if it is none. Not ``trusted``: in running text,
    what stands before a post is its body only if it looks like one."""
    found: list[Post] = []
    previous: Body | None = None  # whose the next post is, if it names no body
    units = _units(people.prepared.text, start, end)
    for unit in units:
        length = _post_length(people, *unit)
        if not length and (found or len(units) > 1):
            continue
        if not length:
            return None
        length += _is_former(people, unit[0], unit[1] - length)
        begin = _body_start(people, unit[0], _without_of(people, unit[1] - length))
        begin = _behind_seat(people, begin, unit[1] - length)
        for kind in ("ethnicGroup", "bareBody"):  # no bodies: whose seat it is the text tells elsewhere
            named = people.lexicon.cues[kind].at(people.prepared.text, begin, unit[1] - length)
            begin += named if begin + named == unit[1] - length else 0
        body_end = _without_of(people, unit[1] - length)
        if _SESSION_BEFORE.fullmatch(people.prepared.text, begin, body_end) or _is_sector(people, begin, body_end):
            begin = body_end  # 第50届|会长, 农业界|委员: of the body that the text is about
        if _is_constituency(people, begin, body_end, unit[1] - length, unit[1]):
            begin = body_end  # 来自湖南的|人大代表
        if body_end - begin >= 2:
            short_for = _short_for(people, begin, body_end)
            if not short_for and not _is_body(people, begin, body_end, trusted=trusted):
                break
            if short_for:
                people.bodies.add(begin, body_end, short_for)
            previous = people.bodies.body(begin, body_end)
        found.append(_post(people, begin, unit[1], length, previous))
    return found or None


def _is_sector(people: People, start: int, end: int) -> bool:
    """农业界|委员, 工商联界别的|委员: the sector of a CPPCC that its member sits for."""
    sectors, name = people.lexicon.bodies.cppcc_sectors, people.prepared.text[start:end]
    return name in sectors or (name.endswith(("界", "界别")) and end - start <= _LONGEST_SECTOR)


def _is_constituency(people: People, start: int, end: int, post: int, post_end: int) -> bool:
    """Whether a place and 的 stand before a deputy's seat: where somebody comes from is no body."""
    text, lexicon = people.prepared.text, people.lexicon
    return (
        end < post and lexicon.posts.get(text[post:post_end]) == "congress" and text[start:end] in lexicon.places.names
    )


def _short_for(people: People, start: int, end: int) -> Body | None:
    """街总|会长 behind 某街坊会联合总会: the body named before that a short name shortens, whose characters stand in
    its name in order, the last at its end."""
    text, name = people.prepared.text, people.prepared.text[start:end]
    if not 2 <= end - start <= _SHORT_NAME or people.bodies.known(start, end):
        return None
    for mention in reversed(people.bodies.within(max(0, start - _REACH), start)):
        full = text[mention.span.start : mention.span.end]
        characters = iter(full)
        if len(full) >= 2 * len(name) and name[-1] in full[-2:] and all(char in characters for char in name):
            return mention.body
    return None


def _is_former(people: People, start: int, p: int) -> bool:
    """某某局|前政治助理: 前 belongs to the post where a body stands before it."""
    before = people.prepared.text[p - 1 : p]
    return before != "" and before in "前原" and p - 1 - start >= 2 and _looks_like_body(people, start, p - 1)


def _units(text: str, start: int, end: int) -> list[Range]:
    """The units of the list, without brackets at their ends."""
    found: list[Range] = []
    at = start
    for stop, after in [*(m.span() for m in _UNIT_END.finditer(text, start, end)), (end, end)]:
        if stop > at:
            bracket = text.find("(", at, stop) if text[stop - 1] == ")" else -1
            found.append((at, stop if bracket < 0 else bracket))
        at = after
    return found


def _post(people: People, begin: int, end: int, length: int, body: Body | None) -> Post:
    """The post of the unit ``begin``..``end``, which ends with ``length`` code points of a post."""
    text, original = people.prepared.text, people.prepared.document.text
    named = _without_of(people, end - length) - begin >= 2
    start = end - length if named else begin  # one character before a post is part of it
    post = original[start:end]
    kind = people.lexicon.posts.get(text[start:end])
    if kind == "congress" and body and body.kind != "peoplesCongress":
        body = None  # 企业|代表 is no seat
    if kind == "government" and body and body.kind == "party" and not named:
        body = None  # 省委副书记、|省长 is no post of the Party's
    if kind in _TRADES and body and body.kind in SEATED and not named:
        body = None  # 市人大代表、|律师: a trade is none of the body that one sits in
    if kind == "congress" and body is None and not named:
        body = people.council if text[start:end] in people.lexicon.cues["councillor"] else None
    seat = kind == "cppcc" and post in people.lexicon.forms["cppccSeat"]
    if seat and not (body and body.kind in ("cppcc", "committee")):
        if body is None or not people.bodies.known_before(begin, start):
            body = people.organizer
    if body and start > begin and text[begin] in "前原":
        post = original[begin] + post
        body = people.bodies.body(begin + 1, start)
    return Post(body, post, Span(begin, end))


def _without_of(people: People, p: int) -> int:
    """``p``, or what stands before it where that is 的 (某公司的|经理)."""
    return p - 1 if people.prepared.text[p - 1 : p] == "的" else p


def _behind_seat(people: People, begin: int, end: int) -> int:
    """Where the body begins behind where its member lives (驻粤|全国政协委员); 住房和城乡建设部 only looks so."""
    if people.bodies.known(begin, end):
        return begin
    seat = _SEATED_IN.match(people.prepared.text[begin:end])
    return begin + seat.end() if seat and seat.end() < end - begin else begin


def _post_length(people: People, start: int, end: int) -> int:
    """The length of the post that a unit ends with: what is left of a body the text names
    (武汉市政协|主席), else the longest post (某某公司|党委书记)."""
    text, words = people.prepared.text, people.lexicon.post_words
    for stop in sorted((m.span.end for m in people.bodies.within(start, end) if m.span.end < end), reverse=True):
        if text[stop:end] in words:
            return end - stop
    longest = words.ending(text, start, end)
    if text[end - longest : end - longest + 1] == "科" and longest > 2 and text[end - longest + 1 : end] in words:
        if not _ends_like_body(people, start, end - longest) and people.bodies.within(start, end - longest):
            return longest - 1  # 某某医院药剂科|主任, not 某某医院药剂|科主任
    if text[end - longest : end - longest + 1] == "党":
        return longest  # 某某义工社|党支部书记, not 义工社党|支部书记
    for length in range(longest - 1, 1, -1):  # 某某大学|教授, not 某某|大学教授
        if text[end - length : end] in words and _ends_like_body(people, start + 2, end - length):
            return length
    return longest


def _ends_like_body(people: People, start: int, end: int) -> bool:
    """Whether ``start``..``end`` ends with what names of bodies end with (公司, 大学)."""
    return people.lexicon.bodies.suffix_words.ending(people.prepared.text, start, end) > 0


def _body_start(people: People, start: int, end: int) -> int:
    """Where the body of a unit begins: with the body the text names there, else behind what
    leads to it (受邀参会的|…研究所)."""
    text = people.prepared.text
    first = next((m for m in people.bodies.within(start, end) if m.span.end == end), None)
    if first is None:
        leads = people.lexicon.pattern(_LEADS_TO).match(text[start:end])
        return start + leads.end() if leads else start
    begin = first.span.start
    if begin > start and _ORDINAL.search(text, start, begin):
        return start  # 某市第一|高级中学
    session = _SESSION_BEFORE.search(text, start, begin)
    if session and session.end() == begin:
        people.bodies.add(session.start(), end, first.body)
        return session.start()
    loose = first.body.kind in ("enterprise", "other", "researchInstitute")
    return start if loose and 0 < begin - start <= 4 and _nouns(people, start, begin) else begin


def _is_body(people: People, start: int, end: int, *, trusted: bool) -> bool:
    if end - start > _LONGEST_BODY or _OPEN_MARKS.search(people.prepared.text, start, end):
        return False
    if _acts_elsewhere(people, start, end):
        _name_again(people, start, end)
        return True
    return not _tells(people, start, end) and (trusted or _looks_like_body(people, start, end))


def _acts_elsewhere(people: People, start: int, end: int) -> bool:
    """青年动力|副主席, where the text has elsewhere 青年动力建议…: a group with a name like any words is told by what
    it says."""
    text, prepared = people.prepared.text, people.prepared
    if not _SHORTEST_GROUP <= end - start <= _LONGEST_GROUP or prepared.word_end(start) >= end:
        return False
    if not _nouns(people, start, end):
        return False
    name = text[start:end]
    if name not in people.acting:
        people.acting[name] = tuple(islice(_acting(people, name), 2))
    return any(at != start for at in people.acting[name])


def _acting(people: People, name: str) -> Iterator[int]:
    """Where the text has ``name`` say something."""
    at = -1
    while (at := people.prepared.text.find(name, at + 1)) >= 0:
        if people.prepared.is_boundary(at) and people.names.reports(at + len(name)):
            yield at


def _name_again(people: People, start: int, end: int) -> None:
    """Note the group ``start``..``end`` wherever the text names it."""
    text, bodies = people.prepared.text, people.bodies
    name, at = text[start:end], -1
    again = any(bodies.known(place, place + len(name)) for place in people.acting[name])
    body = bodies.body(start, end)
    if again:
        return  # all of them are noted
    while (at := text.find(name, at + 1)) >= 0:
        if people.prepared.is_boundary(at) and bodies.free(at, at + len(name)):
            bodies.add(at, at + len(name), body)


def _tells(people: People, start: int, end: int) -> bool:
    """Whether ``start``..``end`` is somebody's name, or words of a sentence, and no body: 梁某某|议员,
    今(8日)会见|财政司司长."""
    prepared, names = people.prepared, people.names
    if names.full(start, end) and end - start < _SHORT_BODY and names.unfamiliar(start, end):
        return not _ends_like_body(people, start, end)
    if (
        _ends_like_body(people, start, end)
        and not people.named.within(start, end)
        and not _DATED.search(prepared.text, start, end)
    ):
        return False
    known = people.bodies.within(start, end)
    words = [
        i for i in prepared.words(start, end) if not any(m.span.start <= prepared.starts[i] < m.span.end for m in known)
    ]
    words = [i for i in words if _word(people, i) not in _JOINS]
    return any(prepared.tags[i] in _SENTENCE or _word(people, i) in people.lexicon.cues["actor"] for i in words)


def _looks_like_body(people: People, start: int, end: int) -> bool:
    """Whether a body the text names, a suffix of such names, a place or a proper name is in it."""
    prepared = people.prepared
    if people.bodies.within(start, end) or _ends_like_body(people, start, end):
        return True
    committee = people.lexicon.cues["committeeEnd"].ending(prepared.text, start, end)
    if committee > 2 and end - start > committee + 1 and _nouns(people, start, end):
        return True  # 妇女事务委员会|主席
    first = prepared.tag_at(start)
    if first is not None and first[0] in "pcdvr":
        return False
    words, places = prepared.words(start, end), people.lexicon.places.names
    return any(prepared.tags[i] in _PROPER or _word(people, i) in places for i in words)


def _nouns(people: People, start: int, end: int) -> bool:
    prepared = people.prepared
    return all(prepared.tags[i][0] in "nabjlx" and _word(people, i)[0].isalnum() for i in prepared.words(start, end))


def _word(people: People, i: int) -> str:
    start = people.prepared.starts[i]
    return people.prepared.text[start : people.prepared.word_end(start)]
