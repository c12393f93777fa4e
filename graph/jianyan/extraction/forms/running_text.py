"""Running text: paragraphs told by a reporter, and the lines between them that name who speaks."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.forms.headed_lines import (
    Head,
    answer,
    head,
    interviewee,
    motion,
    moved,
    opens_speech,
    title_of,
    turn,
)
from jianyan.extraction.forms.outlines import names_action, outlines
from jianyan.extraction.forms.signers import cosigners, issuers, signer
from jianyan.extraction.forms.third_person import tell
from jianyan.extraction.forms.turns import in_turn, listed_in_order
from jianyan.extraction.measures.sections import announces
from jianyan.extraction.names.people import Known
from jianyan.extraction.speakers.running import Running, Subject
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.model import Basis

_REFERS = r"(?:这|以上|上述|该)[^。;:]{0,30}(?:<advice>|事项)"  # a list of what was told before
_LONGEST_HEADING = 30
_LONGEST_TITLE = 44  # code points
_NEXT = 4  # lines
_COUNTS = r"(?:\d{1,2}|[一二三四五六七八九十几两]{1,3})(?:件|<countWord>|方面)[^,。;:]{0,12}。?$"


def running_text(content: Content) -> list[Voice]:
    """The voices of all the lines, each with what the paragraphs and the lines under its name give it."""
    reader = _Reader(content)
    where = content.page.fields.title_range
    if where and (said := motion(content.page, where)):  # the text is one motion's
        reader.mover = said
        reader.running.voices.append(said)
    for line in content.lines:
        if line.kind is not LineKind.LABEL:
            reader.read(line)
    voices = reader.running.voices
    tell(content.page, [voice for voice in voices if voice.structured and voice.rule == "label"])
    return voices


class _Reader:
    """Reads lines in order. What goes on in the lines below is whose it was above."""

    def __init__(self, content: Content) -> None:
        self.content, self.page = content, content.page
        self.running = Running(content.page.people, content.page.cuts, content.writer)
        self.interviewee: Known | None = None
        self.mover: Voice | None = None  # of the motion whose words follow
        self.announced: Voice | None = None  # who introduced the list that goes on
        self.listed = False  # whether a line of it was read
        self.spelt_out = False  # whether the point read last is only a heading, and this line spells it out
        self.counted: Voice | None = None  # who said how many points a list has, should one follow
        self.turn: Voice | None = None  # whose turn it is, by a line that only names them
        self.numbered: tuple[int, Voice] | None = None  # the mark of the line that named who speaks, and their voice
        self.entitled: Voice | None = None  # whose speech, opened by 某某委员:title, goes on

    @cached_property
    def outlined(self) -> bool:
        """Whether the text holds a list of actions."""
        return outlines(self.content)

    @cached_property
    def in_turns(self) -> bool:
        """Whether several lines only name who speaks; a single one is whom a letter addresses."""
        return sum(turn(self.page, line) is not None for line in self.content.lines) > 1

    @cached_property
    def in_minutes(self) -> bool:
        """Whether several numbered lines name who speaks: such numbers count speakers and items (一、情况通报)."""
        return sum(bool(line.mark) and head(self.page, line) is not None for line in self.content.lines) > 1

    def read(self, line: Line) -> None:
        if found := listed_in_order(self.page, line):
            self.running.voices += found
            return
        if self._turn(line):
            return
        self._add_turns(line)
        if self._numbered(line):
            return
        if self._interview(line) or self._motion(line) or self._list(line) or self._headed(line):
            return
        if self.entitled:
            self.entitled.passages.append(direct(line))
        elif (
            line.kind is LineKind.PARAGRAPH
            or line.end - line.start > 30
            or not set("《,").isdisjoint(self.page.of(line))
        ):
            self.running.paragraph(line.start, line.end)
            if self.page.text[line.end - 1] == ":":
                self.announced = self._announcer(line)
            self.counted = self._counter(line)

    def _tells(self, line: Line) -> bool:
        """Whether a line is text that may tell who says what, no heading."""
        long = line.kind is LineKind.PARAGRAPH or line.end - line.start > _LONGEST_HEADING
        return long or not set("《,").isdisjoint(self.page.of(line))

    def _add_turns(self, line: Line) -> None:
        """张某某、李某某等委员先后发言: everybody listed is a speaker, if only by name."""
        found = in_turn(self.page, line)
        self.running.turns = list({id(voice.person): voice for voice in found}.values())
        for voice in found:
            if all(other.person is not voice.person for other in self.running.voices):
                self.running.voice(Subject(voice.person, (), voice.evidence, Basis.EXPLICIT)).rule = "in turn"

    def _turn(self, line: Line) -> bool:
        """张某某议员: — what stands in the lines below is theirs, up to the next such line."""
        found = turn(self.page, line) if self.in_turns else None
        if found:
            self.turn = self._voice(found)
            self.turn.structured, self.announced, self.entitled, self.mover = True, None, None, None
            return True
        if (speaks := head(self.page, line)) and speaks.known and opens_speech(self.page, speaks.begin):
            self.turn = self._voice(speaks)  # 张某某议员:主席,…: so does what such a line opens
            self.turn.structured, self.announced, self.entitled, self.mover = True, None, None, None
            self.turn.passages.append(Passage(speaks.begin, line.end, How.DIRECT))
            return True
        if self.turn and speaks:
            self.turn = None
        if self.turn:
            self.turn.passages.append(direct(line))
        return self.turn is not None

    def _numbered(self, line: Line) -> bool:
        """2.某某委员:…, and the points of lower marks under it."""
        above = self.numbered
        if above and line.mark > above[0]:
            above[1].passages.append(direct(line))
            return True
        self.numbered = None
        if not line.mark or self.entitled or self.mover or not self._headed(line):
            return False
        self.announced = None
        if voice := self.running.last_voice(line.start):
            self.numbered = line.mark, voice
        return True

    def _interview(self, line: Line) -> bool:
        """问:… / 答:…: the answers are those of the last person named with posts before the first of them."""
        label, begin = answer(self.page, line)
        if label:
            self.interviewee = self.interviewee or interviewee(self.page, line.start)
        if label == "答" and self.interviewee:
            voice = self._voice(Head(self.interviewee, [], (line.start, line.end), begin))
            voice.passages.append(Passage(begin, line.end, How.DIRECT))
        return label is not None

    def _motion(self, line: Line) -> bool:
        """李某某议员就“…”动议的议案: what follows is the mover's, up to the next motion."""
        said = motion(self.page, (line.start, line.end)) or moved(self.page, (line.start, line.end))
        if said:
            self.mover = said
            self.running.voices.append(said)
        elif self.mover:
            self.mover.passages.append(direct(line))
        return self.mover is not None

    def _list(self, line: Line) -> bool:
        """一、… below 我们建议如下:."""
        self.spelt_out = self._spells_out(line)
        if line.mark and not self.announced:
            self.announced = self.counted or self._unannounced(line)
        elif not line.mark and self._ends_list(line):
            self.announced = None
        self.counted, self.listed = None, self.announced is not None
        if self.announced:
            self.announced.structured, self.announced.rule = True, "list"
            self.announced.passages.append(direct(line))
        return self.announced is not None

    def _unannounced(self, line: Line) -> Voice | None:
        """Whose a list is that nobody announced but whose points name actions: whoever spoke before, else nobody's."""
        if self.entitled or not self.outlined or self.in_minutes or not names_action(self.page, line):
            return None
        return self.running.going_on() or self._authors(line)

    def _ends_list(self, line: Line) -> bool:
        """Whether a line without a list mark is no longer part of the list that is announced."""
        if self.announced and (head(self.page, line) or self._says_anew(line)):
            return True
        if self.listed and self.spelt_out:
            return False
        return (self.listed or line.kind is not LineKind.PARAGRAPH) and not self._more_marks(line)

    def _says_anew(self, line: Line) -> bool:
        """Whether a paragraph below a list opens with somebody who says something (某某表示,…)."""
        if not self.listed or line.kind is not LineKind.PARAGRAPH:
            return False
        first = next(iter(self.page.cuts.sentences(line.start, line.end)), None)
        return first is not None and self.running.says_anew(*first)

    def _spells_out(self, line: Line) -> bool:
        """17.加强政策扶持。 / 加大资金投入。…: a point that is only a heading, and the paragraphs that spell it out."""
        if line.mark:
            return line.end - line.start <= _LONGEST_HEADING
        return self.spelt_out and line.kind is LineKind.PARAGRAPH and names_action(self.page, line)

    def _more_marks(self, line: Line) -> bool:
        """Whether one of the next lines opens another point of the list that is announced."""
        i = bisect_right(self.content.lines, line.start, key=lambda other: other.start)
        return any(other.mark for other in self.content.lines[i : i + _NEXT])

    def _headed(self, line: Line) -> bool:
        """某某委员:加快发展氢能产业 (a title, if short and open), or 某某委员:建议…."""
        found = head(self.page, line)
        if found is None:
            return False
        self.entitled = None
        if self.running.opens_told(found.begin, line.end):
            subject = Subject(found.known, tuple(found.bodies), found.evidence, Basis.EXPLICIT)
            self.running.told(subject, found.begin, line.end)
            return True
        voice = self._voice(found)
        quoted = title_of(self.page, line, found.begin)
        if quoted:
            voice.title = quoted
        elif self._is_title(line, found.begin) and not voice.title and not voice.passages:
            voice.title, voice.structured, self.entitled = (found.begin, line.end), True, voice
        else:
            voice.passages.append(Passage(found.begin, line.end, How.DIRECT))
        return True

    def _is_title(self, line: Line, begin: int) -> bool:
        text = self.page.text
        ends = text[line.end - 1] in "。!?;" or (text[line.end - 1] == "”" and text[line.end - 2] in "。!?;")
        return not ends and line.end - begin <= _LONGEST_TITLE

    def _voice(self, found: Head) -> Voice:
        """The voice that a person has already, or a new one."""
        if found.known is None:
            voice = Voice(found.evidence, issuers=found.bodies, rule="label")
            self.running.voices.append(voice)
            return voice
        for voice in self.running.voices:
            if voice.person is found.known:
                voice.behalf(found.bodies)
                return voice
        voice = self.running.voice(Subject(found.known, tuple(found.bodies), found.evidence, Basis.EXPLICIT))
        voice.rule = "label"
        return voice

    def _counter(self, line: Line) -> Voice | None:
        """Who says 今年将办好10件民生实事: lines with list marks below are theirs."""
        said = self.page.lexicon.pattern(_COUNTS).search(self.page.text, line.start, line.end)
        return self.running.last_voice(line.start) if said else None

    def _announcer(self, line: Line) -> Voice | None:
        """Who says 我们建议如下: or 本会促请政府: before a list."""
        page = self.page
        if not announces(page, line.start, line.end):
            return None
        spoken = self.running.last_voice(line.start) or self.running.announcer(line.start, line.end)
        if spoken is None and page.lexicon.pattern(_REFERS).search(page.text, line.start, line.end):
            spoken = self.running.last_voice(0)
        if spoken and not spoken.person and not spoken.issuers:
            spoken = None  # 我们建议: nobody the line names, so the author
        if spoken is None and self.in_minutes:
            return None  # 现将会议情况纪要如下:
        if spoken is None and page.lexicon.pattern("<plan>").search(page.text, line.start, line.end):
            spoken = self.running.publisher()  # 新措施包括:
        return spoken or self._authors(line)

    def _authors(self, line: Line) -> Voice:
        """The one voice of whoever wrote the text."""
        voice = next((voice for voice in self.running.voices if voice.rule == "list"), None)
        if voice is None:
            voice = self._author(line)
            self.running.voices.append(voice)
        return voice

    def _author(self, line: Line) -> Voice:
        """Whose the whole text is: its issuer's, else its signer's, else nobody's."""
        evidence = line.start, line.end
        if self.running.writer:
            return self.running.voice(self.running.writer)
        if together := cosigners(self.page):
            return Voice(evidence, issuers=together, basis=Basis.ISSUER, rule="list")
        if told := issuers(self.page, self.content.lines):
            return Voice(evidence, issuers=told, basis=Basis.ISSUER, rule="list")
        signed = signer(self.page, self.page.content())
        if signed:
            return Voice(evidence, signed[0], basis=Basis.BYLINE, rule="list")
        return Voice(evidence, basis=Basis.UNKNOWN, rule="list")
