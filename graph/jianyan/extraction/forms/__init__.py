"""The forms in which texts report who proposes what, each a small rule with its example.

A form is a function that gets the lines of a text and gives its voices, or None where the text is
not of that form. They are asked in this order, and the first that answers is right:

    reply              某某委员: 您提出的《关于…的提案》收悉。  the proposer's title; the office's measures
    answered           以下是某议员的提问和某局长的答复:         whose answer it is
    labelled_proposal  案由:关于…的建议 / 第一提案者:某某(…)    the proposer's, in its own words
    interview          主持人:… / 某某:…                         of who answers, not of who asks
    labelled_speeches  发言单位:某会 / 发言人:某某, a speech     the speaker's, again and again
    signed_speech      a title, one byline and a speech         the speaker's
    excerpts           titles, bylines and captions, speeches   each the speaker's
    issued             某某市…行动方案, 政府工作报告            the issuing body's
    titled_proposal    关于…的提案, and nothing says whose      the signer's, or nobody's
    running_text       某某委员代表某会建议,…                   told by a reporter
    letter             …意见书, and nobody is told to speak      the signer's

A new form is a module of its own here, and a line in the table.
"""

from __future__ import annotations

from collections.abc import Callable

from jianyan.extraction.forms.column import column
from jianyan.extraction.forms.content import Content, content
from jianyan.extraction.forms.excerpts import excerpts, signed_speech
from jianyan.extraction.forms.interview import interview
from jianyan.extraction.forms.issued import issued
from jianyan.extraction.forms.labelled_speeches import labelled_speeches
from jianyan.extraction.forms.letter import letter
from jianyan.extraction.forms.proposal import labelled_proposal, titled_proposal
from jianyan.extraction.forms.questions import answered
from jianyan.extraction.forms.reply import reply
from jianyan.extraction.forms.running_text import running_text
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice

__all__ = ["FORMS", "voices"]

Form = Callable[[Content], list[Voice] | None]

FORMS: tuple[Form, ...] = (
    reply,
    answered,
    labelled_proposal,
    interview,
    labelled_speeches,
    signed_speech,
    excerpts,
    issued,
    titled_proposal,
)


def voices(page: Page) -> list[Voice]:
    """Who speaks in the text and which passages are theirs."""
    lines = content(page)
    for form in FORMS:
        if (found := form(lines)) is not None:
            return found
    told = running_text(lines)
    return column(lines, told) or letter(lines, told) or told
