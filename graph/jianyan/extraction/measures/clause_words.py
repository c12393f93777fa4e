"""The words that clauses are read by, fetched once for a lexicon, and what of them may stand where in a text.

Most clauses hold few of the words that are asked for. So what may begin at a place is looked up once for all
kinds (:class:`~jianyan.lexicon.Openings`), and words that may stand anywhere in a clause are marked in one pass
over the text.
"""

from __future__ import annotations

import re
from functools import cached_property

from jianyan.extraction.measures.kinds import Clause, Predicate
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Gazetteer, Lexicon, Openings, Words

_NUMBER = r"[\d.,]*\d|[〇零一二两三四五六七八九十百千万]+"
TIME = (
    r"<strives>?(?:<until>|<since>)?(?:"
    r"(?:20\d\d|二〇[〇一二三四五六七八九]{2})年"
    r"(?:[度底末初]|上半年|下半年|第[一二三四]季度?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|\d{1,2}日)?|[春秋]季(?:学期)?)?"
    r"(?:之?前|起|内|以前)?"
    r"|(?:今年|明年|年)(?:年?底|末|初|内|中|第[一二三四]季度?|首季|[上下]半年)?(?:之?前)?|\d{1,2}月底?(?:之?前|起)"
    r"|(?:每|各)[年月季周](?:度|\d{1,2}月)?|每<perUnit>|每(?:个)?(?:季度|月|学期)|每[一二两三四五六七八九十\d]{1,2}[年月]"
    rf"|(?:未来|今后)?(?:{_NUMBER})个?<timeUnit>(?:之?内|以内|之?前)"
    r"|分[一二三四五六两\d]{1,2}(?:年|个?<phase>)|“?十[三四五六]五”?<planPeriod>|<term>)"
)
_TIME_OPENS = "0123456789.,〇零一二两三四五六七八九十百千万今明年每各未分“"  # of TIME, but for words of the lexicon

LIST_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:是要?|要|、|应)"
    r"|第[一二三四五六七八九十百]{1,4}条(?: {0,4}\[[^\[\]]{2,16}\])?"
    r"|第[一二三四五六七八九十]{1,3}(?:[,、:]|是)?|(?:其[一二三四五六七八九十]|首先|其次|再次)(?:[,、:]|是)"
    r"|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)[、,.]?"
    r"|\d{1,3}[.、)](?!\d)"
    r"|[①-⑳]|[——]{1,2}|[·■●◆▲□○★※>])\s*"
)
_LIST_MARK_OPENS = "一二三四五六七八九十第其首再(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳—·■●◆▲□○★※>"
HEAD_MARKS = frozenset(" “”‘’\"'\n,:;、)")
ASPECTS = r"(?:重点)?<introduces>?(?:以下)?[一二三四五六七八九十几两\d]{1,2}个?<aspect><setsAbout>?:?"
NOTE = r"[(\[]<responsible> ?:[^()\[\]]{2,200}[)\]]"  # who is responsible for the task before
_ASPECTS_OPEN = "重以一二三四五六七八九十几两0123456789(["  # of both, but for words of the lexicon

QUOTES = "“”‘’ "

# What may begin at a place; for the kinds of words see cues.csv, verbs.csv and speaking-verbs.csv.
ACTIONS, EFFECTS, ADVERBS, PREPOSITIONS, NEGATIONS, LEADS, CASES, GROUNDS, OPPOSE, TAIL_MARK, SOON = (
    1 << n for n in range(11)
)
URGE, FIRST_PERSON, FILLER, FUTURE, ACTOR, ASPECT, QUOTE, TIMES, MARK, LISTS = (1 << n for n in range(11, 21))
TELLS_OF, LOCATIVE, DONE = 1 << 21, 1 << 22, 1 << 23
BEHIND_VERB = ACTIONS | TELLS_OF | LOCATIVE  # what shows that a verb is not the last, or none
HEAD = URGE | FIRST_PERSON | FILLER | FUTURE | ACTOR | ASPECT | MARK | LISTS | DONE  # what may stand before an action


