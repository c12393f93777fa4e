"""Persons whose posts stand before their names.

省政协委员、某某学院院长某某建议…        a list of posts, and the name behind the last
全国政协副主席甲某、乙某、丙某           one post that several names share
在某县某社区,党支部书记某某说            the body stands in the clause before
"""

from __future__ import annotations

import re

from jianyan.extraction.names.people import People, Post
from jianyan.extraction.names.person_names import HAN, is_han
from jianyan.extraction.names.posts import posts
from jianyan.model import Body, Span

_SEGMENT_MARKS = frozenset(",。:;“”!?()\n[]《》")
_LONGEST_SERVED = 30  # code points of what stands before a post and says that somebody holds it
_TOLD = re.compile(r"、[^、,。;:“”!?\n的]{3,24}的(?=.)")
_SHORTEST_VERB = 2
_HEADS = re.compile("[会局署处部厅社院]长$")  # of a body whose name ends with the same character
_PLACELESS = ("social", "other")  # kinds of posts that one may have without a body
_GROUPS = (
    "party",
    "democraticParty",
    "chamber",
    "massOrganization",
    "other",
)  # kinds of bodies that 主席, 召集人 … lead
_BODY_REACH = 400  # code points
_LONGEST_LIST = 400  # code points of a list of posts
_NOT_ONE = ("各", "位", "名")  # 各|代表, 多位|委员: several persons
_NOT_BEFORE_NAME = ("p", "c", "u", "uj", "d", "ad", "r", "m", "f", "v")  # jieba's tags of what opens no name
_PLAIN_WORDS = ("n", "v", "vn")
_ORDINARY = ("v", "vn", "n", "d", "p", "c")
_FUNCTION_WORDS = ("p", "c", "uj", "u", "d", "r", "m", "k", "v")


def introduced(people: People) -> None:
    """Register the persons with posts before their names: behind the longest post that a name follows."""
    text = people.prepared.text
    behind = -1  # the last name found
    ends: dict[int, int] = {}
    for start, end in people.post_places:
        if start < behind or text[start - 1 : start] in _NOT_ONE:
            continue
        end = _whole_post(people, end, ends)
        p = end + (text[end : end + 1] == " " or _serves(people, start, end))
        if (name := _described(people, start, end)) and _introduce(people, start, end, *name):
            behind = name[1]
            continue
        if p >= len(text) or text[end] in "们会性" or people.named.begins_at(p) or people.named.covers(p):
            continue
        name_end = people.names.at(p, trusted=True)
        if not name_end or not (
            _acceptable(people, p, name_end) or _surely(people, p, name_end) or _of_minority(people, start, p, name_end)
        ):
            continue
        if _introduce(people, start, end, p, name_end):
            behind = name_end


def _serves(people: People, start: int, end: int) -> bool:
    """同为某党议员|的|张某某: whether 的 at ``end`` leads from a post to who holds it."""
    text = people.prepared.text
    left = max(text.rfind(mark, max(0, start - _LONGEST_SERVED), start) for mark in ",。;:\n") + 1
    return text[end : end + 1] == "的" and people.lexicon.cues["servesAs"].at(text, left, start) > 0


def _described(people: People, start: int, end: int) -> tuple[int, int] | None:
    """政协委员、|干了十几年养老的|漆某某: the name behind what a list that began with a seat tells of who holds it."""
    text = people.prepared.text
    if text[end : end + 1] != "、" or text[start:end] not in people.lexicon.forms["memberTitle"]:
        return None
    m = _TOLD.match(text, end)
    name_end = people.names.at(m.end()) if m else 0
    if not m or not name_end or people.named.begins_at(m.end()) or people.bodies.covers(m.end()):
        return None
    new = people.names.has_surname(m.end(), name_end) and not people.names.is_word(m.end(), name_end)
    return (m.end(), name_end) if new and not people.names.never(m.end(), name_end) else None


def _whole_post(people: People, end: int, known: dict[int, int]) -> int:
    """Where the posts that run into one another (副主席|常务…) end. ``known``: where those end that were asked for."""
    passed = []
    while end not in known and (more := people.lexicon.post_words.at(people.prepared.text, end)):
        passed.append(end)
        end += more
    end = known.get(end, end)
    known.update(dict.fromkeys(passed, end))
    return end


