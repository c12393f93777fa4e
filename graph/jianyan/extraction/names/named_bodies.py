"""Bodies with names of their own: those the lexicon knows, and runs of words that end like such names.

武汉大学, 武汉大学|经济与管理学院, 雷山县苗岭蜡染合作社
"""

from __future__ import annotations

from jianyan.extraction.names.areas import Areas
from jianyan.extraction.names.body_index import BodyIndex
from jianyan.extraction.text.prepared import Prepared
from jianyan.model import Body

_PART = r"(?P<name><Han>{2,14}?<bodyPart>)"
_WITH_PARTS = frozenset(("university", "researchInstitute", "bank", "enterprise", "hospital"))
_LONGEST = 24
_LONGEST_IN_BRACKETS = 6
# parts of speech, as jieba writes them
_PROPER = frozenset(("nr", "ns", "nt", "nz", "nrt", "nrfg", "eng"))
_IN_NAMES = _PROPER | {"n", "vn", "b", "j", "ng", "l", "s", "a", "an", "f", "q", "t", "i"}
_NOUNS = frozenset(("n", "nz", "nr", "vn"))  # 合作 in a name is a noun, whatever the list of verbs says


def fixed(found: BodyIndex) -> None:
    """The bodies of the lexicon, and the parts of them."""
    part_of = found.lexicon.pattern(_PART)
    for start, end, (body, *_) in found.lexicon.bodies.fixed.find(found.prepared.text):
        if not found.free(start, end) or not _stands_alone(found, start, end):
            continue
        part = part_of.match(found.prepared.text, end) if body.kind in _WITH_PARTS else None
        if part and _is_nominal(found.prepared, end, part.end()):
            name = body.name + part["name"]
            found.note(start, end, body)
            found.add(start, part.end(), Body(name, found.kind_of(name), body))
        else:
            found.add(start, end, body)


def regional(found: BodyIndex) -> None:
    """In a text from Hong Kong, Macau or Taiwan its public bodies, also without its name: 卫生署, 政府; but 财政司|司长
    is a post."""
    text, home = found.prepared.text, found.home.province
    bodies = found.lexicon.regional_bodies.get(home.code or "") if home else None
    for start, end, (body, *_) in bodies.find(text) if bodies else ():
        ends = found.prepared.is_boundary(end) or _ends_before(found, end)
        whole = found.prepared.is_boundary(start) and ends
        post = text[end - 1] == "司" and text.startswith("司长", end)
        paper = found.lexicon.cues["governmentPaper"].at(text, end) > 0  # 政府|工作报告: the State Council's
        if found.free(start, end) and whole and not post and not paper:
            found.add(start, end, body)


def _ends_before(found: BodyIndex, end: int) -> bool:
    """发展局|局长, 房屋局|应…: whether the name ends at ``end`` though the words are cut otherwise (局局长, 局应)."""
    lexicon, text = found.lexicon, found.prepared.text
    return lexicon.post_words.at(text, end) > 0 or lexicon.cues["behindBody"].at(text, end) > 0


def _stands_alone(found: BodyIndex, start: int, end: int) -> bool:
    """A short or weak form counts only as words of its own (教育部 is not in 教育部门)."""
    prepared = found.prepared
    if end - start > 2 and prepared.text[start:end] not in found.lexicon.bodies.weak:
        return True
    return prepared.is_boundary(start) and prepared.is_boundary(end)


def _is_nominal(prepared: Prepared, start: int, end: int) -> bool:
    tags = (prepared.tags[i] for i in prepared.words(start, end))
    return all(tag[0] in "nabjlvfsc" and tag not in ("v", "vd") for tag in tags)


def by_suffix(found: BodyIndex, areas: Areas) -> None:
    """Runs of nouns with a proper name among them that end like the name of a body."""
    prepared, suffixes = found.prepared, found.lexicon.bodies.suffixes
    text, words = prepared.text, found.lexicon.bodies.suffix_words
    for i in prepared.words_ending(words.names):
        end = prepared.ends[i]
        n = words.ending(text, 0, end)
        if n < 2 or _goes_on(found, end):
            continue
        begin = _name_start(found, areas, i, end - n)
        if begin is not None and end - begin > n + 1 and found.free(begin, end):
            name = found.placed_name(text[begin:end])
            found.add(begin, end, Body(name, suffixes[text[end - n : end]].kind))


def _goes_on(found: BodyIndex, end: int) -> bool:
    """Whether the name goes on behind ``end`` (…研究|院长)."""
    behind = found.lexicon.cues["nameGoesOn"].at(found.prepared.text, end)
    return behind > 0 and not found.prepared.is_boundary(end)


def _name_start(found: BodyIndex, areas: Areas, i: int, suffix: int) -> int | None:
    """Where the proper name begins that the name whose last word is ``i`` opens with; None if it has none."""
    prepared = found.prepared
    end, first = prepared.ends[i], i
    while first > 0:
        before = _bracket_start(found, first - 1)
        if before is None and not _extends(found, first - 1, end):
            break
        first = first - 1 if before is None else before
    for k in range(first, i + 1):
        start = prepared.starts[k]
        if start in areas.starting or (prepared.tags[k] in _PROPER and start < suffix):
            return min(start, suffix)
    return None


def _bracket_start(found: BodyIndex, i: int) -> int | None:
    """The word that opens the bracket which the word ``i`` closes, where firms have one in their names: (集团)公司."""
    text, close = found.prepared.text, found.prepared.starts[i]
    start = text.rfind("(", max(0, close - _LONGEST_IN_BRACKETS), close) if text[close] == ")" else -1
    inside = start >= 0 and text[start + 1 : close] in found.lexicon.cues["inFirmName"]
    return found.prepared.word_at.get(start) if inside else None


def _extends(found: BodyIndex, i: int, end: int) -> bool:
    """Whether the word ``i`` can be part of a name that ends at ``end``."""
    prepared, lexicon = found.prepared, found.lexicon
    start, stop, tag = prepared.starts[i], prepared.ends[i], prepared.tags[i]
    word = prepared.text[start:stop]
    if end - start > _LONGEST or tag not in _IN_NAMES or not word[0].isalnum():
        return False
    if any(word in lexicon.cues[kind] for kind in ("preposition", "actor", "adverb")) or word in lexicon.posts:
        return False
    makes = word in lexicon.verbs["makes"] and not found.lexicon.bodies.suffix_words.at(prepared.text, stop)
    return not makes and (tag in _NOUNS or word not in lexicon.verbs["action"]) and found.free(start, stop)
