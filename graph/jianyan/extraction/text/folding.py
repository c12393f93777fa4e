"""A copy of a text for matching: one code point for one code point, so that offsets stay.

Marks become half-width, quotation marks one kind, blanks one kind, Traditional characters
simplified; HTML tags and Markdown marks become blanks or line ends of the same length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_BLANKS = (
    "\u3000\u00a0\t\u2002\u2003\u2009\u200a\u202f\u205f\u200b\u200c\u200d\ufeff\u2060\u200e\u200f"
    "\r\v\f\u0085\u2028\u2029"
)
_PUNCTUATION = {
    **dict.fromkeys(_BLANKS, " "),
    **dict(zip("\u300c\u300d\u300e\u300f\u201f\u301d\u301e", "“”‘’““”", strict=True)),
    **dict.fromkeys("•‧・∙⋅･･", "·"),
    **dict.fromkeys("－﹣–‐‑‒", "-"),
    **dict.fromkeys("―─━", "—"),
    **dict.fromkeys("︰﹕∶꞉", ":"), "﹔": ";", "﹐": ",", "﹒": ".", "﹗": "!", "﹖": "?",
    "﹑": "、", "､": "、", "｡": "。", "．": ".", "…": "…", "〔": "[", "〕": "]", "【": "[", "】": "]",
    "〈": "《", "〉": "》", "〝": "“", "〞": "”", "＂": '"', "○": "〇", "◯": "〇",
}  # fmt: skip
# Half-width forms carry 。 in a text typed in English marks: ". " stays what it is.

_TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>\n]{0,300})?/?>")
_BLOCK_TAGS = frozenset("p br div li ul ol tr td th table h1 h2 h3 h4 h5 h6 section article".split())
_MARKDOWN = re.compile(  # all marks at the head of a line at once: one a pass would be one pass a mark
    r"\*\*|^(?:[ \t]*(?:(?:#{1,6}|>)[ \t]|[-*+](?=[ \t]+\S)))+", re.MULTILINE
)
_BULLET = re.compile(r"(?<!\*)[-*+](?!\*)")
_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]\n]{0,80})\]\(https?://[^()\s]{1,500}\)")
_CHINESE = re.compile("[\u3400-\u9fff]")
# Characters so common that a text in Traditional script has one of them.
_TRADITIONAL = frozenset("會國員業發務個這來對說時東長門開關電見學實體與為議產經濟區點線動術應據後從過還數縣總層")

_REGIONAL = "衞巿枱畧", "卫市台略"  # forms of Hong Kong that OpenCC leaves; 巿 is the look-alike that stands for 市
_MANY = 60  # different characters; from about so many on, one pass over the text is faster


def fold(text: str) -> str:
    """``text`` for matching; ``len(fold(text)) == len(text)`` and every offset is the same."""
    chars, table = set(text), _table()
    changes = _changing() & chars
    folded = _replaced(text, changes)
    if is_traditional(chars.union(table[ord(char)] for char in changes)):
        folded = folded.translate(_simplified())
    if '"' in folded:
        folded = "\n".join(map(_curled, folded.split("\n")))
    while (plain := _without_markup(folded)) != folded:  # blanking may bring more markup to a line's head
        folded = plain
    return folded


def is_traditional(text: Iterable[str]) -> bool:
    """Whether characters are of a text in Traditional script."""
    return not _TRADITIONAL.isdisjoint(text)


def _replaced(text: str, changes: set[str] | frozenset[str]) -> str:
    """``text`` with ``changes``, all of its characters that the table changes, replaced: faster than ``str.translate``
    where few of many characters change, as in nearly all texts."""
    table = _table()
    if len(changes) > _MANY:
        return text.translate(table)
    for char in changes:  # what a change gives is changed no more
        text = text.replace(char, table[ord(char)])
    return text


def _without_markup(folded: str) -> str:
    if "<" in folded:
        folded = _TAG.sub(_untag, folded)
    if "**" in folded or "#" in folded or ">" in folded or "- " in folded:
        folded = _MARKDOWN.sub(_unmarked, folded)
    if "](" in folded:
        folded = "\n".join(_unlinked(line) if "](" in line else line for line in folded.split("\n"))
    return folded


def _unlinked(line: str) -> str:
    """A line without the marks and addresses of its links; a line of nothing but links, a menu, without their texts."""
    if not _CHINESE.search(_LINK.sub("", line)):
        return _LINK.sub(lambda m: " " * len(m[0]), line)
    return _LINK.sub(lambda m: " " * len(m[0]) if m["image"] else f" {m['text']}".ljust(len(m[0])), line)


def _unmarked(match: re.Match[str]) -> str:
    """Blanks, but for the mark of an item, which becomes one of those that lists in other texts have."""
    blank = " " * len(match[0])
    bullet = _BULLET.search(match[0])
    return blank if bullet is None else f"{blank[: bullet.start()]}·{blank[bullet.end() :]}"


def _curled(line: str) -> str:
    """Straight quotation marks in pairs become “ and ”; a line with an odd one stays as it is."""
    if line.count('"') % 2:
        return line
    parts = line.split('"')
    return "".join(part + ("“" if i % 2 == 0 else "”") for i, part in enumerate(parts[:-1])) + parts[-1]


def _untag(match: re.Match[str]) -> str:
    blank = "\n" if match["name"].lower() in _BLOCK_TAGS else " "
    return blank * len(match[0])


@cache
def _table() -> dict[int, str]:
    """Compatibility forms by NFKC where that gives one code point, then our own choices."""
    table: dict[int, str] = {}
    for low, high in ((0xFF01, 0xFF5F), (0xF900, 0xFB00), (0x2E80, 0x2FE0), (0x3300, 0x3400), (0x2460, 0x24FF)):
        for code in range(low, high):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code) and not 0x2460 <= code <= 0x24FF:
                table[code] = plain
    table |= {ord(mark): plain for mark, plain in _PUNCTUATION.items()}
    return table


@cache
def _changing() -> frozenset[str]:
    """The characters that the table changes."""
    return frozenset(map(chr, _table()))


@cache
def _simplified() -> dict[int, str]:
    """Traditional to simplified, character by character (OpenCC's t2s), loaded when a text needs it."""
    from opencc import OpenCC

    chars = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    found = {ord(a): b for a, b in zip(chars, simple, strict=True) if a != b and len(b) == 1}
    return found | {ord(a): b for a, b in zip(*_REGIONAL, strict=True)}
