"""A corpus that is updated equals one built from scratch, byte for byte; a build that is killed leaves the old dataset
or the new one.

Texts are of a form so plain that a stand-in reads them: ``2024|甲|某会|会长|加快发展氢能产业|氢能|贵州|proposes``
is a measure that a person with a post in a body proposes on its behalf.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from graph_facts import of_lines
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jianyan import corpus, extraction, lexicon
from jianyan import store as stores
from jianyan.corpus.sameness import whole
from jianyan.model import (
    Basis,
    Body,
    BodyMention,
    Document,
    Level,
    Measure,
    Membership,
    Person,
    Place,
    PlaceMention,
    Reading,
    Sector,
    SectorMention,
    Span,
    Speech,
    Stance,
    Statement,
)
from jianyan.rdf.derived import derived_quads
from jianyan.rdf.terms import PREFIXES

building = import_module("jianyan.corpus.build")  # the package has a function of that name
latest = import_module("jianyan.corpus.index.latest")  # so has this one
NAMES, BODIES = ("李思远", "王若谷"), ("贵州省政协", "湖南省政协", "遵义市政协", "某协会")
MEASURES = (
    "加快发展氢能产业", "推动氢能产业加快发展", "加快发展风电产业", "建设数据平台", "加快建设数据平台", "完善补贴政策",
)  # fmt: skip
SECTORS, PLACES, STANCES = ("氢能", "风电"), ("520000", "430000"), ("proposes", "supports", "reportsDone")
FILES = ("a.txt", "b.txt", "c.txt", "d.txt")


def extract(document: Document, _words: object) -> Reading:
    """One speech and one measure a line."""
    speeches: list[Speech] = []
    statements: list[Statement] = []
    memberships: list[Membership] = []
    bodies: list[BodyMention] = []
    issued = None
    at = 0
    for line in document.text.splitlines():
        year, name, body_name, post, words, sector, place, stance = line.split("|")
        issued = date(int(year), 5, 1) if year else issued
        span = Span(at, at + len(line))
        body = Body(body_name, "cppcc" if body_name.endswith("政协") else "association")
        person = Person(name, body_name)
        memberships.append(Membership(person, body, post, span))
        bodies.append(BodyMention(span, body))
        sectors = (Sector(f"https://example.org/{sector}", sector),) if sector else ()
        places = (Place(place, place),) if place else ()
        measure = Measure(words, sectors=sectors, places=places, cites=(words,) if "政策" in words else ())
        statements.append(Statement(span, Level.MEASURE, Stance(stance), measure))
        number = len(speeches) + 1
        speeches.append(
            Speech(number, span, person, (memberships[-1],), (body,), basis=Basis.EXPLICIT, statements=(number - 1,))
        )
        at += len(line) + 1
    mentioned = [s.measure for s in statements]
    return Reading(
        document,
        issued=issued,
        bodies=tuple(bodies),
        places=tuple(PlaceMention(Span(0, 1), place) for m in mentioned for place in m.places),
        sectors=tuple(SectorMention(Span(0, 1), sector) for m in mentioned for sector in m.sectors),
        memberships=tuple(memberships),
        speeches=tuple(speeches),
        statements=tuple(statements),
    )


LINES = st.tuples(
    st.sampled_from(("2023", "2024", "")), st.sampled_from(NAMES), st.sampled_from(BODIES), st.just("委员"),
    st.sampled_from(MEASURES), st.sampled_from((*SECTORS, "")), st.sampled_from((*PLACES, "")),
    st.sampled_from(STANCES),
).map("|".join)  # fmt: skip
TEXTS = st.lists(LINES, min_size=1, max_size=5).map("\n".join)
STEPS = st.lists(  # each step: some files get a text, or go
    st.dictionaries(st.sampled_from(FILES), st.none() | TEXTS, min_size=1, max_size=3), min_size=2, max_size=5
)
"""Each step changes some files: a text that is put there, or None for one that goes."""

# a measure of a text that nobody touches gets another name, since a shorter wording of it comes
MERGED_LATER: list[dict[str, str | None]] = [
    {"a.txt": "2023|李思远|贵州省政协|委员|加快建设数据平台|氢能|520000|proposes"},
    {"b.txt": "2024|王若谷|某协会|会长|建设数据平台|氢能|430000|supports"},
]
# two bodies back one measure, one of them only for a while
AGREED_LATER: list[dict[str, str | None]] = [
    {
        "a.txt": "2023|李思远|贵州省政协|委员|建设数据平台|氢能||proposes",
        "b.txt": "2024|王若谷|某协会|会长|建设数据平台|||supports",
    },
    {"c.txt": "2024|王若谷|湖南省政协|委员|建设数据平台|风电||proposes", "b.txt": None},
]


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    words = lexicon.load()
    monkeypatch.setattr(extraction, "extract", extract)
    monkeypatch.setattr(lexicon, "load", lambda added=None: words)
    monkeypatch.setattr(latest, "NEWEST", 2)  # fewer than there are
    monkeypatch.setattr(building, "SHARE", 0)  # always change what is there, whatever share of it changes
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in output.iterdir() if path.is_file() and path.name != "report.json"}


def stored(output: Path) -> set[str]:
    return {str(quad) + " .\n" for quad in stores.open_read_only(corpus.store_of(output))}


@settings(max_examples=25, deadline=timedelta(seconds=60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(steps=MERGED_LATER)
@example(steps=AGREED_LATER)
def test_updates_equal_a_build_from_scratch(stand_in: Path, steps: list[dict[str, str | None]]) -> None:
    for name in ("texts", "out", "fresh"):
        shutil.rmtree(stand_in / name, ignore_errors=True)
    texts, out, fresh = (Path(name) for name in ("texts", "out", "fresh"))
    texts.mkdir()
    for step in steps:
        for name, text in step.items():
            if text is not None:
                (texts / name).write_text(text, encoding="utf-8", newline="\n")
            elif (texts / name).exists():
                (texts / name).unlink()
                if name in sources(out):
                    corpus.remove([f"texts/{name}"], out)
        if any(texts.iterdir()):
            corpus.build([texts], out)
    if not any(texts.iterdir()):
        return
    corpus.build([texts], fresh)
    assert content(out) == content(fresh)
    lines = set((out / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True))
    assert stored(out) == stored(fresh) == lines
    by_graph: dict[str, list[str]] = {}
    for line in sorted(lines):
        by_graph.setdefault(line.rsplit(" ", 2)[1], []).append(line)
    documents = [own for graph, own in by_graph.items() if "/document/" in graph]
    merges = whole.merges([of_lines(own) for own in documents], lexicon.load())
    concluded = derived_quads([line for own in documents for line in own], merges=merges)
    assert set(concluded) <= lines  # what the whole corpus in memory gives
    assert newest(out) == listed_as_newest(out)


def newest(output: Path) -> set[tuple[str, str]]:
    """Sectors and bodies with their newest statements, from the documents alone."""
    found: dict[str, set[tuple[str, str]]] = {}
    rows = stores.open_read_only(corpus.store_of(output)).query(
        """SELECT DISTINCT ?it ?statement ?date {
          GRAPH ?document {
            ?statement jy:stance ?stance ; jy:states ?measure ; jy:backer ?backer
            FILTER (?stance IN (jy:proposes, jy:supports))
            OPTIONAL { ?document dcterms:issued ?date }
          }
          { GRAPH ?document { ?measure jy:sector ?sector } ?sector skos:broader* ?it }
          UNION { GRAPH ?document { ?statement jy:backer ?it . ?it a org:Organization } }
          UNION { GRAPH ?it { ?it jy:documentCount ?documents } }
        }""",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    for row in rows:
        date = row["date"].value if row["date"] else "0000"
        reversed_date = "".join(chr(ord("9") - ord(digit)) for digit in date)
        found.setdefault(row["it"].value, set()).add((reversed_date, row["statement"].value))
    return {(it, statement) for it, several in found.items() for _, statement in sorted(several)[: latest.NEWEST]}


def listed_as_newest(output: Path) -> set[tuple[str, str]]:
    rows = stores.open_read_only(corpus.store_of(output)).query(
        "SELECT ?it ?statement { GRAPH ?derived { ?it jy:latest ?statement } }", prefixes=PREFIXES
    )
    return {(row["it"].value, row["statement"].value) for row in rows}


def sources(output: Path) -> set[str]:
    from jianyan.corpus import manifest

    loaded = manifest.load(output)
    return {record.source.removeprefix("texts/") for record in loaded.documents.values()} if loaded else set()


def test_the_last_document_can_be_removed(stand_in: Path) -> None:
    Path("a.txt").write_text("2024|李思远|某协会|会长|建设数据平台|氢能||proposes", encoding="utf-8")
    corpus.build(["a.txt"], Path("out"))
    summary = corpus.remove(["a.txt"], Path("out"))
    assert (summary.removed, summary.documents, summary.statements, summary.bodies) == (1, 0, 0, 0)
    corpus.build(["a.txt"], Path("out"))
    corpus.build(["a.txt"], Path("fresh"))
    assert content(Path("out")) == content(Path("fresh"))


def test_what_is_removed_is_named_by_path_digest_or_iri(stand_in: Path) -> None:
    line = "2024|李思远|某协会|会长|{}|||proposes"
    for name, words in (("a.txt", "建设甲"), ("b.txt", "建设乙"), ("c.txt", "建设丙")):
        Path(name).write_text(line.format(words), encoding="utf-8")
    out = Path("out")
    corpus.build(["a.txt", "b.txt", "c.txt"], out)
    from jianyan.corpus import manifest
    from jianyan.errors import InputError

    loaded = manifest.load(out)
    assert loaded is not None
    by_source = {record.source: (iri, record.sha256) for iri, record in loaded.documents.items()}
    for unknown in ("d.txt", "sha256:00000000", by_source["a.txt"][1][:7]):
        with pytest.raises(InputError, match="holds no such document"):
            corpus.remove([unknown], out)
    corpus.remove(["a.txt", "sha256:" + by_source["b.txt"][1][:8]], out)
    corpus.build(["c.txt"], Path("fresh"))
    assert content(out) == content(Path("fresh"))
    corpus.remove([by_source["c.txt"][0]], out)
    assert sources(out) == set()


def test_the_difference_says_what_came_and_went(stand_in: Path) -> None:
    texts = {
        "same.txt": "2024|李思远|某协会|会长|建设数据平台|氢能||proposes",
        "goes.txt": "2024|王若谷|湖南省政协|委员|完善补贴政策|||proposes",
        "other.txt": "2024|李思远|某协会|会长|加快发展风电产业|风电||proposes",
    }
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
    corpus.build(list(texts), Path("old"))
    Path("other.txt").write_text("2024|李思远|某协会|会长|加快发展氢能产业|氢能||proposes", encoding="utf-8")
    Path("comes.txt").write_text("2024|王若谷|湖南省政协|委员|建设数据平台|||supports", encoding="utf-8")
    corpus.build(["same.txt", "other.txt", "comes.txt"], Path("new"))
    found = corpus.diff(Path("old"), Path("new"))
    assert [name for _, name in found.documents_come] == ["comes.txt"]
    assert [name for _, name in found.documents_gone] == ["goes.txt"]
    assert [name for _, name in found.documents_changed] == ["other.txt"]
    assert [text for _, text in found.measures_come] == ["加快发展氢能产业"]
    assert {text for _, text in found.measures_gone} == {"完善补贴政策", "加快发展风电产业"}
    assert found.backers_come == (
        ("body", "某协会", "加快发展氢能产业"), ("body", "湖南省政协", "建设数据平台"),
        ("person", "李思远", "加快发展氢能产业"), ("person", "王若谷", "建设数据平台"),
    )  # fmt: skip
    assert len(found.backers_gone) == 4
    assert not corpus.diff(Path("new"), Path("new"))


# --- killed at any moment

KILLED = """
import sys
sys.path[:0] = {path!r}
from importlib import import_module
from jianyan import corpus
from pathlib import Path
if __name__ == "__main__":
    import_module('jianyan.corpus.build').SHARE = {share}
    corpus.build(["texts"], Path("out"), jobs=2)
