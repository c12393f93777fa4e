"""Letters, submissions, statements: 就长者医疗券提交的意见书 / …本会促请政府… / 某某商会谨启."""

from __future__ import annotations

import re

from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.forms.outlines import listed, outlines
from jianyan.extraction.forms.signers import cosigners, issuers, plain_names, signer
from jianyan.extraction.measures.levels import place
from jianyan.extraction.names.posts import posts
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import LineKind
from jianyan.model import Basis

_TITLE = r"<letter>(?:\([^()]{1,30}\))*$"
_WHOSE = re.compile(r" ?: ?(?P<title>[^:\n]{4,60})$", re.MULTILINE)
_SALUTATION = r"<salutation>"
_FOOT = 4  # lines, in which a note on the author stands
_HEAD = 8  # lines, in which a data line, or who says all that follows, stands
_LONGEST_SAYING = 12  # code points
_ASKS = r"<firstPerson><firstPersonAdverb>*<urge>"


def letter(content: Content, told: list[Voice]) -> list[Voice] | None:
    """All of it is in the words of who signs it, where the text, read as running text, has ``told`` of no
    statement and somebody asks in their own words."""
    by_one = _speech, _authored, _by_author, _noted
    if spoken := next(filter(None, (one(content) for one in by_one)), None) or _passed_on(content, told):
        return [spoken]
    own_words = (_is_letter(content) or _is_own_statement(content) or _is_paper(content, told)) and not any(
        voice.person and place(content.page, voice) for voice in told
    )
    if not own_words and (not _asks(content) or any(voice.title or place(content.page, voice) for voice in told)):
        return None
    persons = [] if _is_own_statement(content) else [voice for voice in told if voice.person]
    author = next(iter(persons), None)
    found = persons if author else [_signed(content)]
    voice = author or found[0]
    voice.structured, voice.rule = True, "letter"
    first = next((i for i, line in enumerate(content.lines) if line.kind is LineKind.PARAGRAPH), 0)
    lines = listed(content) or content.lines[first:]  # above stand letterhead and addressee
    voice.passages = [direct(line) for line in lines]
    return found


def _speech(content: Content) -> Voice | None:
    """立法会议员张某某就“…”发言: what the title says somebody spoke, whom the text below calls 我 and never by name."""
    page = content.page
    if not page.fields.title_range or not page.lexicon.pattern("<gaveSpeech>").search(page.title):
        return None
    start, end = page.fields.title_range
    named = page.people.named.within(start, end)
    known = page.people.who(named[0]) if len(named) == 1 else None
    if known is None or known.press or known.name in page.text[end:].replace(" ", ""):
        return None
    if not page.lexicon.pattern("<firstPerson>").search(page.text, end):
        return None
    voice = Voice((named[0].start, named[0].end), known, basis=Basis.BYLINE, structured=True, rule="letter")
    voice.passages = [direct(line) for line in content.lines if line.kind is LineKind.PARAGRAPH and line.start >= end]
    return voice


def _authored(content: Content) -> Voice | None:
    """市政协委员张某某:加快发展氢能产业: the title says whose view it is, and the text below never names them."""
    page = content.page
    m = _WHOSE.search(page.text, *page.fields.title_range) if page.fields.title_range else None
    before = page.people.named.within(page.fields.title_range[0], m.start()) if m and page.fields.title_range else []
    known = page.people.who(before[-1]) if before else None
    if m is None or known is None or before[-1].end < m.start() or known.press or not known.posts:
        return None
    below = page.text[m.end() :].replace(" ", "")
    if known.name in below or not page.lexicon.pattern("<firstPerson>|<advice>|<urgeInside>").search(below):
        return None
    voice = Voice((before[-1].start, before[-1].end), known, basis=Basis.BYLINE, structured=True, rule="letter")
    voice.title = m.span("title")
    voice.passages = [direct(line) for line in content.lines if line.start >= m.end()]
    return voice


def _by_author(content: Content) -> Voice | None:
    """作者:某某商会会长 某某: a column whose data line names its author with a post. Nothing below says who speaks."""
    page = content.page
    label = page.lexicon.pattern(r"[(\[]?<writerLabel> ?:")
    if foot := _at_foot(content, label):
        return foot
    for line in page.lines[:_HEAD]:
        named = page.people.named.introduced(line.start, line.end) if label.match(page.text, line.start) else []
        known = page.people.who(named[0]) if len(named) == 1 else None
        if known is None or known.press or not known.posts or known.name in page.text[line.end :].replace(" ", ""):
            continue
        voice = Voice((named[0].start, named[0].end), known, basis=Basis.BYLINE, structured=True, rule="letter")
        voice.passages = [direct(below) for below in content.lines if below.start >= line.end]
        return voice
    return None


def _at_foot(content: Content, label: re.Pattern[str]) -> Voice | None:
    """(作者:某某某,系某某市委会委员) at the foot of a text that names nobody else: whose it is."""
    page = content.page
    others = [known for known in page.people.known.values() if not known.press]
    if len(others) != 1 or not others[0].posts:
        return None
    for line in page.lines[-_FOOT:]:
        named = page.people.named.introduced(line.start, line.end) if label.match(page.text, line.start) else []
        below = any(other.kind is LineKind.PARAGRAPH for other in content.lines if other.start > line.end)
        if named and not below and page.people.who(named[0]) is others[0] and page.text.count(named[0].name) == 1:
            evidence = named[0].start, named[0].end
            voice = Voice(evidence, others[0], basis=Basis.BYLINE, structured=True, rule="letter")
            voice.passages = [direct(above) for above in content.lines if above.end < line.start]
            return voice
    return None


