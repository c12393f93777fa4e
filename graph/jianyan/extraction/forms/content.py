"""The lines that a form reads, and which of them say who speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from jianyan.extraction.forms.signers import plain_names
from jianyan.extraction.forms.speaker_lines import SpeakerLine, speaker_line
from jianyan.extraction.forms.writers import writer
from jianyan.extraction.names.finding import find_again
from jianyan.extraction.names.person_names import is_han
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.subjects import Subject
from jianyan.extraction.speakers.voices import How, Passage
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.extraction.text.sentences import Range


@dataclass(frozen=True)
class Content:
    page: Page
    lines: list[Line]

    @property
    def opening(self) -> Range:
        """Where the first line stands, of a text that is nothing but a title the title: the evidence of a text that is
        one voice's as a whole."""
        return (self.lines[0].start, self.lines[0].end) if self.lines else self.page.fields.title_range or (0, 0)

    @cached_property
    def speakers(self) -> list[SpeakerLine | None]:
        """What each line says if it is a caption or a byline. Asked twice, since captions make more persons
        known; from then on their names are found in the whole text."""
        first = [speaker_line(self.page, line) for line in self.lines]
        find_again(self.page.people)
        found = [speaker or speaker_line(self.page, line) for speaker, line in zip(first, self.lines, strict=True)]
        return [None if i in self._present else speaker for i, speaker in enumerate(found)]

    @cached_property
    def writer(self) -> Subject | None:
        """Who wrote the column that the text is; looked for once, since whom it names is made known then."""
        return writer(self.page)

    @cached_property
    def _present(self) -> set[int]:
        """The lines below 出席者: that say who is there, which does not say who speaks."""
        label = self.page.lexicon.pattern(r"<attends>[^,。:]{0,6} ?:")
        found: set[int] = set()
        below = False
        for i, line in enumerate(self.lines):
            named = below and line.kind is LineKind.SHORT
            if label.match(self.page.text, line.start, line.end):
                below = True
                found.add(i)
            elif named:
                found.add(i)
            else:
                below = False
        return found


def content(page: Page) -> Content:
    """The lines of the text, two made one where the first is a name and the second its posts."""
    joined: list[Line] = []
    waiting: Line | None = None  # a name whose posts may follow
    for line in page.content():
        if waiting and _is_posts(page, line):
            joined[-1] = replace(waiting, end=line.end)
            waiting = None
            continue
        joined.append(line)
        waiting = line if _is_name(page, line) else None
    return Content(page, joined)


def direct(line: Line) -> Passage:
    """The whole line, in the words of who speaks."""
    return Passage(line.start, line.end, How.DIRECT)


def _is_name(page: Page, line: Line) -> bool:
    start, end = line.start, line.end
    if line.kind is not LineKind.SHORT or end - start > 14:
        return False
    if plain_names(page, start, end) == [(start, end)]:
        return True
    return 2 <= end - start <= 3 and not page.people.names.is_word(start, end) and is_han(page.text, start, end)


def _is_posts(page: Page, line: Line) -> bool:
    bracketed = page.text[line.start] == "(" and page.text[line.end - 1] == ")"
    ends_with_post = page.lexicon.post_words.ending(page.text, line.start, line.end - bracketed)
    acts = page.lexicon.verbs["action"].at(page.text, line.start, line.end)
    return line.kind is LineKind.SHORT and ends_with_post > 0 and not acts
