"""Letters, submissions, statements: 就长者医疗券提交的意见书 / …本会促请政府… / 某某商会谨启."""

from __future__ import annotations

from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.forms.signers import signer
from jianyan.extraction.measures.headings import heading_action
from jianyan.extraction.measures.levels import place
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.model import Basis

_TITLE = r"<letter>(?:\([^()]{1,30}\))*$"
_NOTES = r"[(\[]<responsible> ?:"  # who is to act stands behind each task
_SEVERAL = 4
_ASKS = r"<firstPerson><firstPersonAdverb>*<urge>"


def letter(content: Content, told: list[Voice]) -> list[Voice] | None:
    """All of it is in the words of who signs it, where the text, read as running text, has ``told`` of no
    statement and somebody asks in their own words."""
    if not _asks(content) or any(voice.title or place(content.page, voice) for voice in told):
        return None
    persons = [voice for voice in told if voice.person]
    author = next(iter(persons), None)
    found = persons if author else [_signed(content)]
    voice = author or found[0]
    voice.structured, voice.rule = True, "letter"
    first = next((i for i, line in enumerate(content.lines) if line.kind is LineKind.PARAGRAPH), 0)
    lines = _listed(content) or content.lines[first:]  # above stand letterhead and addressee
    voice.passages = [direct(line) for line in lines]
    return found


def _asks(content: Content) -> bool:
    page = content.page
    by_title = page.lexicon.pattern(_TITLE).search(page.title) is not None
    return by_title or _outlines(content) or _gives_advice(content) or page.lexicon.pattern(_ASKS).search(page.text) is not None


def _outlines(content: Content) -> bool:
    """Whether the text is a list of what is to be done: several lines that most name an action, each by its
    list mark or on a line of its own."""
    page = content.page
    marked = [line for line in content.lines if line.mark]
    acting = [line for line in marked if _names_action(page, line)]
    if len(acting) >= 2 and 3 * len(acting) >= len(marked):
        return True
    if len(page.lexicon.pattern(_NOTES).findall(page.text)) >= 2:
        return True
    return bool(_listed(content))


def _listed(content: Content) -> list[Line]:
    """The lines of a table or a list without marks that name an action; none where the text is no such list."""
    lines = [line for line in content.lines if line.kind is LineKind.SHORT and not line.mark]
    acting = [line for line in lines if _names_action(content.page, line)]
    paragraphs = sum(line.kind is LineKind.PARAGRAPH for line in content.lines)
    several = len(acting) >= _SEVERAL and 4 * len(acting) >= len(content.lines)
    return acting if several and paragraphs <= len(acting) else []


def _names_action(page: Page, line: Line) -> bool:
    first = next(iter(page.cuts.sentences(line.start, line.end)), None)
    return first is not None and heading_action(page, *first) is not None


def _gives_advice(content: Content) -> bool:
    """Whether a section of its own gives advice (三、建议如下)."""
    page = content.page
    heading = page.lexicon.pattern("<adviceSection>")
    return any(line.mark and line.end - line.start <= 16 and heading.search(page.of(line)) for line in content.lines)


def _signed(content: Content) -> Voice:
    """The voice of the body that issued the letter, else of who signed it, else nobody's."""
    page = content.page
    if page.fields.issuer:
        return Voice(content.opening, issuers=[page.fields.issuer], basis=Basis.ISSUER)
    if signed := signer(page, content.lines):
        return Voice(signed[1], signed[0], basis=Basis.BYLINE)
    return Voice(content.opening, basis=Basis.ISSUER)
