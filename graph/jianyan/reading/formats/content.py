"""What a reader of a format gives: its lines with what each is, and what the format says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256

from jianyan.errors import InputError
from jianyan.lexicon import Lexicon
from jianyan.model import Block, BlockKind, Document, Metadata, Span

Line = tuple[BlockKind, str]

_GAP = "\n\n"
_BLANKS = re.compile(r"[\x00-\x20\x7f\u00a0\u200b\ufeff]+")
_LOOSE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Content:
    """``lines`` in reading order: one a paragraph, heading, caption or cell, without line ends inside. ``unread`` are
    the numbers of the pages, from 1, that are pictures."""

    lines: list[Line]
    metadata: Metadata = field(default_factory=Metadata)
    unread: tuple[int, ...] = ()

    def document(self, source: str) -> Document:
        """The document whose text is the lines with a blank line between two. Raises
        :class:`~jianyan.errors.InputError` where there are none."""
        lines = [(kind, clean) for kind, line in self.lines if (clean := cleaned(line))]
        if not lines:
            raise InputError(
                source,
                en="there is no text in this file; give one with text in it",
                zh="这个文件里没有文字；请提供有文字的文件",
            )
        blocks, at = [], 0
        for kind, line in lines:
            blocks.append(Block(kind, Span(at, at + len(line))))
            at += len(line) + len(_GAP)
        text = _GAP.join(line for _, line in lines)
        return Document(text, sha256(text.encode()).hexdigest(), source, self.metadata, tuple(blocks), self.unread)


def cleaned(text: str) -> str:
    """The line with runs of blanks and controls as one blank, and without what is no character."""
    return _LOOSE.sub("\ufffd", _BLANKS.sub(" ", text)).strip()


def page_content(page: str, source: str, lexicon: Lexicon) -> Content:
    """The main text of a page that another format holds. Raises :class:`~jianyan.errors.InputError` where there is
    none."""
    from jianyan.reading.html import main_text

    text, metadata, blocks = main_text(page, source, lexicon)
    return Content([(block.kind, block.span.of(text)) for block in blocks], metadata)


def title_in(title: str | None, lines: list[Line]) -> str | None:
    """The title that a file's properties give, where the beginning of its text says it too: a property is
    often the name of the file it was made from, or of the template."""
    wanted = "".join((title or "").split())
    if len(wanted) < 2:
        return None
    opening = ""
    for _, line in lines:
        opening += "".join(line.split())
        if len(opening) > 1000:
            break
    return cleaned(title or "") if wanted in opening else None


def unreadable(source: str, kind: str, why: object) -> InputError:
    """What to say of a file of ``kind`` that its own library cannot read."""
    said = " ".join(str(why).split())[:200]
    return InputError(
        source,
        en=f"cannot be read as {kind} ({said}); open it in the program that made it and save it again",
        zh=f"无法作为 {kind} 读取（{said}）；请用生成它的程序打开并重新保存",
    )
