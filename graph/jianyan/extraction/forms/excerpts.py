"""Excerpts of speeches: titles, bylines and captions, and the speeches between them.

大会发言摘登
加快发展氢能产业                                  a title
——张某某代表民建省委会的发言                      a byline above the speech, or below it
氢能产业是…。建议:一是…                           the speech

张某某(省政协常委)  李某某(省政协委员)            captions: all the speakers, before all the speeches
加快发展氢能产业 / … / 完善养老服务体系 / …       speeches with a title and no byline

张某某(省政协常委) / 李某某(省政协委员)            captions beside running text, which tells what they said
…。张某某建议,加快发展氢能产业。
"""

from __future__ import annotations

from jianyan.extraction.forms.captions import attribute, captions, keynote
from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.forms.issued import is_work_report
from jianyan.extraction.forms.running_text import running_text
from jianyan.extraction.forms.speaker_lines import SpeakerLine
from jianyan.extraction.forms.third_person import tell
from jianyan.extraction.forms.turns import in_turn
from jianyan.extraction.names.people import Known
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.model import Basis

_HEAD_LINES = 4
_NEAR = 4  # code points between a name and its verb
_EXCERPTS = r"<excerptOf>(?:内容)?<excerpt>|<excerptHeading>"


def signed_speech(content: Content) -> list[Voice] | None:
    """A title, one byline under it, and a speech: all in the words of one person."""
    title, speakers = content.page.fields.title_range, content.speakers
    at = _byline_at_head(content)
    first = speakers[at] if at is not None else None
    if at is None or first is None or not (first.known.posts or first.behalf) or any(speakers[at + 1 :]):
        return None
    if first.bare and _is_told_of(content, first.known, content.lines[at].end):
        return None
    below = content.lines[at + 1 : at + 2]
    if title is None and not (below and below[0].kind is LineKind.PARAGRAPH):
        return None
    where = (content.lines[at].start, content.lines[at].end)
    voice = Voice(where, first.known, list(first.behalf), basis=Basis.BYLINE, title=title, rule="byline")
    voice.structured = True
    voice.passages = [direct(line) for line in content.lines[at + 1 :]]
    return [voice]


def _is_told_of(content: Content, known: Known, start: int) -> bool:
    """Whether the text below tells what somebody says (某某|指出,…): a name above it is a picture's caption."""
    page, sayings = content.page, content.page.sayings
    ends = (named.end for named in page.people.named.within(start, len(page.text)) if page.people.who(named) is known)
    return any((verb := sayings.verb(end, end + _NEAR)) and verb.kind == "say" for end in ends)


def _byline_at_head(content: Content) -> int | None:
    """Where the first byline stands, if nothing but short lines (the name of a column) stands before it; a work report
    names there who gives it for the government."""
    if is_work_report(content.page):
        return 0 if content.speakers and content.speakers[0] else None
    for i, speaker in enumerate(content.speakers[:_HEAD_LINES]):
        if speaker:
            return i
        if content.lines[i].kind is LineKind.PARAGRAPH:
            return None
    return None


def excerpts(content: Content) -> list[Voice] | None:
    """The speeches in their order, each its speaker's; those without a byline go to the captions' speakers."""
    group = captions(content)
    others = [i for i, speaker in enumerate(content.speakers) if speaker and i not in group]
    bylines = [i for i in others if _beside_text(content, i)]
    if not group and len(bylines) < 2 and not (bylines and (_is_headed(content) or _is_labelled(content, bylines[0]))):
        return None
    plan = _Plan(content, group, bylines)
    for i in range(plan.begin, len(content.lines)):
        plan.read(i)
    attribute(content, plan.voices, [speaker for i in sorted(group) if (speaker := content.speakers[i])])
    plan.add_others()
    if group and not any(voice.passages or voice.title for voice in plan.voices):
        return _told(content, plan.voices)
    tell(content.page, plan.voices)
    return plan.voices


def _told(content: Content, captioned: list[Voice]) -> list[Voice]:
    """The voices of running text under captions of which none has a speech of its own, with those only captioned."""
    told = running_text(content)
    heard = {id(voice.person) for voice in told}
    return told + [voice for voice in captioned if id(voice.person) not in heard]


def _is_headed(content: Content) -> bool:
    """Whether the title says that speeches are excerpted (委员发言摘登)."""
    fields = content.page.fields
    return content.page.lexicon.pattern(_EXCERPTS).search((fields.title or "") + fields.subtitle) is not None


def _is_labelled(content: Content, i: int) -> bool:
    """Whether a byline says that it is one (发言人:某某)."""
    label = content.page.lexicon.pattern(r"[(\[—]*<speakerLabel> ?:")
    above = content.lines[i + 1 : i + 2]  # the speech, where the byline is no note below one
    labelled = label.match(content.page.text, content.lines[i].start) is not None
    return labelled and bool(above) and above[0].kind is LineKind.PARAGRAPH


def _beside_text(content: Content, i: int) -> bool:
    """Whether a line that could be a speech's title, or a speech, stands beside line ``i``."""
    beside = [content.lines[j] for j in (i - 1, i + 1) if 0 <= j < len(content.lines)]
    return any(line.kind is LineKind.PARAGRAPH or (line.kind is LineKind.SHORT and not line.mark) for line in beside)