def _introduce(people: People, start: int, end: int, p: int, name_end: int) -> bool:
    """Register the name ``p``..``name_end`` with the posts of the list whose last is ``start``..``end``, and
    the names that share the last; False if the list holds none, or only a reporter's."""
    segment = _segment_start(people, start)
    held = posts(people, segment, end, trusted=False)
    placeless = people.lexicon.posts.get(people.prepared.text[start:end]) in _PLACELESS
    if not held and placeless and people.names.surely(p, name_end):
        segment, held = start, posts(people, start, end, trusted=False)  # 某某小区|居民张某某: of no body
    if not held or held[-1].post in people.lexicon.press_words:
        return False
    title = people.lexicon.pattern("<speakerTitle>").match(people.prepared.text, name_end)
    if title and title[0] == "代表" and not people.names.is_seat(title.end()):
        title = None  # 副主委某某|代表|民建省委会发言
    if title and not any(post.post == title[0] for post in held):
        written = people.prepared.document.text[title.start() : title.end()]
        held = [*held, *people.seat(people.organizer, written, Span(p, title.end()))]
    if held[0].body is None and (
        where := _standing_in(people, segment)
        or _shared_body(people, segment, held[0])
        or headed_before(people, segment, held[0])
    ):
        held = [Post(where, held[0].post, held[0].span), *held[1:]]
    people.register(p, name_end, held, start=segment, end=title.end() if title else name_end)
    _share_post(people, held[-1], name_end)
    return True


def _share_post(people: People, post: Post, end: int) -> None:
    """全国政协副主席甲某|、乙某、丙某: one post shared by the names behind ``end``."""
    text = people.prepared.text
    while end < len(text) and text[end] in "、和":
        start = end + 1
        end = people.names.at(start)
        if not end or people.lexicon.post_words.at(text, start) or not _may_share(people, start, end):
            return
        people.register(start, end, [post])


def _may_share(people: People, start: int, end: int) -> bool:
    text = people.prepared.text
    if people.bodies.covers(start):
        return False  # 某党中央主席甲某、|某某党中央主席乙某
    named = people.lexicon.surnames.at(text, start) and not people.names.never(start, end)
    if not named and not _acceptable(people, start, end):
        return False
    unit = people.lexicon.pattern(rf"{HAN}*?<unitWord>").match(text, end, end + 12)  # 甲某、某某|大学校长
    if not unit or people.lexicon.cues["afterName"].at(text, end):  # 甲某、乙某|在座谈会上
        return True
    return text[end : end + 1] in (",", "、", "。", "")


def _standing_in(people: People, segment: int) -> Body | None:
    """在布拖县依撒社区,|党支部书记某某: the body of the clause before."""
    text, comma = people.prepared.text, segment - 1
    if text[comma:segment] != ",":
        return None
    inside = people.bodies.within(max(0, comma - 40), comma)
    return next((m.body for m in inside if m.span.end == comma and text[m.span.start - 1 : m.span.start] == "在"), None)


def _shared_body(people: People, segment: int, post: Post) -> Body | None:
    """某会副会长甲某、|副理事长乙某: the body of who stands before in the list, where the posts are of one kind."""
    if people.prepared.text[segment - 1 : segment] != "、":
        return None
    before = next(people.named.before(segment - 1), None)
    held = people.who(before).posts[-1:] if before and before.name_end == segment - 1 else []
    kinds = people.lexicon.posts
    alike = held and kinds.get(held[0].post) == kinds.get(post.post) != "cppcc"
    return held[0].body if alike else None


def headed_before(people: People, segment: int, post: Post) -> Body | None:
    """某某商会今天开会。|会长张某某|表示: the body named last before, of a kind that has such a post, in the same
    paragraph or the one above."""
    text = people.prepared.text
    written = text[post.span.start : post.span.end]
    of_group = written.removeprefix("副") in people.lexicon.cues["headsGroup"]
    if not (of_group or _HEADS.search(written)):
        return None
    above = text.rfind("\n", 0, max(0, text.rfind("\n", 0, segment)))
    for mention in reversed(people.bodies.within(max(above, segment - _BODY_REACH, 0), segment)):
        body = mention.body
        if (of_group and body.kind in _GROUPS) or (not of_group and body.name.endswith(written[-2])):
            return body
    return None


# -- is it a name? -----------------------------------------------------------------


def _acceptable(people: People, start: int, end: int) -> bool:
    """Whether ``start``..``end`` can be a name: not a word, a place or a body of the text."""
    text, cues = people.prepared.text, people.lexicon.cues
    name = text[start:end]
    if name in people.known:
        return not people.known[name].press
    if cues["afterName"].at(text, start, end) == end - start or name in cues["collective"]:
        return False
    if people.bodies.covers(start) or _joins_word(people, start, end) or people.names.never(start, end):
        return False
    surname = people.lexicon.surnames.at(text, start)
    if people.names.is_word(start, end) and not (end - start == 3 and surname):
        return False
    if not surname and "·" not in name:
        return not _opens_with_words(people, start, end)
    return not _is_ordinary(people, start, end)


def _joins_word(people: People, start: int, end: int) -> bool:
    """委员|和专家: 和 is a surname too, but not before a word for several persons."""
    text, cues = people.prepared.text, people.lexicon.cues
    joins = cues["conjunction"].at(text, start, end)
    if joins and people.prepared.word_end(start + joins) > end:
        return True  # 负责人|和无党派人士
    return joins > 0 and any(text[start + joins : end] in cues[kind] for kind in ("collective", "actor", "notName"))