def _noted(content: Content) -> Voice | None:
    """□ 某某某 under a title and (作者系某某市政协委员) at the foot: whose column it is, and their posts."""
    page = content.page
    note = page.lexicon.pattern(r"[(\[]<authorNote> ?(?P<posts>[^()\[\]]{4,60}?)。?[)\]]?$")
    foot = next((m for line in content.lines[-_FOOT:] if (m := note.match(page.text, line.start, line.end))), None)
    mark = page.lexicon.pattern("(?:<authorMark>)? ?")
    for line in content.lines[:_HEAD] if foot else ():
        marked = mark.match(page.text, line.start, line.end)
        name = (marked.end() if marked else line.start, line.end)
        if foot and plain_names(page, *name) == [name]:
            held = posts(page.people, *foot.span("posts"))
            known = page.people.register(*name, held)
            voice = Voice(name, known, basis=Basis.BYLINE, structured=True, rule="letter")
            voice.passages = [direct(other) for other in content.lines if line.end < other.start < foot.start()]
            return voice if held else None
    return None


def _passed_on(content: Content, told: list[Voice]) -> Voice | None:
    """某党某市委会会员、某公司工程师某某反映: — a line that only names whose words all the lines below it are."""
    page = content.page
    says = page.lexicon.pattern(r"(?:<politeTitle>)?(?:<passesOn>):$")
    for i, line in enumerate(content.lines[:_HEAD]):
        m = says.search(page.text, max(line.start, line.end - _LONGEST_SAYING), line.end)
        if not m or "。" in page.of(line):
            continue
        voice = _named_before(content, line.start, m.start())
        if voice is None or any(other.person and other.person is not voice.person for other in told):
            return None
        voice.passages = [direct(below) for below in content.lines[i + 1 :]]
        return voice
    return None


def _named_before(content: Content, start: int, end: int) -> Voice | None:
    """The voice of the person, else of the body, whose name ends at ``end``."""
    page = content.page
    named = [n for n in page.people.named.within(start, end) if end in (n.end, n.name_end)]
    if named and not page.people.who(named[-1]).press:
        evidence = named[-1].start, named[-1].end
        return Voice(evidence, page.people.who(named[-1]), structured=True, rule="letter")
    bodies = [m for m in page.bodies.within(start, end) if m.span.end == end]
    if not bodies:
        return None
    longest = min(bodies, key=lambda m: m.span.start)
    evidence = longest.span.start, longest.span.end
    return Voice(evidence, issuers=[longest.body], basis=Basis.ISSUER, structured=True, rule="letter")


def _is_letter(content: Content) -> bool:
    """Whether it has a letter's salutation, and asks."""
    page = content.page
    salutes = any(page.lexicon.pattern(_SALUTATION).match(page.of(line)) for line in content.lines)
    return salutes and page.lexicon.pattern(_ASKS).search(page.text) is not None


def _is_own_statement(content: Content) -> bool:
    """某某联盟对施政报告的回应: whether the title names whose statement it is, and a body speaks of itself below."""
    page = content.page
    title = page.lexicon.pattern(r"(?:<letter>|<response>)(?:\([^()]{1,30}\))*$").search(page.title)
    return bool(title and page.fields.issuer and page.lexicon.pattern("<firstPerson>").search(page.text))


def _is_paper(content: Content, told: list[Voice]) -> bool:
    """苏州民进:关于擦亮苏绣名片的几点思考: whether the title is a paper's, and the text tells of nobody who says it."""
    paper = content.page.lexicon.pattern(r"关于[^。]{4,60}?的?<titleCount>?(?:<proposal>|<advice>)$")
    return paper.search(content.page.title) is not None and not any(voice.person or voice.issuers for voice in told)


def _asks(content: Content) -> bool:
    page = content.page
    by_title = page.lexicon.pattern(_TITLE).search(page.title) is not None
    return (
        by_title
        or outlines(content)
        or _gives_advice(content)
        or page.lexicon.pattern(_ASKS).search(page.text) is not None
    )


def _gives_advice(content: Content) -> bool:
    """Whether a section of its own gives advice (三、建议如下)."""
    page = content.page
    heading = page.lexicon.pattern("<adviceSection>")
    return any(line.mark and line.end - line.start <= 16 and heading.search(page.of(line)) for line in content.lines)


def _signed(content: Content) -> Voice:
    """The voice of the body that issued the letter, else of who signed it, else nobody's."""
    page = content.page
    if together := cosigners(page):
        return Voice(content.opening, issuers=together, basis=Basis.ISSUER)
    if told := issuers(page, content.lines):
        return Voice(content.opening, issuers=told, basis=Basis.ISSUER)
    if signed := signer(page, content.lines):
        return Voice(signed[1], signed[0], basis=Basis.BYLINE)
    return Voice(content.opening, basis=Basis.ISSUER)