"""


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thirty small texts for the real extraction, enough for worker processes."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(30):
        text = f"某省政协委员{NAMES[number % 2]}建议，{MEASURES[number % 6]}，建设第{number}个平台。\n"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


def killed_after(seconds: float, share: int) -> bool:
    """Whether a build was still running after so many seconds; it is killed then, and nobody outlives it."""
    import jianyan

    roots = [str(Path(jianyan.__file__).parents[1])]
    Path("killed.py").write_text(KILLED.format(path=roots, share=share), encoding="utf-8")
    process = subprocess.Popen([sys.executable, "killed.py"], start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_killed_build_leaves_the_old_dataset_or_the_new(articles: Path) -> None:
    out = Path("out")
    corpus.build(["texts"], Path("old"))
    (articles / "00.txt").write_text("某省政协委员王若谷建议，完善第100项补贴政策。\n", encoding="utf-8")
    (articles / "30.txt").write_text("某省政协委员王若谷建议，完善第200项补贴政策。\n", encoding="utf-8")
    corpus.build(["texts"], Path("new"))
    either = (stored(Path("old")), stored(Path("new")))
    shutil.copytree("old", "out")
    begun = time.monotonic()
    assert not killed_after(120, share=1000)  # one that is left alone, to know how long it takes
    whole = time.monotonic() - begun
    shutil.rmtree("out")
    shutil.copytree("old", "out")
    moments = random.Random(7)
    killed = 0
    for attempt in range(8):
        killed += killed_after(moments.uniform(0.1, 0.9) * whole, share=(0, 1000)[attempt % 2])
        assert stored(out) in either  # queries are answered, from the one or the other
    corpus.build(["texts"], out)
    assert content(out) == content(Path("new"))
    assert stored(out) == either[1]
    assert killed >= 2  # else nothing was tried


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_build_goes_on_from_what_a_killed_one_read(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jianyan.corpus import intake

    monkeypatch.setattr(intake, "_SAVE_EVERY", 0.0)
    out, read = Path("out"), 0
    real = extraction.extract

    def stops(document: Document, words: lexicon.Lexicon) -> Reading:
        nonlocal read
        read += 1
        if read > 20:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        return real(document, words)

    monkeypatch.setattr(extraction, "extract", stops)
    # a shell lets what it runs in the background ignore the signal
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            corpus.build(["texts"], out)
    finally:
        signal.signal(signal.SIGINT, before)
    read = -1000
    corpus.build(["texts"], out)
    assert read == -1000 + 10  # twenty were kept
    corpus.build(["texts"], Path("fresh"))
    assert content(out) == content(Path("fresh"))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux tells of them")
def test_workers_do_not_outlive_a_killed_build(articles: Path) -> None:
    before = children_of_nobody()
    assert killed_after(1.5, share=4) or True
    deadline = time.monotonic() + 20
    while children_of_nobody() - before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not children_of_nobody() - before


def children_of_nobody() -> set[str]:
    """Processes of this folder's builds: those whose working directory is ours."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if path.resolve() == Path.cwd() and path.parent.name != str(os.getpid()):
                found.add(path.parent.name)
        except OSError:
            continue
    return found
