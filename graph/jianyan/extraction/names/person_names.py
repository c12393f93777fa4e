"""What may be a person's name: a surname and a given name, a dotted or a padded name, and where one may begin or end.

王某某|表示                  a surname, and behind the name what stands behind names
巴图·某某                    a dotted name, of any surname
王 某                        two characters padded to the width of three
某某大学教授|木合某           an unknown surname, where a post promises a name
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon

HAN = r"[^\W\dA-Za-z_]"  # one Chinese character of folded text; as a range it takes forty times as long to compile
_DOTTED = re.compile(rf"{HAN}{{1,8}}(?:·{HAN}{{1,8}})+")
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ ·.][A-Z][a-z]+){1,3}")
_PADDED = re.compile(rf"({HAN}) {{1,4}}({HAN})(?!{HAN})")
_RUN = re.compile(rf"(?:{HAN}|·){{2,14}}$")
# Behind a list of names: 等, 等3位, 三位.
AND_OTHERS = re.compile(
    r"(?:等(?:\d{1,2}|[一二三四五六七八九十几多])?(?:位|名|人)?|(?:\d{1,2}|[两三四五六七八九十]{1,2})(?:位|名))$"
)
_AND = "、和及与"
_ASPECTS = ("ul", "uz", "ug")  # jieba's tags of 了, 着, 过, which stand behind a verb and never behind a name
_PARTICLES = ("uv", "uj", "ul", "ud", "uz")  # jieba's tags of 地, 的, 了, 得, 着
_MARKS_BEHIND = ' ,。:;(\n“”"!?、)'
_MARKS_BEFORE = ' ,。:;(\n“”"!?、)]》.'
_NOT_IN_NAMES = ("t", "d", "ad", "p", "r", "m", "v", "vd", "uj", "ul", "uz", "f")  # jieba's tags of what goes on
_NO_WORDS = ("nr", "x")  # jieba's tags of names and of what is in no dictionary
# 甲某|在参加小组讨论时说,
SAYS_THERE = r"在(?!主持)[^,。;:“”\n]{2,30}[时中后上](?:发言)?(?:<say>|<propose>)(?:[,:“]|要)"
_SPEAKS_THERE = r"在[^,。;:“”\n]{0,12}会上?<making>?了?(?:<speechManner>)?(?:<takesFloor>|<givesAddress>)[,。]"
_TOLD_BY = ("say", "propose")
_MEANS_LITTLE = ("ns", "nz", "x", "zg", "g")  # jieba's tags of words that may as well be part of a name


def is_han(text: str, start: int, end: int) -> bool:
    """Whether ``start``..``end`` lies in the text and holds Chinese characters only."""
    part = text[start:end]
    return end <= len(text) and (not part or (min(part) >= "\u3400" and max(part) <= "\u9fff"))


@dataclass(frozen=True, slots=True)
class Names:
    """Asks one text for names; positions are those of its folded copy."""

    prepared: Prepared
    lexicon: Lexicon

    # -- forwards --------------------------------------------------------------

    def at(self, p: int, *, trusted: bool = False) -> int:
        """Where the name that begins at ``p`` ends; 0 if none does. ``trusted``: what stands
        before it (a post) promises a name, so it need not begin with a surname."""
        text = self.prepared.text
        if m := _DOTTED.match(text, p):
            return self._end_of_dotted(*m.span())
        if trusted and (m := _LATIN.match(text, p)):
            return self._end_of_dotted(*m.span()) if "·" in m[0] else m.end()
        if end := self._with_surname(p, trusted=trusted):
            return end
        if not trusted:
            return 0
        end = self._of_unknown_surname(p)
        if end - p > 3 and self.lexicon.surnames.at(text, p) == 1 and not self.unfamiliar(p, end):
            return self._named_elsewhere(p)
        return end

    def _named_elsewhere(self, p: int) -> int:
        """Where a name ends that the text has again without what follows it here (邓某|难掩激动); 0 if it has not."""
        text = self.prepared.text
        counts = {end: self._count(text[p:end]) for end in (p + 3, p + 2) if is_han(text, p, end)}
        longer, shorter = counts.get(p + 3, 0), counts.get(p + 2, 0)
        return p + 2 if shorter > longer else p + 3 if longer > 1 else 0

    def _count(self, name: str) -> int:
        """How often the text has ``name``: counted once, since a long text asks for the same names again and again."""
        asked = ("count", name)
        known: int | None = self.prepared.memo.get(asked)
        if known is None:
            known = self.prepared.memo[asked] = self.prepared.text.count(name)
        return known

    def _with_surname(self, p: int, *, trusted: bool) -> int:
        text = self.prepared.text
        surname = self.lexicon.surnames.at(text, p)
        if surname == 1 and (m := _PADDED.match(text, p)):
            return m.end()
        if surname == 1 and self._married(p, trusted=trusted):
            return p + 4
        for end in (p + surname + 2, p + surname + 1) if surname else ():
            ends = self.ends(end) or self._are_told_of(p, end)
            if is_han(text, p + surname, end) and ends and not self._runs_on(p + surname, end):
                return end
        for end in (p + 3, p + 2) if surname == 2 else ():  # 欧阳|某, or 欧|阳某
            if is_han(text, p, end) and self.ends(end):
                return end
        for end in (p + surname + 2, p + surname + 1) if surname and trusted else ():
            if is_han(text, p, end) and self._goes_on(end) and not self.never(p, end):
                return end
        return 0

    def _married(self, p: int, *, trusted: bool) -> bool:
        """叶刘某某|表示: whether a married woman's two surnames and two characters more stand at ``p``."""
        end = p + 4
        if (
            not self.full(p, end)
            or not is_han(self.prepared.text, p, end)
            or self.ends(p + 3)
            or self.is_word(p + 2, end)
        ):
            return False
        return self.ends(end) or (trusted and self._goes_on(end))

    def _are_told_of(self, p: int, end: int) -> bool:
        """甲某、乙某|都认为: whether what all of them say stands behind the last name of a list."""
        text = self.prepared.text
        n = self.lexicon.cues["allOfThem"].at(text, end)
        return n > 0 and text[p - 1 : p] in tuple(_AND) and self.reports(end + n)

    def _goes_on(self, p: int) -> bool:
        """Whether a word begins at ``p`` that is no part of a name: a time, an adverb, a preposition, a verb."""
        tag = self.prepared.tag_at(p)
        if tag in _ASPECTS:
            return False  # 张某拍|了|拍话筒: what stands before it is a verb
        if tag == "v" and self.prepared.tag_at(p + 1) in _ASPECTS:
            return True  # 张某某|敲|了|敲桌子
        if tag in ("t", "v", "vd", "m") and self.prepared.word_end(p) - p < 2:
            return False
        return tag is not None and tag in _NOT_IN_NAMES

    def _of_unknown_surname(self, p: int) -> int:
        for end in range(p + 2, p + 7):
            if not is_han(self.prepared.text, p, end):
                return 0
            if self.ends(end, strong=True):
                return end
        return 0

    def _runs_on(self, given: int, end: int) -> bool:
        """Whether the last character belongs to what follows the name (谢某|则…, 袁某|认为…, 乙某|都认为…)."""
        text, speaking = self.prepared.text, self.lexicon.speaking
        if end - given != 2:
            return False
        if text[end - 1] in _AND and (end >= len(text) or text[end] in _MARKS_BEHIND):
            return False  # 莘春|和。: nothing that it could join stands behind it
        told = max(speaking[kind].at(text, end - 1) for kind in ("propose", "say"))
        if self.lexicon.cues["allOfThem"].at(text, end - 1, end) and self.reports(end):
            return True
        return told > 1 or (self.lexicon.cues["notInName"].at(text, end - 1, end) > 0 and self.ends(end - 1))

    def _end_of_dotted(self, start: int, end: int) -> int:
        """A dotted name runs on into what follows it in Chinese; cut where a name may end."""
        dot = self.prepared.text.rfind("·", start, end)
        return next((stop for stop in range(dot + 2, end + 1) if self.ends(stop)), end)

    def ends(self, p: int, *, strong: bool = False) -> bool:
        """Whether a name may end at ``p``: at a mark, or before a word that stands behind names.
        ``strong``: a post there is not enough (某某|主席 may be 某某主|席)."""
        text, lexicon = self.prepared.text, self.lexicon
        if p >= len(text) or text[p] in _MARKS_BEHIND or not is_han(text, p, p + 1):
            return True
        if lexicon.cues["afterName"].at(text, p):
            return True
        if lexicon.speaking_kinds[text[p : p + 2]] and any(words.at(text, p) for words in lexicon.speaking.values()):
            return True
        return not strong and lexicon.post_words.at(text, p) > 0

    # -- backwards -------------------------------------------------------------

    def last(self, end: int) -> list[tuple[int, int]]:
        """The last name of a list that ends at ``end``; empty where no name ends there."""
        if m := AND_OTHERS.search(self.prepared.text, max(0, end - 8), end):
            end = m.start()
        start = self._before(end)
        return [] if start is None else [(start, end)]

    def back(self, end: int) -> list[tuple[int, int]]:
        """The names of a list that ends at ``end`` (甲某、乙某和丙某|常委), in order."""
        text = self.prepared.text
        found: list[tuple[int, int]] = []
        if m := AND_OTHERS.search(text, max(0, end - 8), end):
            end = m.start()
        while (start := self._before(end)) is not None:
            found.append((start, end))
            if start == 0 or text[start - 1] not in _AND:
                break
            end = start - 1
        return found[::-1]

    def _before(self, end: int) -> int | None:
        """Where the name that ends at ``end`` begins; None if none does."""
        text = self.prepared.text
        for start in (end - 3, end - 4, end - 2):
            if start >= 0 and is_han(text, start, end) and self._is_full(start, end):
                if not self.begins(start) and text[start - 1 : start] != "的":  # 来自企业界的|某某某|委员
                    continue
                if not self.never(start, end):
                    return start
        run = _RUN.search(text, max(0, end - 14), end)
        if run is None:
            return None
        start = run.start()
        short = end - start == 2 and not self.is_word(start, end)  # 演慧|委员: monks have no surname
        alone = start > 0 and self._opens_line(start) and (short or 3 <= end - start <= 6)
        if alone and self._acts(end) and not self.never(start, end):
            return start
        for start in range(run.start(), end - 1):
            unusual = "·" in text[start:end] or self.unfamiliar(start, end)
            if self.begins(start) and unusual and not self.never(start, end):
                return start
        return None

    def _is_full(self, start: int, end: int) -> bool:
        """Whether a surname and one or two characters more fill ``start``..``end``."""
        surname = self.lexicon.surnames.at(self.prepared.text, start, end)
        return surname > 0 and (end - start < 4 or surname == 2) and 0 < end - start - surname <= 2

    def begins(self, p: int) -> bool:
        """Whether a name may begin at ``p``: at the start of a clause, or behind another name."""
        text = self.prepared.text
        return p == 0 or text[p - 1] in _MARKS_BEFORE or text[p - 1] in _AND or self._led_to(p)

    def _led_to(self, p: int) -> bool:
        """Whether a word that leads to a name ends at ``p`` (将由|罗某某议员动议)."""
        n = self.lexicon.cues["beforeName"].ending(self.prepared.text, 0, p)
        return n > 0 and self.prepared.is_boundary(p - n) and self.prepared.word_end(p - n) <= p  # not in 对于

    def _opens_line(self, p: int) -> bool:
        text = self.prepared.text
        while p > 0 and text[p - 1] == " ":
            p -= 1
        return p == 0 or text[p - 1] in "\n;。:"

    def _acts(self, p: int) -> bool:
        """Whether the title at ``p`` is followed by what its bearer does (委员|代表…发言)."""
        text, behind = self.prepared.text, p + 2
        return self.lexicon.forms["afterTitle"].at(text, behind) > 0 or self.reports(behind)

    # -- what is no name -------------------------------------------------------

    def reports(self, p: int) -> bool:
        """Whether a verb of speaking stands at ``p``."""
        text, speaking = self.prepared.text, self.lexicon.speaking
        return speaking["propose"].at(text, p) > 0 or speaking["say"].at(text, p) > 0

    def tells(self, p: int) -> bool:
        """Whether who is named before ``p`` says something, perhaps somewhere (甲某|在参加小组讨论时说,)."""
        text, pattern = self.prepared.text, self.lexicon.pattern
        return self.reports(p) or any(pattern(there).match(text, p) for there in (SAYS_THERE, _SPEAKS_THERE))

    def is_seat(self, p: int) -> bool:
        """Whether 代表, which ends at ``p`` behind a name, is a deputy's seat and no verb: its bearer goes on to speak
        (某某代表|说), or to do something (某某代表|接过话头), and it is no other word (代表|团)."""
        text, lexicon = self.prepared.text, self.lexicon
        if lexicon.forms["notDeputy"].at(text, p):
            return False
        if text[p : p + 1] in (",", ":", "说", "") or self.reports(p):
            return True
        return lexicon.cues["behindDeputy"].at(text, p) > 0 and self.prepared.is_boundary(p)

    def speaks(self, p: int) -> bool:
        """Whether what stands at ``p`` follows nobody but a speaker: a verb of speaking, a title, 率先."""
        text, opens = self.prepared.text, (self.lexicon.forms["speakerTitle"], self.lexicon.cues["opensSpeech"])
        return any(words.at(text, p) for words in opens) or self.reports(p)

    def never(self, start: int, end: int) -> bool:
        """全体, 党派, 位常委, 景颇族: what stands before 委员 and is nobody's name; 陈太: who is told of, not named."""
        text, cues = self.prepared.text, self.lexicon.cues
        if end - start == 2 and text[end - 1] in cues["familiar"]:
            return True
        if cues["ethnicGroup"].ending(text, start, end) or self._is_saying(start, end):
            return True
        if self.prepared.tag_at(end - 1) in _PARTICLES:
            return True  # 高兴|地, 说|的
        if end - start == 3 and any(self.lexicon.speaking[kind].at(text, start + 1, end) == 2 for kind in _TOLD_BY):
            return True  # 看望界别委员|时强调
        hits = ((at, cues["notName"].at(text, at, end)) for at in range(start, end - 1))
        return any(n > 1 or (n and not (at == start and self.lexicon.surnames.at(text, at))) for at, n in hits)

    def _is_saying(self, start: int, end: int) -> bool:
        """副局长|强调,: a verb of speaking that a surname opens."""
        text, speaking = self.prepared.text, self.lexicon.speaking
        return any(speaking[kind].at(text, start) == end - start for kind in ("propose", "say"))

    def is_word(self, start: int, end: int) -> bool:
        """Whether ``start``..``end`` is an ordinary word of the dictionary (党派, 常务)."""
        tag = self.prepared.tag_at(start)
        if tag is None or self.prepared.word_end(start) != end or tag.startswith(_NO_WORDS):
            return False
        return bool(self.lexicon.cutter.has_word(self.prepared.text[start:end]))  # what is in none is tagged too

    def unfamiliar(self, start: int, end: int) -> bool:
        """Whether no word of two or more characters with an ordinary meaning lies in it."""
        prepared = self.prepared
        if not 3 <= end - start <= 6 or not prepared.is_boundary(start):
            return False
        words = prepared.words(start, end)
        telling = (i for i in words if not prepared.tags[i].startswith("nr") and prepared.tags[i] not in _MEANS_LITTLE)
        return len(words) > 0 and all(prepared.word_end(prepared.starts[i]) - prepared.starts[i] == 1 for i in telling)

    def opens_with_surname(self, start: int, end: int) -> bool:
        """肖|拥军: whether jieba takes one character for a surname, and the two behind it for a word, no post."""
        prepared = self.prepared
        if end - start != 3 or prepared.tag_at(start) != "nr" or prepared.word_end(start) != start + 1:
            return False
        return prepared.word_end(start + 1) == end and not self.lexicon.post_words.at(prepared.text, start + 1)

    def surely(self, start: int, end: int) -> bool:
        """Whether ``start``..``end`` can hardly be anything but a name: three characters no word lies in, or two that
        jieba calls a name."""
        if not self.has_surname(start, end) or self.never(start, end):
            return False
        if end - start == 2:
            return self.prepared.tag_at(start) == "nr" and self.prepared.word_end(start) == end
        return self.unfamiliar(start, end)

    def full(self, start: int, end: int) -> bool:
        """Whether a surname, or a married woman's two (葉劉某某), and two characters fill ``start``..``end``."""
        surnames, text = self.lexicon.surnames, self.prepared.text
        surname = surnames.at(text, start, end)
        married = surname == 1 and end - start == 4 and surnames.at(text, start + 1, end) == 1
        return surname > 0 and (end - start - surname == 2 or married)

    def has_surname(self, start: int, end: int) -> bool:
        """Whether ``start``..``end`` is a surname and one or two characters."""
        surname = self.lexicon.surnames.at(self.prepared.text, start, end)
        return surname > 0 and end - start - surname in (1, 2)

    def well_formed(self, start: int, end: int) -> bool:
        """Whether ``start``..``end`` is built like a name: a dotted one, or one with a surname."""
        return "·" in self.prepared.text[start:end] or self.has_surname(start, end)