class _Plan:
    """How a text is laid out in speeches, and the voices it has given so far."""

    def __init__(self, content: Content, group: set[int], bylines: list[int]) -> None:
        self.content, self.group = content, group
        first = max(group) + 1 if group else 0
        self.below = _bylines_below(content, group)
        self.titles = _titles(content, group, bylines, first)
        self.keynote = keynote(content)
        self.label = _speech_label(content, first) if self.keynote else None
        begins = {*self.titles, *(i for i in bylines if i >= first), len(content.lines)}
        self.begin = min(begins if self.label is None else {*begins, self.label})
        self.voices: list[Voice] = []
        self.others: list[Voice] = []

    def read(self, i: int) -> None:
        """What line ``i`` opens, or whose speech it is part of."""
        line, speaker = self.content.lines[i], self.content.speakers[i]
        if i == self.label and self.keynote:
            self._open(Voice(self.keynote[1], self.keynote[0], basis=Basis.NOTE, rule="keynote"))
        elif line.kind is LineKind.LABEL:
            pass
        elif speaker and i not in self.group:
            self._byline(i, line, speaker)
        elif i in self.titles:
            self._title(line)
        elif listed := in_turn(self.content.page, line):
            self.others += listed
        elif self.voices:
            self.voices[-1].passages.append(direct(line))

    def add_others(self) -> None:
        """Those who spoke too but are only listed (此外,张某某、李某某两位委员先后发言)."""
        heard = {id(voice.person) for voice in self.voices}
        for voice in self.others:
            if id(voice.person) not in heard:
                heard.add(id(voice.person))
                voice.rule = "in turn"
                self.voices.append(voice)

    def _open(self, voice: Voice) -> None:
        voice.structured = True
        self.voices.append(voice)

    def _byline(self, i: int, line: Line, speaker: SpeakerLine) -> None:
        """A byline belongs to the title above it, or to the whole speech where bylines stand below."""
        voice = self.voices[-1] if self.voices else None
        if voice and voice.title and voice.person is None and (self.below or not voice.passages):
            voice.person, voice.basis, voice.evidence = speaker.known, Basis.BYLINE, (line.start, line.end)
            voice.behalf(list(speaker.behalf))
        elif not speaker.bare or not self.titles.isdisjoint((i - 1, i + 1)):
            evidence = (line.start, line.end)
            self._open(Voice(evidence, speaker.known, list(speaker.behalf), basis=Basis.BYLINE, rule="byline"))

    def _title(self, line: Line) -> None:
        """A title belongs to the byline above it, or opens a speech whose speaker is yet to be told."""
        voice = self.voices[-1] if self.voices else None
        if voice and voice.rule == "byline" and not voice.title and not voice.passages:
            label = self.content.page.lexicon.pattern("<titleField> ?: ?").match(
                self.content.page.text, line.start, line.end
            )
            voice.title = (label.end() if label else line.start, line.end)  # 题目:…
        else:
            self._open(Voice((line.start, line.end), title=(line.start, line.end), basis=Basis.UNKNOWN, rule="title"))


def _speech_label(content: Content, first: int) -> int | None:
    """The first line that only says 主题发言."""
    labels = ((i, content.page.of(line)) for i, line in enumerate(content.lines) if line.kind is LineKind.LABEL)
    return next((i for i, row in labels if i >= first and "发言" in row and "编者" not in row), None)


def _bylines_below(content: Content, group: set[int]) -> bool:
    """Whether each byline closes a speech: paragraphs before it, a title or nothing behind."""
    lines = content.lines
    bylines = [i for i, speaker in enumerate(content.speakers) if speaker and i not in group]
    paragraph = [line.kind is LineKind.PARAGRAPH and content.speakers[i] is None for i, line in enumerate(lines)]
    closing = [i for i in bylines if i and paragraph[i - 1] and not any(paragraph[i + 1 : i + 2])]
    return len(closing) >= 2 and closing == bylines and bylines[-1] == len(lines) - 1


def _titles(content: Content, group: set[int], bylines: list[int], first: int) -> set[int]:
    """Which short lines are titles of speeches. Beside a byline, a line is one; under captions
    alone, the last as many as there are captions (what stands before is the keynote's)."""
    lines = content.lines
    short = [i for i in range(first, len(lines) - 1) if _may_be_title(content, i)]
    if group:
        has_keynote = any(line.kind is LineKind.LABEL and "主" in content.page.of(line) for line in lines)
        return set(short[-len(group) :] if has_keynote else short)
    if _bylines_below(content, group):
        numbered = [
            i for i in range(first, len(lines) - 1) if lines[i].kind is LineKind.SHORT and not content.speakers[i]
        ]
        return {i for i in {*short, *numbered} if lines[i + 1].kind is LineKind.PARAGRAPH}
    above = {i - 1 for i in bylines}.intersection(short)
    below = {i + 1 for i in bylines}.intersection(short)
    return above if len(above) >= len(below) else below


def _may_be_title(content: Content, i: int) -> bool:
    """Whether line ``i`` is short enough, and what stands below it is no list."""
    line, below = content.lines[i], content.lines[i + 1]
    if line.mark or content.speakers[i]:
        return False
    asks = line.kind is LineKind.PARAGRAPH and line.end - line.start <= 40 and content.page.text[line.end - 1] in "?!”"
    listed = below.kind is LineKind.SHORT and below.mark and content.speakers[i + 1] is None
    return (line.kind is LineKind.SHORT or asks) and not listed
