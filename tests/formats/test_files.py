"""Files of every format against the text that went into them. ``make.py`` made them; the texts are in ``expected/``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jianyan.errors import InputError
from jianyan.model import BlockKind, Document, Metadata
from jianyan.reading import read

HERE = Path(__file__).parent
FILES = HERE / "files"
MARKS = {"#": BlockKind.HEADING, "|": BlockKind.CELL}

# What went into each file. The second word says what the format keeps: "kinds" of blocks, or their "text" alone.
TEXTS = {
    "one-column.pdf": ("article", "kinds"),
    "page-of.pdf": ("article", "kinds"),
    "libreoffice.pdf": ("article", "text"),
    "two-columns.pdf": ("columns", "kinds"),
    "two-columns-by-row.pdf": ("columns", "kinds"),
    "table.pdf": ("table", "kinds"),
    "chromium.pdf": ("table", "text"),
    "radicals.pdf": ("radicals", "kinds"),
    "latin.pdf": ("latin", "kinds"),
    "watermark.pdf": ("letter", "kinds"),
    "turned.pdf": ("letter", "kinds"),
    "article.docx": ("article", "kinds"),
    "numbering.docx": ("numbering", "kinds"),
    "libreoffice.docx": ("numbering", "kinds"),
    "tracked.docx": ("tracked", "kinds"),
    "notes.docx": ("notes", "kinds"),
    "table.docx": ("table", "kinds"),
    "frame.docx": ("letter", "kinds"),
    "article.odt": ("article", "kinds"),
    "numbering.odt": ("numbering", "kinds"),
    "tracked.odt": ("tracked", "kinds"),
    "notes.odt": ("notes", "kinds"),
    "table.odt": ("table", "kinds"),
    "book.epub": ("book", "kinds"),
    "article.rtf": ("article", "text"),
    "table.rtf": ("table", "text"),
    "gbk.rtf": ("letter", "kinds"),
    "unicode.rtf": ("letter", "kinds"),
    "really-rtf.doc": ("letter", "kinds"),
    "gbk.eml": ("letter", "kinds"),
    "attached.eml": ("mail-page", "kinds"),
    "saved.mht": ("mail-page", "kinds"),
    "saved.mhtml": ("mail-page", "kinds"),
}
REFUSED = {
    "scanned.pdf": "OCRmyPDF",
    "locked.pdf": "password",
    "protected.epub": "DRM",
    "old.doc": "--convert-to docx",
    "notice.ofd": ".ofd is not read",
    "sheet.docx": "sheets and slides",
}
MEMBERS = ("crawl.warc", "crawl.warc.gz")  # of many documents: tests/test_crawls.py


def expected(name: str) -> list[tuple[BlockKind, str]]:
    found = []
    for line in (HERE / "expected" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        kind = MARKS.get(line[:1], BlockKind.PARAGRAPH)
        found.append((kind, line if kind is BlockKind.PARAGRAPH else line[2:]))
    return found


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_gives_the_text_that_went_into_it(name: str) -> None:
    of, kept = TEXTS[name]
    document = read(FILES / name)
    found, wanted = blocks(document), expected(of)
    assert [text for _, text in found] == [text for _, text in wanted]
    assert document.text == "\n\n".join(text for _, text in wanted)
    if kept == "kinds":
        assert found == wanted


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_gives_advice(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read(FILES / name)
    assert REFUSED[name] in caught.value.en
    assert caught.value.where.endswith(name)
    assert caught.value.zh


def test_every_file_is_tested() -> None:
    assert {path.name for path in FILES.iterdir()} == {*TEXTS, *REFUSED, *MEMBERS}
    assert {path.stem for path in (HERE / "expected").iterdir()} == {of for of, _ in TEXTS.values()} | {"attached"}


@pytest.mark.parametrize(
    ("name", "metadata"),
    [
        ("one-column.pdf", Metadata()),  # "Microsoft Word - 文档1.doc"
        ("radicals.pdf", Metadata(None)),  # the title was written with radicals: not what the text says
        ("chromium.pdf", Metadata("重点任务分工表")),
        ("book.epub", Metadata("春江县农产品加工调研报告", date(2023, 6, 1), "春江出版社", ("春江县政协",))),
        ("gbk.eml", Metadata("报送建议", date(2024, 3, 5), None, ("县商务局",))),
        ("attached.eml", Metadata("关于完善社区养老服务的建议", date(2024, 3, 6), None, ("许静姝",))),
        ("gbk.rtf", Metadata()),
    ],
)
def test_only_what_a_format_says_of_the_text_is_its_metadata(name: str, metadata: Metadata) -> None:
    said = read(FILES / name).metadata
    assert (said.title, said.issued, said.publisher, said.authors) == (
        metadata.title,
        metadata.issued,
        metadata.publisher,
        metadata.authors,
    )


def test_the_date_of_saving_is_not_that_of_the_page() -> None:
    assert read(FILES / "saved.mht").metadata.issued is None
