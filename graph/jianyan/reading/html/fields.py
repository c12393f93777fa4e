"""A page's title, day, publisher and authors, each from the surest place that tells it, with that place.

The order: what the head of the page says, a labelled line (来源：…), the site's name, a masthead, the foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from jianyan.lexicon import Lexicon
from jianyan.model import BlockKind, FieldOrigin, Metadata, Origins
from jianyan.reading.html.article import Article
from jianyan.reading.html.dates import Dates
from jianyan.reading.html.furniture import Furniture
from jianyan.reading.html.imprint import Row, folded, names
from jianyan.reading.html.lines import Line, name_parts
from jianyan.reading.html.metas import Said
from jianyan.reading.html.titles import bare, pieces_of, without_site

_SCRIPTED = re.compile(
    r"\b(?:publish_time|publishTime|createTime|pubDate)[\"']?\s*[=:]\s*[\"']((?:19|20)\d\d-\d\d?-\d\d?)"
)
_SCRIPTED_NAME = re.compile(r"\bnickname\s*=\s*(?:htmlDecode\()?[\"']([^\"'<>]{2,40})[\"']")
_NAME = r"(?P<name>[^\W\d_](?:[^\W\d_]|[·（）()]){2,24}?)"
_FOOT = 40  # lines behind the text that are looked at
_HAN = re.compile("[\u4e00-\u9fff]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")
_LONGEST_NAME = 24
_NEAR = 8  # lines above the title in which a paper's name stands

Found = tuple[str, FieldOrigin]


def metadata(said: Said, article: Article, scripted: Scripted, lexicon: Lexicon) -> Metadata:
    """What a page says of itself."""
    rows = list(_rows(article, lexicon))
    issued, issued_from = _issued(said, article, rows, scripted.issued, lexicon)
    publisher, publisher_from = _publisher(said, article, rows, scripted.publisher, lexicon)
    authors, authors_from = _authors(said, rows, publisher, lexicon.made(Dates))
    title, title_from = _title(said, article, lexicon)
    return Metadata(title, issued, publisher, authors, Origins(title_from, issued_from, publisher_from, authors_from))


@dataclass(frozen=True, slots=True)
class Scripted:
    """What the scripts of a page fill in: an article of WeChat has its day and its account nowhere else."""

    issued: date | None = None
    publisher: str | None = None


def scripted(tree: Any, lexicon: Lexicon) -> Scripted:
    """What the scripts of ``tree`` say; read before they are taken out of it."""
    script = "\n".join((element.text or "")[:200_000] for element in tree.iter("script"))
    issued, publisher = _SCRIPTED.search(script), _SCRIPTED_NAME.search(script)
    return Scripted(lexicon.made(Dates).day(issued[1]) if issued else None, publisher[1] if publisher else None)


def _rows(article: Article, lexicon: Lexicon) -> Iterator[Row]:
    """All labels with their values around the article; a label may stand in a cell before its value's."""
    labels = lexicon.made(Furniture).labels
    cells = [line for line in article.lines if line.kind is BlockKind.CELL]
    for lines in (article.above, article.dropped, article.below[:_FOOT], cells):
        for at, line in enumerate(lines):
            text = folded(line.parted)
            after = folded(lines[at + 1].parted) if at + 1 < len(lines) else ""
            if after and (row := labels.alone(text, after)) and not labels.alone(after, ""):
                yield row
            else:
                yield from labels.rows(text)


def _title(said: Said, article: Article, lexicon: Lexicon) -> tuple[str | None, FieldOrigin | None]:
    if form := title_of_form(article, lexicon):
        return form, FieldOrigin.FORM_FIELD
    if said.title:
        return said.title, FieldOrigin.METADATA
    if article.heading:
        return article.heading.line.text, FieldOrigin.HEADING
    title = without_site(said.title_element)
    return (title, FieldOrigin.METADATA) if title else (None, None)


def title_of_form(article: Article, lexicon: Lexicon) -> str:
    """The title in a cell of a form, behind 案由; empty where there is none."""
    field = lexicon.pattern("(?:<padded proposalTitle>|<padded titleField>):?")
    cells = [line for line in article.lines if line.kind is BlockKind.CELL]
    for label, value in pairwise(cells):
        if field.fullmatch(folded(label.text)):
            return value.text
    return ""


def _issued(
    said: Said, article: Article, rows: list[Row], scripted: date | None, lexicon: Lexicon
) -> tuple[date | None, FieldOrigin | None]:
    if said.issued:
        return said.issued, FieldOrigin.METADATA
    day = lexicon.made(Dates).day
    for kind in ("date", "written"):
        for row in rows:
            if row.kind == kind and (found := day(row.value)):
                return found, FieldOrigin.IMPRINT
    start = article.heading.start if article.heading else len(article.above)
    for line in article.above[start:]:  # no label, but between the title and the text
        if found := day(folded(line.text)):
            return found, FieldOrigin.IMPRINT
    if scripted:
        return scripted, FieldOrigin.METADATA
    of_paper = _kind(said.title_element, lexicon) == "media"
    before = article.above[max(0, start - _NEAR) : start]
    for at, line in enumerate(before):
        found = day(folded(line.parted))
        if found and (of_paper or any(_masthead(one, lexicon) for one in before[max(0, at - 1) : at + 1])):
            return found, FieldOrigin.MASTHEAD
    return None, None


