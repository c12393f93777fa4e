"""How well pages are read, by groups of layouts: this program against trafilatura's defaults, in one run.

``python benchmarks/pages.py`` prints a table for ``docs/reading.md``: precision, recall and F1 of the lines, and
how many of title, day, publisher and authors are right. The pages are those of ``tests/pages``. A line counts where all
of it is the same but for blanks; neither side is asked for the kinds of lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jianyan.reading import read

PAGES = Path(__file__).parent.parent / "tests" / "pages"
Read = tuple[list[str], tuple[str, str, str, str]]


def expected(page: Path) -> Read:
    head, _, body = page.with_suffix(".txt").read_text(encoding="utf-8").partition("\n\n")
    said = {key.rstrip(":"): value.strip() for key, _, value in (row.partition(": ") for row in head.splitlines())}
    lines = [row.partition("\t")[2] for row in body.splitlines()]
    return lines, (said["title"], said["issued"], said["publisher"], said["authors"])


def ours(page: Path) -> Read:
    document = read(page)
    said = document.metadata
    day = said.issued.isoformat() if said.issued else ""
    return document.text.split("\n"), (said.title or "", day, said.publisher or "", "|".join(said.authors))


def baseline(page: Path) -> Read:
    import trafilatura

    found: Any = trafilatura.bare_extraction(page.read_bytes(), with_metadata=True)
    if found is None:
        return [], ("", "", "", "")
    authors = "|".join(name.strip() for name in (found.author or "").split(";") if name.strip())
    lines = [line.lstrip("- ").strip("| ") for line in (found.text or "").split("\n")]
    return lines, (found.title or "", found.date or "", found.sitename or "", authors)


def bare(lines: list[str]) -> Counter[str]:
    return Counter(filter(None, ("".join(line.split()) for line in lines)))


def row(name: str, pages: list[Path], reader: Callable[[Path], Read]) -> str:
    right = found = wanted = fields = exact = 0
    for page in pages:
        (lines, said), (have, got) = expected(page), reader(page)
        want, has = bare(lines), bare(have)
        right, found, wanted = right + (want & has).total(), found + has.total(), wanted + want.total()
        exact += want == has
        fields += sum(a == b for a, b in zip(said, got, strict=True))
    precision, recall = right / found if found else 0.0, right / wanted
    f = 2 * precision * recall / (precision + recall) if right else 0.0
    return (
        f"| {name} | {len(pages)} | {precision:.3f} | {recall:.3f} | {f:.3f} | {exact} | {fields} of {4 * len(pages)} |"
    )


def main() -> None:
    groups: dict[str, list[Path]] = {}
    for page in sorted(PAGES.glob("*/*.html")):
        groups.setdefault(page.parent.name, []).append(page)
        groups.setdefault("of these, written last", []).extend([page] if page.stem.startswith("unseen-") else [])
    groups["all"] = [page for name, pages in groups.items() if "," not in name for page in pages]
    print("| layouts | pages | precision | recall | F1 | text exact | fields right |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, pages in groups.items():
        print(row(f"{name}: jianyan", pages, ours))
        print(row(f"{name}: trafilatura", pages, baseline))


if __name__ == "__main__":
    main()
