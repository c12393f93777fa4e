"""Replies: 某某委员: 您提出的《关于…的提案》收悉。…我局将会同省农业农村厅编制…"""

from __future__ import annotations

import re

from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.forms.signers import listed, plain_names
from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis, Body, Span

_SALUTATION = rf"^(?:尊敬的 ?)?(?P<who>(?:{HAN}|[·、 ()\d×*xX]){{1,60}}?)(?P<title><salutationTitle>)?:$"
_OPENS = r"<replyOpens>|现将.{2,20}答复"
_HANDLED = r"^(?:关于|对).{2,40}第? ?\d{1,6} ?号[^。]{0,16}(?:<proposal>|<advice>)的?办理[^。]{0,6}(?:情况|结果)"
_PROPOSAL = (
    r"[《“](?P<title>关于[^《》\n]{3,60}?)[》”]"
    r"|提出的?(?P<plain>关于[^《》“”,。;:\n]{3,60}?的?<proposal>)(?=[,。;]|已|收悉)"
)


def reply(content: Content) -> list[Voice] | None:
    """Whom the office answers, with the title of what they proposed; then the office, with what it will do."""
    page = content.page
    opened = next((i for i, line in enumerate(content.lines) if _opens(page, line)), None)
    if opened is None or opened >= 12 or not _is_headed(content):
        return _told_under_title(content) if opened is None else None
    proposers, title = _salutation(page, content.lines[: opened + 1])
    if proposers:
        proposers[0].title = title
    issuers = list(page.fields.issuers)
    office = Voice(content.opening, issuers=issuers, basis=Basis.ISSUER, structured=True, rule="reply")
    office.passages = _answer(content.lines, opened)
    return [*proposers, office]


def _told_under_title(content: Content) -> list[Voice] | None:
    """关于市政协某次会议第345号提案办理落实情况: what an office tells of a numbered paper, addressing
    nobody."""
    page = content.page
    if not page.fields.title_range or not page.lexicon.pattern(_HANDLED).search(page.title):
        return None
    issuers = list(page.fields.issuers) or [body for body in (page.fields.publisher,) if body]
    office = Voice(content.opening, issuers=issuers, basis=Basis.ISSUER, structured=True, rule="reply")
    office.passages = [direct(line) for line in content.lines if line.kind is LineKind.PARAGRAPH]
    return [office]


def _opens(page: Page, line: Line) -> bool:
    """Whether the line says that the answer follows (现答复如下)."""
    return page.lexicon.pattern(_OPENS).search(page.of(line)) is not None


def _is_headed(content: Content) -> bool:
    """Whether the title, or a short line below it, is a reply's (对省政协第0423号提案的答复); or, without a title,
    the text begins with whom it answers (王某某等2名代表:)."""
    page = content.page
    first = content.lines[0]
    salutes = page.lexicon.pattern(_SALUTATION).match(page.of(first))
    if page.fields.title is None and salutes and (salutes["title"] or page.people.named.within(first.start, first.end)):
        return True
    titles = [page.of(line) for line in page.lines if line.start in page.fields.title_lines]
    heads = [page.title, *titles, *(page.of(line) for line in content.lines[:4] if line.kind is LineKind.SHORT)]
    return any(page.lexicon.pattern("<reply>").search(head) for head in heads)


def _salutation(page: Page, lines: list[Line]) -> tuple[list[Voice], Range | None]:
    """Whom the lines before the answer address, and the title of what they proposed."""
    proposers: list[Voice] = []
    title: Range | None = None
    pattern = page.lexicon.pattern(_PROPOSAL)
    for line in lines:
        salutation = page.lexicon.pattern(_SALUTATION).match(page.of(line)) if not proposers else None
        if salutation:
            proposers = _addressed(page, line, salutation)
        elif title is None and proposers and (proposal := pattern.search(page.text, line.start, line.end)):
            title = proposal.span("title" if proposal["title"] else "plain")
    return proposers, title


def _addressed(page: Page, line: Line, salutation: re.Match[str]) -> list[Voice]:
    """尊敬的某某委员: names persons; 民建某某市委会: names a body."""
    end = line.start + salutation.end("who")
    if not salutation["title"]:
        found = listed(page, line.start + salutation.start("who"), end)
        if any(voice.person for voice in found):
            for voice in found:
                voice.rule = "reply proposer"
            return found
        bodies = [body for voice in found for body in voice.issuers]
        return [Voice((line.start, end), issuers=bodies, rule="reply proposer")] if bodies else []
    found = []
    for start, stop in plain_names(page, line.start + salutation.start("who"), end):
        evidence = (start, line.end - 1)
        seat = page.people.seat(_seated_in(page), salutation["title"].lstrip("等"), Span(*evidence))
        found.append(Voice(evidence, page.people.register(start, stop, seat), rule="reply proposer"))
    return found


def _seated_in(page: Page) -> Body | None:
    """The CPPCC or congress whose member a reply is addressed to: the first the text names."""
    seats = [m for m in page.bodies.mentions if m.body.kind in ("cppcc", "peoplesCongress")]
    return min(seats, key=lambda m: m.span.start).body if seats else None


def _answer(lines: list[Line], opened: int) -> list[Passage]:
    """The lines of the answer; above the first list mark, where the text has such marks, only what urges or is done
    counts."""
    marked = any(line.mark == 1 for line in lines)
    behind = lines[opened + 1 :]
    first = next((i for i, line in enumerate(behind) if line.mark in (1, 2, 3) or not marked), len(behind))
    above = [Passage(line.start, line.end, How.STRICT) for line in behind[:first]]
    return [*above, *map(direct, behind[first:])]