def _opens_with_words(people: People, start: int, end: int) -> bool:
    """Whether what no surname opens begins with a word that opens no name, or holds an ordinary word."""
    prepared = people.prepared
    words = prepared.words(start, end)
    if len(words) > 0 and prepared.tags[words[0]] in _NOT_BEFORE_NAME:
        return True
    plain = (prepared.starts[i] for i in words if prepared.tags[i] in _PLAIN_WORDS)
    return any(prepared.word_end(start) - start > 1 for start in plain)


def _is_ordinary(people: People, start: int, end: int) -> bool:
    """Whether two characters behind a surname's are one ordinary word (方面, 于是)."""
    prepared = people.prepared
    return end - start == 2 and prepared.word_end(start) == end and prepared.tag_at(start) in _ORDINARY


def _of_minority(people: People, post: int, start: int, end: int) -> bool:
    """景颇族委员|排勒都: where the people is told, the name may hold any words; it is a title's or a verb's subject."""
    told = people.lexicon.cues["ethnicGroup"].ending(people.prepared.text, 0, post) > 0
    return told and not people.names.is_word(start, end) and not people.names.never(start, end)


def _surely(people: People, start: int, end: int) -> bool:
    """A dictionary word (谷雨) that a surname opens and that speaks is a name all the same."""
    text = people.prepared.text
    if people.names.never(start, end) or people.bodies.covers(start):
        return False
    titled = people.lexicon.forms["speakerTitle"].at(text, end) > 0
    if people.names.has_surname(start, end):
        manner = (people.prepared.tag_at(start) or "")[:1] in ("a", "d")
        if manner and not titled and people.names.is_word(start, end):
            return False  # 居民|普遍|认为
        verb = people.lexicon.verbs["action"].at(text, start, end) == end - start
        if verb and (people.prepared.tag_at(start) or "").startswith("v"):
            return False  # 、|强化|议员监督作用
        if text[end : end + 1] == "、" and _lists_names(people, end + 1):
            return True
        return titled or text[end : end + 1] in (",", "作", "代", "") or people.names.tells(end)
    if people.names.is_word(start, end) and not titled:
        return False
    return people.names.speaks(end) and people.prepared.tag_at(start) not in _FUNCTION_WORDS


def _lists_names(people: People, start: int) -> bool:
    """Whether a name that is no word stands at ``start``: what is listed before is one too (委员齐鲁、|翁某某)."""
    if people.bodies.covers(start):
        return True  # 某党某市委会主委高东、|市工商联主席…
    end = people.names.at(start)
    return end > 0 and people.names.has_surname(start, end) and not people.names.is_word(start, end)


# -- where does the list of posts begin? ---------------------------------------------------


def _segment_start(people: People, p: int) -> int:
    """Where the list of posts that holds ``p`` begins."""
    text, start = people.prepared.text, p
    furthest = max(0, p - _LONGEST_LIST)
    while start > furthest and not (start < p and people.named.ends_at(start)):
        mark = text[start - 1]
        if mark in _SEGMENT_MARKS and not _closes_name(text, start - 1) and not _ends_posts(people, start - 1):
            break
        if mark == " " and start < p - 1:
            break
        start = text.rindex("(", 0, start) if mark == ")" else start - 1
    while start < p and text[start] in " —-■□·0123456789.、和与及":
        start += 1
    while n := people.lexicon.forms["beforePosts"].at(text, start):
        start += n
    return _behind_speaking_body(people, start, p)


def _behind_speaking_body(people: People, start: int, p: int) -> int:
    """某某联盟支持|行政长官某某: where the posts begin behind a body that says something of who holds them."""
    opening = [m.span.end for m in people.bodies.within(start, p) if m.span.start == start]
    verb = max(opening, default=p)
    speaking = people.lexicon.speaking
    n = max(words.at(people.prepared.text, verb, p) for words in speaking.values())
    return verb + n if n >= _SHORTEST_VERB else start


def _ends_posts(people: People, p: int) -> bool:
    """Whether the comma at ``p`` stands behind a post of the same list (…副主委,|某某公司董事长)."""
    text = people.prepared.text
    post = people.lexicon.post_words.ending(text, max(0, p - 10), p)
    if text[p] != "," or post < 2:
        return False
    furthest = max(0, p - _LONGEST_LIST)
    left = max(furthest, max(text.rfind(mark, furthest, p) for mark in ",。;:\n“”!?") + 1)
    return bool(people.bodies.within(left, p - post)) and not people.named.beginning(left, p)


def _closes_name(text: str, p: int) -> bool:
    """Whether the bracket at ``p`` closes one inside a name (远山(金川)|产业园)."""
    opened = text.rfind("(", max(0, p - 12), p)
    return text[p] == ")" and opened > 0 and is_han(text, opened - 1, opened) and text[p + 1 : p + 2] not in ",。;、 "
