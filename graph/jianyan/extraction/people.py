"""Persons a text names, with the posts it gives them.

    韩某某(省政协常委、民建湖北省委会副主委)       posts behind the name, in brackets
    省政协委员、某大学教授 王某某                   posts before the name
    王某某委员, 王某某、李某某常委                  a title behind one or several names
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jianyan.extraction.bodies import BodyIndex
from jianyan.extraction.prepared import Prepared
from jianyan.lexicon import Lexicon
from jianyan.model import Body, Span

HAN = r"\u3400-\u9fff"
_DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+")
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ ·.][A-Z][a-z]+){1,3}")
_PADDED = re.compile(rf"([{HAN}]) {{1,4}}([{HAN}])(?![{HAN}])")
_UNIT_END = re.compile(r"[、,;]|兼(?=[^任职])|\s+")
_OF_WHICH = re.compile(r".*(?:的|来自|受邀|应邀|时任|现任|以及|作为|身为|担任|专访了|采访了|我[校院市省区县])(?=.{2})")
_SESSION = re.compile(r"^(?:(?:住|驻)[\u3400-\u9fff]{1,3})?(?:第?[一二三四五六七八九十\d]{1,3}届)?")
_SESSION_BEFORE = re.compile(r"第?[一二三四五六七八九十\d]{1,3}届$")
_AND_OTHERS = re.compile(r"等(?:\d{1,2}|[一二三四五六七八九十几多])?(?:位|名|人)?$")
_TITLES = ("委员", "常委", "代表", "议员", "主席", "副主席")
_STRONG = " ,。:;(\n“”\"!?、)"


@dataclass(frozen=True, slots=True)
class Post:
    body: Body | None
    post: str
    span: Span


@dataclass
class Known:
    """A person of this text: the name without padding, and what the text says of them."""

    name: str
    written: str
    posts: list[Post] = field(default_factory=list)
    press: bool = False

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


@dataclass
class People:
    prepared: Prepared
    lexicon: Lexicon
    bodies: BodyIndex
    known: dict[str, Known] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)
    organizer: Body | None = None  # the CPPCC whose members a bare 委员 and 常委 are

    # -- names -----------------------------------------------------------------

    def name_at(self, p: int, *, trusted: bool = False) -> int:
        """Where the name that begins at ``p`` ends; 0 if none does. ``trusted``: what stands
        before it (a post) promises a name, so it need not begin with a surname."""
        text = self.prepared.text
        if m := _DOTTED.match(text, p) or (_LATIN.match(text, p) if trusted else None):
            end = self._cut_dotted(m.start(), m.end()) if "·" in m[0] else m.end()
            return end
        surname = self.lexicon.surnames.at(text, p)
        if surname:
            if surname == 1 and (m := _PADDED.match(text, p)):
                return m.end()
            for given in (2, 1):
                end = p + surname + given
                if self._is_han(p + surname, end) and self._ends_name(end) and not self._runs_on(p + surname, end):
                    return end
            if surname == 2:
                for end in (p + 3, p + 2):
                    if self._is_han(p, end) and self._ends_name(end):
                        return end
        if trusted:
            for length in range(2, 7):
                end = p + length
                if not self._is_han(p, end):
                    break
                if self._ends_name(end, strong=True):
                    return end
        return 0

    def _runs_on(self, given: int, end: int) -> bool:
        """Whether the last character belongs to what follows the name (谢某|则…), not to it."""
        return end - given == 2 and bool(self.lexicon.cues["notInName"].at(self.prepared.text, end - 1, end)) and self._ends_name(end - 1)

    def _cut_dotted(self, start: int, end: int) -> int:
        """A dotted name runs on into what follows it in Chinese; cut where a name may end."""
        text = self.prepared.text
        dot = text.rfind("·", start, end)
        for stop in range(dot + 2, end + 1):
            if self._ends_name(stop) and stop > dot + 1:
                return stop
        return end

    def _is_han(self, start: int, end: int) -> bool:
        text = self.prepared.text
        return end <= len(text) and all("\u3400" <= c <= "\u9fff" for c in text[start:end])

    def _ends_name(self, p: int, *, strong: bool = False) -> bool:
        """Whether a name may end at ``p``: a mark, or a word that stands behind names."""
        text, lexicon = self.prepared.text, self.lexicon
        if p >= len(text) or text[p] in _STRONG or not ("\u3400" <= text[p] <= "\u9fff"):
            return True
        if lexicon.cues["afterName"].at(text, p):
            return True
        if any(lexicon.speaking[kind].at(text, p) for kind in ("propose", "say", "support", "oppose")):
            return True
        return not strong and bool(lexicon.post_words.at(text, p))

    def names_back(self, end: int) -> list[tuple[int, int]]:
        """The names of a list that ends at ``end`` (甲某、乙某和丙某|常委), in order."""
        found: list[tuple[int, int]] = []
        if m := _AND_OTHERS.search(self.prepared.text, max(0, end - 8), end):
            end = m.start()
        while end > 0:
            start = self._name_before(end)
            if not start:
                break
            found.insert(0, (start - 1, end))
            end = start - 1
            if end > 0 and self.prepared.text[end - 1] in "、和及与":
                end -= 1
            else:
                break
        return found

    def _name_before(self, end: int) -> int:
        """One more than where the name that ends at ``end`` begins; 0 if none does."""
        text = self.prepared.text
        for length in (3, 4, 2):
            start = end - length
            if start < 0 or not self._is_han(start, end):
                continue
            surname = self.lexicon.surnames.at(text, start, end)
            if not surname or (length == 4 and surname != 2) or (length - surname > 2):
                continue
            if not self._begins_name(start) or self._not_a_name(start, end):
                continue
            return start + 1
        run = re.compile(rf"[{HAN}·]{{2,14}}$").search(text, max(0, end - 14), end)
        if run and run.start() and self._opens_line(run.start()) and 3 <= end - run.start() <= 6 and self._heads(end) and not self._not_a_name(run.start(), end):
            return run.start() + 1
        if run:
            for start in range(run.start(), end - 1):
                if self._begins_name(start) and ("·" in text[start:end] or self._unknown(start, end)) and not self._not_a_name(start, end):
                    return start + 1
        return 0

    def _opens_line(self, p: int) -> bool:
        return self.prepared.text[:p].rstrip(" ")[-1:] in ("\n", ";", "。", "", ":")

    def _heads(self, p: int) -> bool:
        """Whether a title at ``p`` is followed by what its bearer does (委员|代表…发言)."""
        text = self.prepared.text
        after = p + 2
        return text.startswith(("代表", "作", "在", "围绕", "结合"), after) or any(self.lexicon.speaking[k].at(text, after) for k in ("propose", "say"))

    def _begins_name(self, p: int) -> bool:
        """Whether a name may begin at ``p``: the start of a clause, or behind another name."""
        text = self.prepared.text
        return p == 0 or text[p - 1] in " ,。:;(\n“”\"!?、)]》." or text[p - 1] in "和与及"

    def _not_a_name(self, start: int, end: int) -> bool:
        """全体, 党派, 位常委: what stands before 委员 and is nobody's name."""
        text = self.prepared.text
        return any(text[at:end] in self.lexicon.cues["notName"] or bool(self.lexicon.cues["notName"].at(text, at, end)) for at in range(start, end - 1))

    def _is_word(self, start: int, end: int) -> bool:
        """Whether ``start``..``end`` is an ordinary word of the dictionary (党派, 常务)."""
        tag = self.prepared.tag_at(start)
        return tag is not None and self.prepared.word_end(start) == end and not tag.startswith("nr")

    def _unknown(self, start: int, end: int) -> bool:
        """Whether no word of two or more characters with an ordinary meaning lies in it."""
        prepared = self.prepared
        if end - start < 3 or end - start > 6:
            return False
        words = prepared.words(start, end)
        return len(words) > 0 and prepared.is_boundary(start) and all(
            prepared.tags[i].startswith("nr") or prepared.word_end(prepared.starts[i]) - prepared.starts[i] == 1 or prepared.tags[i] in ("ns", "nz", "x", "zg", "g")
            for i in words
        )

    # -- posts -----------------------------------------------------------------

    def posts(self, start: int, end: int, *, trusted: bool = True) -> list[Post] | None:
        """The posts in a list such as 省政协委员、某大学教授; None if it is none. Not ``trusted``: in
        running text, what stands before a post is its body only if it looks like one."""
        text = self.prepared.text
        found: list[Post] = []
        at = start
        units: list[tuple[int, int]] = []
        for m in _UNIT_END.finditer(text, start, end):
            if m.start() > at:
                units.append((at, m.start()))
            at = m.end()
        if at < end:
            units.append((at, end))
        previous: Body | None = None
        for unit_start, unit_end in units:
            if text[unit_end - 1 : unit_end] == ")" and "(" in text[unit_start:unit_end]:
                unit_end = text.index("(", unit_start, unit_end)
            n = self._post_length(unit_start, unit_end)
            if not n:
                if found or len(units) > 1:
                    continue
                return None
            post_start = unit_end - n
            unit_start = self._body_start(unit_start, post_start - (text[post_start - 1 : post_start] == "的"))
            session = _SESSION.match(text[unit_start:post_start])
            if session and session.end() < post_start - unit_start and session[0].startswith(("住", "驻")):
                unit_start += session.end()
            body = None
            body_end = post_start - 1 if text[post_start - 1 : post_start] == "的" else post_start
            if body_end - unit_start >= 2:
                if not self._plausible_body(unit_start, body_end):
                    return found or None
                if not trusted and not self._looks_like_body(unit_start, body_end):
                    return found or None
                body = previous = self.bodies.body(unit_start, body_end)
            elif post_start > unit_start:
                post_start = unit_start
                body = previous
            else:
                body = previous
            post = self.prepared.document.text[post_start:unit_end]
            kind = self.lexicon.posts.get(text[post_start:unit_end])
            if kind == "congress" and body is not None and body.kind != "peoplesCongress" or post_start == unit_start and kind == "government" and body is not None and body.kind == "party":
                body = None  # 企业|代表 is no seat; 省委副书记、|省长 is no post of the Party's
            if kind == "cppcc" and post in ("委员", "常委", "委員") and not (body and body.kind in ("cppcc", "committee")) and (body is None or not self.bodies.known_before(unit_start, post_start)):
                body = self.organizer
            if text[unit_start:post_start].startswith(("前", "原")) and body:
                post = self.prepared.document.text[unit_start] + post
                body = self.bodies.body(unit_start + 1, post_start)
            found.append(Post(body, post, Span(unit_start, unit_end)))
        return found or None

    def _post_length(self, start: int, end: int) -> int:
        """The length of the post that a unit ends with: what is left of a body the text names
        (武汉市政协|主席), else the longest post (某某公司|党委书记)."""
        text, words = self.prepared.text, self.lexicon.post_words
        of_body = [m.span.end for m in self.bodies.within(start, end) if m.span.end < end]
        for stop in sorted(of_body, reverse=True):
            if text[stop:end] in words:
                return end - stop
        longest = words.ending(text, start, end)
        for n in range(longest - 1, 1, -1):  # 某某大学|教授, not 某某|大学教授
            if text[end - n : end] in words and any(text.endswith(s, start, end - n) and end - n - len(s) - start >= 2 for s in self.lexicon.bodies.suffixes):
                return n
        return longest

    def _nouns(self, start: int, end: int) -> bool:
        prepared = self.prepared
        return all(prepared.tags[i][0] in "nabjlx" and prepared.text[prepared.starts[i]].isalnum() for i in prepared.words(start, end))

    def _looks_like_body(self, start: int, end: int) -> bool:
        """Whether a body the text names, a suffix of such names, a place or a proper name is in it."""
        text, prepared = self.prepared.text, self.prepared
        if self.bodies.within(start, end):
            return True
        if any(text.endswith(suffix, start, end) for suffix in self.lexicon.bodies.suffixes):
            return True
        first = prepared.tag_at(start)
        if first is not None and first[0] in "pcdvr":
            return False
        return any(prepared.tags[i] in ("nr", "ns", "nt", "nz", "nrt", "eng") or text[prepared.starts[i] : prepared.word_end(prepared.starts[i])] in self.lexicon.places.names for i in prepared.words(start, end))

    def _body_start(self, start: int, end: int) -> int:
        """Where the body of a unit begins: with the body the text names there, else behind what
        leads to it (受邀参会的|…研究所)."""
        named = [m for m in self.bodies.within(start, end) if m.span.end == end]
        if named:
            first = min(named, key=lambda m: m.span.start)
            begin = first.span.start
            if (session := _SESSION_BEFORE.search(self.prepared.text, start, begin)) and session.end() == begin:
                begin = session.start()
                self.bodies.add(begin, end, first.body)
            elif first.body.kind in ("enterprise", "other", "researchInstitute") and 0 < begin - start <= 4 and self._nouns(start, begin):
                begin = start
            return begin
        if m := _OF_WHICH.match(self.prepared.text[start:end]):
            return start + m.end()
        return start

    def _plausible_body(self, start: int, end: int) -> bool:
        text = self.prepared.text
        return end - start <= 40 and not re.search(r"[,。:;“”!?]", text[start:end])

    # -- finding ---------------------------------------------------------------

    def register(self, name_start: int, name_end: int, posts: list[Post] | None, *, start: int | None = None, end: int | None = None) -> Known:
        written = self.prepared.document.text[name_start:name_end]
        name = self.prepared.text[name_start:name_end].replace(" ", "") if not written.isascii() else written
        original = "".join(written.split()) if not written.isascii() else written
        known = self.known.setdefault(name, Known(original, written))
        if posts:
            known.add(posts)
        self.named.append(Named(name_start if start is None else start, name_start, name_end, name_end if end is None else end, name))
        return known
