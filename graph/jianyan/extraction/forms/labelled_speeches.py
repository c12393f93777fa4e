"""Speeches each under fields of its own, as the offices of meetings print them one below another.

发言题目:关于加快发展氢能产业的建议               in any order, one of title and body at least
发言单位:民建某某市委会
发言人:张某某
氢能产业是…。建议:…                              the speech, up to the next fields
"""

from __future__ import annotations

from itertools import groupby

from jianyan.extraction.fields.issuers import listed
from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import LineKind
from jianyan.model import Basis, Body

_FIELD = r"(?:(?P<title><speechTitleField>)|(?P<body><speechBodyField>)|<speakerLabel>) ?: ?"


def labelled_speeches(content: Content) -> list[Voice] | None:
    """The speeches in their order, each whose its fields say."""
    page = content.page
    field = page.lexicon.pattern(_FIELD)
    fields = [field.match(page.text, line.start, line.end) is not None for line in content.lines]
    voices: list[Voice] = []
    for is_field, group in groupby(range(len(fields)), fields.__getitem__):
        block = list(group)
        if is_field and (voice := _voice(content, block[0], block[-1] + 1)):
            voices.append(voice)
        elif voices:
            lines = (content.lines[i] for i in block)
            voices[-1].passages += [direct(line) for line in lines if line.kind is not LineKind.LABEL]
    return voices or None


def _voice(content: Content, begin: int, end: int) -> Voice | None:
    """Whose speech the fields in the lines ``begin``..``end`` open; None if they do not tell."""
    page = content.page
    field = page.lexicon.pattern(_FIELD)
    voice = Voice((0, 0), basis=Basis.BYLINE, rule="byline", structured=True)
    bodies: list[Body] = []
    for line, speaker in zip(content.lines[begin:end], content.speakers[begin:end], strict=True):
        m = field.match(page.text, line.start, line.end)
        if m and m["title"]:
            voice.title = (m.end(), line.end)
        elif m and m["body"]:
            bodies += listed(page.bodies, m.end(), line.end)
            voice.evidence = voice.evidence if voice.person else (line.start, line.end)
        elif speaker:
            voice.person, voice.evidence = speaker.known, (line.start, line.end)
            bodies += speaker.behalf
    if not (voice.title or bodies) or not (voice.person or bodies):
        return None
    if voice.person:
        voice.behalf(bodies)
    else:
        voice.issuers = bodies
    return voice
