"""Libraries for PDF side by side on the files of this folder, and on small bombs: python tests/formats/compare.py

pypdf and pdfplumber are not needed by anything else; one that is not installed is left out. A paragraph is right where
the library gives it whole, as a line of its own or (second figure) once all line ends are taken out.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from test_files import FILES, TEXTS, blocks, expected

LIMIT = 45


def ours(path: Path) -> list[str]:
    from jianyan.reading import read

    return [text for _, text in blocks(read(path))]


def by_pdfium(path: Path) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document).splitlines()


def by_pypdf(path: Path) -> list[str]:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages).splitlines()


def by_pdfplumber(path: Path) -> list[str]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages).splitlines()


READERS: dict[str, Callable[[Path], list[str]]] = {
    "jianyan": ours,
    "pypdfium2": by_pdfium,
    "pypdf": by_pypdf,
    "pdfplumber": by_pdfplumber,
}


def right(found: list[str], wanted: list[str]) -> tuple[int, int]:
    run = "".join("".join(found).split())
    lines = {"".join(line.split()) for line in found}
    bare = ["".join(text.split()) for text in wanted]
    return sum(text in lines for text in bare), sum(text in run for text in bare)


# -- bombs -------------------------------------------------------------------------------


def pdf(*objects: bytes) -> bytes:
    """A file of these objects; the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X 5 0 R/Y 6 0 R>>>>"
HEAD = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R" + FONT + b">>"


def packed(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[" + b"/FlateDecode" * times + b"]")


def bombs() -> dict[str, bytes]:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + FONT
    show = b"BT /F 9 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 1_000_000 + b"ET"
    return {
        "300 MB of blanks, packed twice": pdf(*HEAD, PAGE, packed(b" " * 300_000_000, 2)),
        "40 million letters on a page": pdf(*HEAD, PAGE, packed(show)),
        "arrays 1,000,000 deep": pdf(*HEAD, PAGE, packed(b"[" * 1_000_000)),
        "a form that draws itself": pdf(*HEAD, PAGE, stream(b"/X Do"), stream(b"/X Do /X Do", form)),
        "forms that draw each other": pdf(
            *HEAD, PAGE, stream(b"/X Do"), stream(b"/Y Do " * 5000, form), stream(b"BT /F 9 Tf (a) Tj ET " * 5000, form)
        ),
        "pages that hold themselves": pdf(HEAD[0], b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"),
    }


def try_on(name: str, path: str, answer: multiprocessing.Queue[str]) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    start = time.perf_counter()
    try:
        said = f"{sum(map(len, READERS[name](Path(path))))} characters"
    except BaseException as error:
        said = type(error).__name__
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    answer.put(f"{said}, {time.perf_counter() - start:.1f} s, {peak} MB")


def main() -> None:
    names = [name for name in TEXTS if name.endswith(".pdf")]
    totals: dict[str, list[int]] = {}
    for name in names:
        wanted = [text for _, text in expected(TEXTS[name][0])]
        row = []
        for reader, call in READERS.items():
            try:
                found = right(call(FILES / name), wanted)
            except ImportError:
                continue
            except Exception:
                found = (0, 0)
            total = totals.setdefault(reader, [0, 0, 0])
            total[:] = [total[0] + found[0], total[1] + found[1], total[2] + len(wanted)]
            row.append(f"{reader} {found[0]}/{found[1]}")
        print(f"{name}: {len(wanted)} paragraphs; {', '.join(row)}")
    for reader, total in totals.items():
        print(f"{reader}: {total[0]} as lines, {total[1]} without line ends, of {total[2]}")
    for title, data in bombs().items():
        print(f"{title} ({len(data) >> 10} KB)")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bomb.pdf"
            path.write_bytes(data)
            for reader in totals:
                answer: multiprocessing.Queue[str] = multiprocessing.Queue()
                child = multiprocessing.Process(target=try_on, args=(reader, str(path), answer))
                child.start()
                child.join(LIMIT)
                ended = not child.is_alive()
                child.kill()
                said = answer.get(timeout=5) if ended and child.exitcode == 0 else ""
                print(f"  {reader}: {said or (f'ended by signal {child.exitcode}' if ended else f'over {LIMIT} s')}")


if __name__ == "__main__":
    main()