def _publisher(
    said: Said, article: Article, rows: list[Row], scripted: str | None, lexicon: Lexicon
) -> tuple[str | None, FieldOrigin | None]:
    labels = lexicon.made(Furniture).labels
    if said.source and (name := labels.name(said.source)):
        return name, FieldOrigin.METADATA
    for row in rows:
        if row.kind == "source" and (name := labels.name(row.value)):
            return name, FieldOrigin.IMPRINT
    start = article.heading.start if article.heading else len(article.above)
    for line in article.above[start:]:
        if name := _beside_day(line, lexicon):
            return name, FieldOrigin.IMPRINT
    if site := said.site or scripted:
        return site, FieldOrigin.METADATA
    for line in reversed(article.above):
        if name := _masthead(line, lexicon):
            return name, FieldOrigin.MASTHEAD
    piece = _site_of_title(said, article, lexicon)
    if piece and _kind(piece, lexicon):
        return piece, FieldOrigin.METADATA
    host = next(_hosts(article.below, lexicon), None)
    if host:
        return host, FieldOrigin.IMPRINT
    return (piece, FieldOrigin.METADATA) if piece else (None, None)


def _beside_day(line: Line, lexicon: Lexicon) -> str:
    """某某局 2009年12月1日 → 某某局: the body that stands beside the day below a title."""
    text, dates = folded(line.parted), lexicon.made(Dates)
    rest = dates.without(text).strip(" ·|-") if dates.day(text) else ""
    return rest if len(rest) <= _LONGEST_NAME and " " not in rest and _kind(rest, lexicon) else ""


def _masthead(line: Line, lexicon: Lexicon) -> str:
    """The name above the text that is marked as a publisher's, or is a paper's."""
    if paper := _paper(line.parted, lexicon):
        return paper
    text = line.parts[0] if line.parts else line.text
    named = not lexicon.markup["nameClass"].words.isdisjoint(name_parts(line.block))
    return text if named and 2 <= len(text) <= 20 and not lexicon.made(Dates).day(folded(text)) else ""


def _paper(text: str, lexicon: Lexicon) -> str:
    """某某日报 2023年02月14日 星期二 → 某某日报"""
    first = lexicon.made(Dates).without(folded(text)).split()
    name = first[0] if first else ""
    return name if 3 <= len(name) <= 12 and _kind(name, lexicon) == "media" else ""


def _kind(name: str, lexicon: Lexicon) -> str:
    """The kind of body that the end of a name tells; empty where it tells none."""
    bodies = lexicon.bodies
    length = bodies.suffix_words.ending(name, 0, len(name))
    return bodies.suffixes[name[-length:]].kind if length else ""


def _site_of_title(said: Said, article: Article, lexicon: Lexicon) -> str:
    """The site in ``<title>``: what stands there beside the title, at its end or its beginning."""
    title = bare(article.heading.line.text) if article.heading else bare(said.title or "")
    pieces = [piece for piece in pieces_of(said.title_element) if _HAN.search(piece)]
    pieces = [piece for piece in pieces if piece not in lexicon.markup["noSite"]]
    if len(pieces) == 1 and _kind(pieces[0], lexicon) and bare(pieces[0]) != title:
        return pieces[0]
    if len(pieces) < 2 or not title:
        return ""
    others = [piece for piece in (pieces[-1], pieces[0]) if bare(piece) not in title and title not in bare(piece)]
    return _BRACKETS.sub("", others[0].strip()) if others else ""


def _hosts(below: list[Line], lexicon: Lexicon) -> Iterator[str]:
    """Who keeps the site, in its foot: 主办：某某, 某某 版权所有."""
    behind = lexicon.pattern(rf"<host> ?[::] ?{_NAME}(?=[\s,;|]|<endsHost>|$)")
    before = lexicon.pattern(rf"(?:^|[\s|]){_NAME} ?©? ?<host>(?! ?[::])")
    marked = lexicon.pattern(rf"© ?(?:\d{{4}})?(?: ?- ?\d{{4}})? ?{_NAME}(?=[\s,;|·.]|$)")
    for line in below[-_FOOT:]:
        text = folded(line.text)
        for pattern in (behind, before, marked):
            if found := pattern.search(text):
                yield found["name"]


def _authors(
    said: Said, rows: list[Row], publisher: str | None, dates: Dates
) -> tuple[tuple[str, ...], FieldOrigin | None]:
    editors = {name for row in rows if row.kind == "editor" for name in names(row.value, dates)}
    authors = tuple(name for name in said.authors if name not in editors and name != publisher)
    if authors:
        return authors, FieldOrigin.METADATA
    for row in rows:
        if row.kind == "author" and (found := _no_publisher(names(row.value, dates), publisher)):
            return found, FieldOrigin.IMPRINT
    return (), None


def _no_publisher(found: Iterable[str], publisher: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in found if name != publisher))