class ClauseWords:
    """The words and patterns of ``lexicon`` that tell what a clause does."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        cues, verbs = lexicon.cues, lexicon.verbs
        self.action, self.effect, self.stative = verbs["action"], verbs["effect"], verbs["stative"]
        self.adverb, self.preposition, self.negation = cues["adverb"], cues["preposition"], cues["negation"]
        self.lead, self.tail_mark, self.soon = cues["lead"], cues["tailMark"], cues["soon"]
        self.future, self.locative = cues["future"], cues["locative"]
        self.first_person = cues["firstPerson"]
        self.oppose = lexicon.speaking["oppose"]
        self.reaches, self.object_before = cues["prepositionReaches"], cues["prepositionObject"]
        self.preposition_leads = cues["prepositionLeads"]
        self.past, self.past_inside = cues["past"], cues["pastInside"]
        self.describes, self.describes_end = cues["describes"], cues["describesEnd"]
        self.closes_list, self.courtesy = cues["closesList"], cues["courtesy"]
        self.creed = Words.of((*cues["creed"].words, *cues["creedSlogan"].words))
        # The last characters of what may trail behind a statement (等措施, 的建议).
        self.trails = {"等", *cues["listTail"].closing, *cues["adviceTail"].closing}
        self.particles = cues["finalParticle"].words
        self.time = lexicon.pattern(TIME)
        self.opens = Openings(self._kinds())

    def _kinds(self) -> list[tuple[int, Words]]:
        cues = self.lexicon.cues
        kinds = [
            (ACTIONS, self.action), (EFFECTS, self.effect), (ADVERBS, self.adverb),
            (PREPOSITIONS, self.preposition), (NEGATIONS, self.negation), (LEADS, self.lead), (OPPOSE, self.oppose),
            (TAIL_MARK, self.tail_mark), (SOON, self.soon), (FUTURE, self.future),
            (TELLS_OF, cues["predicates"]), (LOCATIVE, self.locative),
            (DONE, cues["done"]),
            (CASES, cues["conditionOpens"]), (GROUNDS, cues["ground"]), (GROUNDS, Words.of("为以")),
            (URGE, cues["urge"]), (FIRST_PERSON, cues["firstPerson"]), (FILLER, cues["filler"]),
            (ACTOR, cues["actor"]), (ASPECT, cues["introduces"]), (ASPECT, Words.of(_ASPECTS_OPEN)),
            (QUOTE, Words.of(QUOTES)), (TIMES, Words.of(_TIME_OPENS)),
            (MARK, Words.of(HEAD_MARKS)), (LISTS, Words.of(_LIST_MARK_OPENS)),
        ]  # fmt: skip
        return kinds + [(TIMES, cues[kind]) for kind in ("strives", "until", "since", "term")]

    @cached_property
    def anywhere(self) -> Gazetteer[str]:
        """The kinds that may stand anywhere in a clause, by their words."""
        cues = self.lexicon.cues
        kinds = ("question", "describes", "past", "pastInside", "figure", "following", "ledBy", "urgeInside")
        return Gazetteer.of((word, kind) for kind in kinds for word in sorted(cues[kind].words))


class Source:
    """A text that clauses are read from: where words begin that may stand anywhere in a clause (a byte of 1 for each
    such place), and what was read already."""

    def __init__(self, prepared: Prepared, lexicon: Lexicon) -> None:
        self.prepared, self.lexicon, self.text = prepared.bare(), lexicon, prepared.text
        self.words = lexicon.made(ClauseWords)
        self.opens = self.words.opens  # by the two characters at a place
        size = len(self.text)
        self.reach = self.words.past_inside.longest  # so far behind a clause, what tells of the past may end
        self.telling = bytearray(size)  # asks (是否), describes (却) or tells what is past (了)
        self.figures = bytearray(size)
        self.counts = bytearray(size)  # 以下, 如下
        self.leaders = bytearray(size)  # 由, 会同
        self.urging = bytearray(size)  # 要, 应 in the middle of a clause
        of_kind = {
            "figure": self.figures,
            "following": self.counts,
            "ledBy": self.leaders,
            "urgeInside": self.urging,
        }
        for start, _, kinds in self.words.anywhere.find_all(self.text):
            for kind in kinds:
                of_kind.get(kind, self.telling)[start] = 1
        self.clauses: dict[tuple[int, int, bool], Clause] = {}
        self.predicates: dict[tuple[int, int], Predicate] = {}


def source(prepared: Prepared, lexicon: Lexicon) -> Source:
    """The source that a text is, made when it is first asked for."""
    known: Source | None = prepared.memo.get("clauses")
    if known is None:
        known = prepared.memo["clauses"] = Source(prepared, lexicon)
    return known
