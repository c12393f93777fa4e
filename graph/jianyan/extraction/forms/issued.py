"""Documents that a body issues: 某某市人民政府关于…的意见, 某某市…行动方案, 政府工作报告."""

from __future__ import annotations

from dataclasses import replace

from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.forms.signers import cosigners
from jianyan.extraction.names.people import Known
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.model import Basis, Body

_TITLE = r"<issued>(?:\([^()]{1,30}\))*\s*(?:$|\s)"
_SEEKS = r"<seeksViews><Han>{0,8}$"
_JOINTLY = r"(?:联合)?<issuing>(?:[本了]|如下)"
_REPORTS_FOR = r"我代表(?P<who>[^,。]{2,30}?),?向大会<reporting>"


def issued(content: Content) -> list[Voice] | None:
    """All from the first 一、 on (of what is no report, else from the first (一) or 第一条) is the issuing body's, or
    that of the person who gives the report for it."""
    page = content.page
    titled = page.fields.title and page.lexicon.pattern(_TITLE).search(page.title)
    if titled and page.lexicon.pattern(_SEEKS).search(page.title, 0, titled.start()):
        titled = None  # 政府工作报告征求委员|意见
    report = is_work_report(page)
    if not report and not (titled and (page.fields.issuer or page.fields.publisher)):
        return None
    voice = Voice(content.opening, issuers=_issuers(content), basis=Basis.ISSUER, structured=True, rule="issued")
    top = min((line.mark for line in content.lines if line.mark), default=0)
    begins = (i for i, line in enumerate(content.lines) if line.mark == top and (top == 1 or not report))
    first = next(begins, 0) if top in (1, 2) else 0
    voice.passages = [direct(line) for line in content.lines[first:]]
    if report:
        _name_reporter(content, voice)
    return [voice]


def is_work_report(page: Page) -> bool:
    """Whether the text is a work report, not one about it (委员热议政府工作报告)."""
    return "工作报告" in page.title and not page.lexicon.pattern("<aboutReport>").search(page.title)


def _name_reporter(content: Content, voice: Voice) -> None:
    """——在某市人民代表大会上 / 市长 某某 / 现在,我代表市人民政府,向大会报告工作"""
    page = content.page
    for line in content.lines[:8]:
        if line.kind is LineKind.PARAGRAPH and line.end - line.start > 60:
            return
        named = [n for n in page.people.named.introduced(line.start, line.end) if not page.people.who(n).press]
        if named and named[0].start <= line.start + 2:
            voice.person, voice.evidence = page.people.who(named[0]), (named[0].start, named[0].end)
            voice.basis, voice.issuers = Basis.BYLINE, []
            voice.behalf(_reported_for(content, voice.person))
            return


def _reported_for(content: Content, reporter: Known) -> list[Body]:
    """我代表|市人民政府|,向大会报告工作; it is also whose post the reporter holds, where nothing else is said."""
    page = content.page
    pattern = page.lexicon.pattern(_REPORTS_FOR)
    said = next((m for line in content.lines[:14] if (m := pattern.search(page.text, line.start, line.end))), None)
    bodies = [mention.body for mention in page.bodies.within(*said.span("who"))] if said else []
    if bodies and reporter.posts and reporter.posts[0].body is None:
        reporter.posts[0] = replace(reporter.posts[0], body=bodies[0])
    return bodies


def _issuers(content: Content) -> list[Body]:
    """Who issued it: those who 联合制定本方案, those who sign together, else the title's body, else the publisher."""
    page = content.page
    for line in content.lines[:8]:
        if jointly := _joint_issuers(page, line):
            return jointly
    if together := cosigners(page):
        return together
    if page.fields.issuers:
        return list(page.fields.issuers)
    return [page.fields.publisher] if page.fields.publisher else []


def _joint_issuers(page: Page, line: Line) -> list[Body]:
    """省发改委、省科技厅|联合制定本方案: the bodies right before it, in order."""
    m = page.lexicon.pattern(_JOINTLY).search(page.text, line.start, line.end)
    if not m:
        return []
    run: list[Body] = []
    at = m.start()
    for mention in sorted(page.bodies.within(line.start, m.start()), key=lambda b: -b.span.end):
        if 0 <= at - mention.span.end <= 1:
            run.insert(0, mention.body)
            at = mention.span.start
    return run
