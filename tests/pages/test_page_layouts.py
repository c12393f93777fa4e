"""Pages modelled on the sites of governments, papers, CPPCCs and parties: their text and their fields.

Beside each page lies what is expected of it: its fields, an empty line, then the kind and the text of each block.
``known`` says what is not right yet, so that a change for better or worse is seen. All sentences and most of the names
are made up.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from jianyan.model import Document
from jianyan.reading import read

HERE = Path(__file__).parent
PAGES = sorted(HERE.glob("*/*.html"))
FIELDS = ("title", "issued", "publisher", "authors")


def expected(page: Path) -> tuple[dict[str, str], list[str]]:
    """The fields of a page, and the kind and text of each of its blocks, from the file beside it."""
    head, _, body = page.with_suffix(".txt").read_text(encoding="utf-8").partition("\n\n")
    rows = (row.partition(": ") for row in head.splitlines())
    return {key.rstrip(":"): value.strip() for key, _, value in rows}, body.splitlines()


def fields(document: Document) -> dict[str, str]:
    said = document.metadata
    return {
        "title": said.title or "",
        "issued": said.issued.isoformat() if said.issued else "",
        "publisher": said.publisher or "",
        "authors": "|".join(said.authors),
    }


def blocks(document: Document) -> list[str]:
    return [f"{block.kind.value}\t{document.quote(block.span)}" for block in document.blocks]


def test_there_are_pages_of_all_kinds() -> None:
    assert len(PAGES) >= 60
    assert {page.parent.name for page in PAGES} == {"gov", "cppcc", "party", "paper", "mobile", "site"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_page_gives_its_text_and_its_fields(page: Path) -> None:
    wanted, lines = expected(page)
    document = read(page)
    found, have = fields(document), blocks(document)
    wrong = [f"{name} is {found[name]!r}" for name in FIELDS if found[name] != wanted[name]]
    wrong += [f"reads {line.split(chr(9))[1]!r}" for line in have if line not in lines]
    wrong += [f"misses {line.split(chr(9))[1]!r}" for line in lines if line not in have]
    known = [note for note in wanted.get("known", "").split("; ") if note]
    assert wrong == known, "\n".join(wrong)
    assert [line for line in have if line in lines] == [line for line in lines if line in have]  # in this order


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_each_field_says_where_it_is_from(page: Path) -> None:
    said = read(page).metadata
    for name in FIELDS:
        assert (getattr(said.origins, name) is not None) == bool(getattr(said, name)), name
