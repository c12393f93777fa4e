"""Interviews and scripts of broadcasts: labels say whose words follow, and one of them is who asks.

主持人: 您怎么看?                          who asks or narrates: nobody's proposals
[亓某某] 我希望…                           a name in brackets, or before a colon
莘某某(电话连线): / 对,试了。…              a label on a line of its own, above the words
[采访]某某局副局长 缪某某: / …             behind a mark of the programme, with posts
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from jianyan.extraction.forms.content import Content
from jianyan.extraction.forms.running_text import running_text
from jianyan.extraction.names.people import Known
from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.names.posts import posts
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import Line
from jianyan.extraction.text.sentences import Range

_LABEL = re.compile(
    rf"\[(?P<inside>(?:{HAN}|[· ]){{2,16}})\](?! ?:)(?=.*[,。?!])(?![^:。,?!]{{2,60}}:) ?"
    rf"|\[{HAN}{{2,6}}\] ?(?P<shown>{HAN}(?:{HAN}|[·、 -]){{3,58}})$"
    rf"|(?:\[{HAN}{{2,6}}\] ?)?(?P<who>{HAN}(?:{HAN}|[·、 ()-]){{1,58}}?)(?: ?\({HAN}{{2,12}}\))? ?: ?"
)
_REACH = 72  # code points: no label is longer
_POSTS_NAME = re.compile(rf"(?P<posts>.+{HAN}) {{1,4}}(?P<name>{HAN}{{2,4}}|(?:{HAN}|·){{4,14}})")
_NAME_POSTS = re.compile(rf"(?P<name>{HAN}{{2,4}}|(?:{HAN}|·){{4,14}}) {{1,4}}(?P<posts>{HAN}.+)")
_ASKED = 2  # so often somebody asks, or narrates, in an interview
_AGAIN = 2  # so often stands a label that nothing but its place makes a name


@dataclass(frozen=True, slots=True)
class _Label:
    known: Known | None  # None: who asks or narrates
    evidence: Range
    begin: int  # of the words on its line


def interview(content: Content) -> list[Voice] | None:
    """The voices of those who answer, and what those who ask or narrate tell of others."""
    labels = _Labels(content).all()
    found = [label for label in labels if label]
    asked = sum(label.known is None for label in found)
    if asked < _ASKED or asked == len(found):
        return None  # 主持人:某某 stands once, among the fields of minutes
    voices = running_text(Content(content.page, _narrated(content, labels)))
    speaking: Voice | None = None
    for line, label in zip(content.lines, labels, strict=True):
        if label:
            speaking = _voice(voices, label) if label.known else None
        begin = label.begin if label else line.start
        if speaking and begin < line.end:
            speaking.passages.append(Passage(begin, line.end, How.DIRECT))
    return voices


def _narrated(content: Content, labels: list[_Label | None]) -> list[Line]:
    """The lines before the first label, and those of who asks or narrates, without the labels: they may report what
    somebody said."""
    found: list[Line] = []
    narrates = True
    for line, label in zip(content.lines, labels, strict=True):
        narrates = label.known is None if label else narrates
        begin = label.begin if label else line.start
        if narrates and begin < line.end:
            found.append(replace(line, start=begin))
    return found


def _voice(voices: list[Voice], label: _Label) -> Voice:
    """The voice that a person has already, or a new one."""
    voice = next((voice for voice in voices if voice.person is label.known), None)
    if voice is None:
        voice = Voice(label.evidence, label.known, rule="label")
        voices.append(voice)
    return voice


class _Labels:
    """Reads the labels of the lines: each is somebody known, somebody whom it makes known, or who asks."""

    def __init__(self, content: Content) -> None:
        self.content, self.page, self.lines = content, content.page, content.lines
        self.hosts: set[str] = set()  # whom a label with 主持人 names

    def all(self) -> list[_Label | None]:
        where = [self._where(line) for line in self.lines]
        text, asks = self.page.text, self.page.lexicon.forms["asksLabel"]
        if not any(at and asks.at(text, at[0]) for at in where):
            return [None] * len(where)
        often = Counter(text[at[0] : at[1]] for at in where if at)
        labels = [at and self._read(*at, often) for at in where]
        captions = zip(self.lines, labels, self.content.speakers, strict=True)
        return [
            label or (_Label(speaker.known, (line.start, line.end), line.end) if speaker else None)
            for line, label, speaker in captions
        ]

    def _where(self, line: Line) -> tuple[int, int, int] | None:
        """Where the label of a line stands, and where its words begin."""
        m = _LABEL.match(self.page.text, line.start, min(line.end, line.start + _REACH))
        if not m:
            return None
        start, end = next(m.span(group) for group in ("inside", "shown", "who") if m[group])
        return start, end, m.end()

    def _read(self, start: int, end: int, begin: int, often: Counter[str]) -> _Label | None:
        page, text = self.page, self.page.text
        if asks := page.lexicon.forms["asksLabel"].at(text, start, end):
            if name := text[start + asks : end].strip():
                self.hosts.add(name)
            return _Label(None, (start, end), begin)
        if text[start:end] in self.hosts:
            return _Label(None, (start, end), begin)
        known = self._known(start, end, often)
        return _Label(None if known.press else known, (start, end), begin) if known else None

    def _known(self, start: int, end: int, often: Counter[str]) -> Known | None:
        people, text = self.page.people, self.page.text
        m = _POSTS_NAME.fullmatch(text, start, end)  # 全国人大代表 某某药业董事长 柯某某
        held = posts(people, *m.span("posts")) if m else None
        if m and (held or people.lexicon.post_words.ending(text, *m.span("posts"))):
            return people.register(*m.span("name"), held, start=start, end=end)
        m = _NAME_POSTS.fullmatch(text, start, end)
        if m and (held := posts(people, *m.span("posts"))) and people.names.well_formed(*m.span("name")):
            return people.register(*m.span("name"), held, start=start, end=end)
        last = next(reversed(people.named.introduced(start, end)), None)
        if last and last.end >= end and (last.start == start or last.name_start == start):
            return people.who(last)
        alone = often[text[start:end]] >= _AGAIN and people.names.well_formed(start, end)
        return people.register(start, end) if alone and not people.names.is_word(start, end) else None
