"""The title of an article where its page shows it, the lines that belong to it, and which other lines are headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from jianyan.lexicon import Lexicon
from jianyan.model import BlockKind
from jianyan.reading.html.furniture import Furniture
from jianyan.reading.html.lines import Line, name_parts

_MARKS = re.compile(r"[\s　“”‘’\"'《》<>〈〉]+")
_SEPARATORS = re.compile(r"\s*(?:[_|｜]+|--+|—+|–| - |-)\s*")
_ENDS = "。；，;,："
_STOPS = re.compile("[。；！]")
_NUMBERED = "(?:<ordinal><numeral>{1,3}<part>|<numeral>{1,3}、)"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 80  # code points of a title
_LONGEST_HEADING = 40
_LONGEST_SENTENCE = 20  # code points of a heading that ends as a sentence does
_LONGEST_CAPTION = 80
_REACH = 14  # lines above the text in which its title is looked for
_HAN = re.compile("[\u4e00-\u9fff]")
_ROWS = 3  # lines that a title is broken into
_SURE = 100
_LONGEST_SITE = 12  # code points of what may be a site's name rather than a title


@dataclass(frozen=True, slots=True)
class Heading:
    """A title on its page: the lines ``start`` to ``end``, as one ``line``; from ``kicker`` on stand the lines above it
    that belong to it."""

    start: int
    end: int
    kicker: int
    line: Line


def bare(text: str) -> str:
    """A title without blanks and quotes, as it is compared."""
    return _MARKS.sub("", text)


def heading(page: Sequence[Line], first: int, titles: Sequence[str], furniture: Furniture) -> Heading | None:
    """The title above the line ``first`` of a page, or that line itself; None where no line looks like one."""
    sites = furniture.lexicon.bodies.suffix_words
    wanted = [bare(title) for title in titles if len(title) > _LONGEST_SITE or not sites.ending(title, 0, len(title))]
    best: tuple[int, int, int] | None = None
    for start in range(first, max(-1, first - _REACH * 4), -1):
        for rows in range(1, _ROWS + 1):
            if start + rows > first + 1 or (rows > 1 and page[start].block is not page[start + rows - 1].block):
                break
            joined = bare("".join(line.text for line in page[start : start + rows]))
            score = _told(joined, wanted) - 2 * (first - start) // 3 if len(joined) <= _LONGEST else 0
            if score > 0 and _looks(page[start]):
                score += 10
            if score > 0 and (best is None or score > best[0]):
                best = score, start, start + rows
    if best is None or best[0] < _SURE:
        at = _by_looks(page, first, furniture, best[1] if best else -1, anyway=bool(titles) and not wanted)
        if at is not None:
            start = at
            while start and page[start - 1].block is page[at].block and _looks(page[start - 1]) and at - start < _ROWS:
                start -= 1
            best = 0, start, at + 1
    if best is None:
        return None
    _, start, end = best
    line = replace(page[start], text="".join(row.text for row in page[start:end]), kind=BlockKind.HEADING)
    kicker = start
    while kicker and start - kicker < 2 and _named(page[kicker - 1], furniture.lexicon, "kickerClass"):
        kicker -= 1
    return Heading(start, end, kicker, line)


def _told(shown: str, wanted: Sequence[str]) -> int:
    """How well a line is the title that the head of the page gives; 0 where it is not."""
    if len(shown) < 4:
        return 0
    for title in wanted:
        if shown == title:
            return 200
        if title.startswith(shown):
            return 60 + len(shown)
        if shown in title or (title in shown and len(shown) <= 2 * len(title) and len(title) >= 8):
            return 40 + len(shown)
    return 0


def _by_looks(page: Sequence[Line], first: int, furniture: Furniture, above: int, *, anyway: bool) -> int | None:
    """The line nearest above the text that is marked as a title: by an element, else by its class or its looks. Where
    the line ``above`` may be the title too, only an element below it tells. ``anyway``: the nearest line will do."""
    near = range(first - 1, max(above, first - _REACH, -1), -1)
    fit = [at for at in near if _may_be_title(page[at], furniture)]
    by_looks: list[Callable[[Line], bool]] = [
        lambda line: line.block.tag in ("h1", "h2", "h3"),
        lambda line: _named(line, furniture.lexicon, "titleClass"),
        lambda line: line.bold or line.centred,
    ]
    for marked in by_looks[:1] if above >= 0 else by_looks:
        for at in fit:
            if marked(page[at]):
                return at
    return fit[0] if fit and anyway else None


def _may_be_title(line: Line, furniture: Furniture) -> bool:
    return (
        5 <= len(line.text) <= _LONGEST
        and line.text[-1] not in _ENDS
        and not furniture.is_line(line)
        and not furniture.labels.is_data(line.parted, head=True)
        and not any(furniture.is_part(element) for element in (line.block, *line.block.iterancestors("div", "nav")))
    )


def _looks(line: Line) -> bool:
    return line.block.tag in _HEADINGS or line.bold or line.centred


def _named(line: Line, lexicon: Lexicon, kind: str) -> bool:
    return not lexicon.markup[kind].words.isdisjoint(name_parts(line.block))


def without_site(title: str) -> str:
    """``<title>`` without the names of the site and its parts: the longest piece between separators."""
    pieces = pieces_of(title)
    return max(pieces, key=lambda piece: len(_HAN.findall(piece))) if pieces else title


def pieces_of(title: str) -> list[str]:
    return [piece for piece in _SEPARATORS.split(title) if piece.strip()]


def settled(lines: list[Line], title: Heading | None, lexicon: Lexicon) -> None:
    """Set the kinds of an article's lines that only their looks tell: headings in bold, captions below pictures."""
    plain = [line for line in lines if line.kind is BlockKind.PARAGRAPH]
    mostly_bold = 2 * sum(1 for line in plain if line.bold) > len(plain) + 2
    begun = title is None
    above = title is not None
    for line in lines:
        if title and line is title.line:
            begun = True
            continue
        if not begun:
            line.kind = BlockKind.HEADING  # what stands above the title is part of it
        elif line.kind is BlockKind.PARAGRAPH:
            if _is_caption(line, lexicon):
                line.kind = BlockKind.CAPTION
            elif (line.bold and not mostly_bold and _is_short(line)) or _is_centred_section(line, lexicon):
                line.kind = BlockKind.HEADING
            elif above and (line.text.startswith("—") or _named(line, lexicon, "kickerClass")):
                line.kind = BlockKind.HEADING
        above = above and line.kind is BlockKind.HEADING


def _is_short(line: Line) -> bool:
    text = line.text
    if len(text) <= _LONGEST_SENTENCE and text[-1] == "。":
        return not _STOPS.search(text[:-1])
    return len(text) <= _LONGEST_HEADING and text[-1] not in _ENDS and not _STOPS.search(text)


def _is_centred_section(line: Line, lexicon: Lexicon) -> bool:
    return line.centred and _is_short(line) and lexicon.pattern(_NUMBERED).match(line.text) is not None


def _is_caption(line: Line, lexicon: Lexicon) -> bool:
    if len(line.text) > _LONGEST_CAPTION:
        return False
    text = line.text.rstrip("）) ")
    credited = lexicon.furniture["photoCredit"].ending(text, 0, len(text)) > 0
    return line.pictured and (line.centred or credited or _named(line, lexicon, "captionClass"))
