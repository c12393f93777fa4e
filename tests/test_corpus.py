"""The output folder: what a build adds, replaces and keeps, and that it is whole whatever happens.

What a text says is not the matter here: a stand-in reads it, by a form so plain that every expected
value can be told from the text. A line ``甲：建议…`` is a measure that 甲 proposes for the body in the
brackets before; ``# …`` is a heading.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

import jianyan
from jianyan import corpus, extraction, lexicon
from jianyan import store as stores
from jianyan.corpus import folder, manifest
from jianyan.corpus.measures import inert
from jianyan.errors import InputError, JianyanError, OutputError
from jianyan.model import (
    Basis,
    Body,
    BodyMention,
    Document,
    Level,
    Measure,
    Person,
    Place,
    PlaceMention,
    Reading,
    Span,
    Speech,
    Stance,
    Statement,
)

A = "（某协会）甲：建议建设园区。\n# 完善机制\n乙：建议引进企业。\n"
B = "（某学会）丙：=推广经验。\n贵州\n"
NONE = "今天天气不错。\n"
LINE = re.compile(r"^(?:（(?P<body>.+?)）)?(?P<name>.)：(?P<said>.+)$|^# (?P<heading>.+)$", re.MULTILINE)


WORDS = lexicon.load()


class Lexicon(lexicon.Lexicon):
    version = "words-1"


def extract(document: Document, _lexicon: Lexicon) -> Reading:
    speeches: list[Speech] = []
    statements: list[Statement] = []
    bodies: list[BodyMention] = []
    for found in LINE.finditer(document.text):
        group = "heading" if found["heading"] else "said"
        level = Level.HEADING if found["heading"] else Level.MEASURE
        statements.append(Statement(Span(*found.span(group)), level, Stance.PROPOSES, Measure(found[group])))
        if found["heading"]:
            continue
        backing = (Body(found["body"], "association"),) if found["body"] else ()
        bodies += [BodyMention(Span(*found.span("body")), body) for body in backing]
        basis = Basis.EXPLICIT if backing else Basis.CAPTION_ORDER
        person = Person(found["name"], document.sha256)
        span = Span(*found.span("name"))
        number = (len(statements) - 1,)
        speeches.append(Speech(len(speeches) + 1, span, person, (), backing, basis=basis, statements=number))
    at = document.text.find("贵州")
    places = (PlaceMention(Span(at, at + 2), Place("贵州省", "520000")),) if at >= 0 else ()
    return Reading(
        document, bodies=tuple(bodies), places=places, speeches=tuple(speeches), statements=tuple(statements)
    )


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extraction, "extract", extract)
    monkeypatch.setattr(lexicon, "load", lambda added=None: Lexicon(WORDS.folder, added))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """a.txt and below/b.md, relative to the working directory ``tmp_path``."""
    (tmp_path / "below").mkdir()
    (tmp_path / "a.txt").write_text(A, encoding="utf-8")
    (tmp_path / "below" / "b.md").write_text(B, encoding="utf-8")
    return tmp_path


OUT = Path("out")


def content(output: Path = OUT) -> dict[str, bytes]:
    """Every file of the build that is to be the same byte for byte: all that is published but for the report, which
    tells how one build went. Oxigraph's own files are not the same either."""
    return {path.name: path.read_bytes() for path in output.iterdir() if path.is_file() and path.name != "report.json"}


def stored(output: Path = OUT) -> set[str]:
    """What queries see, as lines."""
    store = stores.open_read_only(corpus.store_of(output))
    return {str(quad) + " .\n" for quad in store}


def state(output: Path = OUT) -> list[tuple[str, int, bytes]]:
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return [(path.as_posix(), path.stat().st_mtime_ns, path.read_bytes()) for path in files]


def sources(output: Path = OUT) -> list[str]:
    loaded = manifest.load(output)
    assert loaded is not None
    return sorted(record.source for record in loaded.documents.values())


def table(output: Path = OUT) -> list[dict[str, str]]:
    with (output / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- finding texts


def test_find_goes_through_folders_in_sorted_order(texts: Path) -> None:
    for name in ("c.png", ".hidden.txt", "below/.x.md"):
        (texts / name).write_text("x", encoding="utf-8")
    (texts / ".git").mkdir()
    (texts / ".git" / "d.txt").write_text("x", encoding="utf-8")
    (texts / "Z.HTM").write_text("x", encoding="utf-8")
    expected = ["Z.HTM", "a.txt", "below/b.md"]
    assert [path.as_posix() for path in corpus.find(["."])] == expected
    assert [path.as_posix() for path in corpus.find(["below", "a.txt", "./a.txt", "Z.HTM", "below/b.md"])] == expected
    assert corpus.find(["-"]) == [Path("-")]


def test_find_passes_over_what_a_build_wrote(texts: Path) -> None:
    corpus.build(["a.txt"], OUT, view=lambda _store, path, _lang: path.write_text("<p>x", encoding="utf-8"))
    assert (OUT / "index.html").is_file()
    assert [path.as_posix() for path in corpus.find(["."])] == ["a.txt", "below/b.md"]


# --- what a build writes


def test_the_graph_is_ordered_and_whole(texts: Path) -> None:
    summary = corpus.build(["."], OUT)
    graphs = [line.rsplit(" ", 2)[1] for line in (OUT / "graph.nq").read_text(encoding="utf-8").splitlines()]
    blocks = list(dict.fromkeys(graphs))
    documents = [f"<https://w3id.org/jianyan/id/document/{sha256(t.encode()).hexdigest()[:16]}>" for t in (A, B)]
    scheme, derived = "<https://w3id.org/jianyan/scheme>", "<https://w3id.org/jianyan/id/graph/derived>"
    assert blocks == [scheme, *sorted(documents), derived]
    assert graphs == [graph for block in blocks for graph in graphs if graph == block]  # each stands together
    assert (summary.documents, summary.new, summary.written) == (2, 2, True)
    assert {path.name for path in OUT.iterdir()} == {
        "graph.nq", "dataset", "measures.csv", "manifest.json", "report.json",
    }  # fmt: skip


def test_the_summary_counts(texts: Path) -> None:
    summary = corpus.build(["."], OUT)
    assert (summary.speakers, summary.bodies, summary.speeches) == (3, 2, 3)
    assert (summary.statements, summary.measures, summary.headings) == (4, 3, 1)
    assert (summary.places, summary.sectors) == (1, 0)
    assert summary.inferred == round(1 / 3, 4)  # of 甲, 乙, 丙 only 乙 stands without a body
    assert summary.notes == ()


def test_a_text_without_measures_is_in_the_graph_with_a_note(texts: Path) -> None:
    Path("none.txt").write_text(NONE, encoding="utf-8")
    for _ in range(2):  # also when it is there already
        summary = corpus.build(["none.txt"], OUT)
        assert summary.notes == (corpus.Note("none.txt", "no-measures"),)
        assert (summary.documents, summary.statements, summary.inferred) == (1, 0, None)


def test_measures_csv_opens_in_excel(texts: Path) -> None:
    corpus.build(["."], OUT)
    data = (OUT / "measures.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbftext,level,speaker,bodies,sectors,places,document,date,start,end,")
    assert data.count(b"\r\n") == data.count(b"\n") == 5
    rows = {row["text"]: row for row in table()}
    assert list(rows) == [
        text
        for document in sorted((A, B), key=lambda t: sha256(t.encode()).hexdigest())
        for text in {A: ["建议建设园区。", "完善机制", "建议引进企业。"], B: ["'=推广经验。"]}[document]
    ]
    first = rows["建议建设园区。"]
    assert (first["level"], first["speaker"], first["bodies"]) == ("measure", "甲", "某协会")
    assert (first["basis"], first["stance"], first["source"]) == ("explicit", "proposes", "a.txt")
    assert A[int(first["start"]) : int(first["end"])] == "建议建设园区。"
    assert (rows["建议引进企业。"]["bodies"], rows["建议引进企业。"]["basis"]) == ("", "captionOrder")
    assert (rows["完善机制"]["level"], rows["完善机制"]["speaker"]) == ("heading", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＠"])
def test_a_cell_is_no_formula(start: str) -> None:
    assert inert(start + "1") == "'" + start + "1"
    assert inert("1" + start) == "1" + start


# --- the same input gives the same bytes


def test_two_builds_give_the_same_bytes_in_any_order(texts: Path) -> None:
    Path("c.txt").write_text("丁：建议三。\n", encoding="utf-8")
    corpus.build(["a.txt", "below", "c.txt"], OUT)
    corpus.build(["c.txt", "below/b.md", "a.txt"], Path("other"))
    corpus.build(["c.txt"], Path("steps"))
    corpus.build(["below"], Path("steps"))
    corpus.build(["a.txt"], Path("steps"))
    assert content(OUT) == content(Path("other")) == content(Path("steps"))
    assert set(content()) == {"graph.nq", "measures.csv", "manifest.json"}


def test_building_again_changes_nothing_and_says_so(texts: Path) -> None:
    corpus.build(["."], OUT)
    before = state()
    summary = corpus.build(["below", "a.txt"], OUT)
    assert (summary.written, summary.new, summary.changed, summary.unchanged, summary.kept) == (False, 0, 0, 2, 0)
    assert (summary.speakers, summary.measures) == (3, 3)
    assert state() == before
    summary = corpus.build(["a.txt"], OUT)
    assert (summary.written, summary.unchanged, summary.kept) == (False, 1, 1)
    assert state() == before


def test_force_reads_again_and_gives_the_same(texts: Path) -> None:
    corpus.build(["."], OUT)
    before = content()
    summary = corpus.build(["."], OUT, force=True)
    assert (summary.written, summary.changed) == (True, 2)
    assert content() == before


def test_another_lexicon_reads_again(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.build(["."], OUT)
    before = manifest.load(OUT)
    assert before is not None
    monkeypatch.setattr(Lexicon, "version", "words-2")
    summary = corpus.build(["a.txt"], OUT)
    assert (summary.changed, summary.kept) == (1, 1)
    after = manifest.load(OUT)
    assert after is not None
    assert after.documents.keys() == before.documents.keys()
    again = {after.documents[iri].source for iri in after.documents if after.documents[iri] != before.documents[iri]}
    assert again == {"a.txt"}


def test_the_same_text_twice_is_one_document_of_the_smallest_path(texts: Path) -> None:
    Path("z.txt").write_text(A.replace("\n", "\r\n"), encoding="utf-8", newline="")
    for inputs in (["z.txt", "a.txt"], ["a.txt", "z.txt"]):
        summary = corpus.build(inputs, OUT)
        assert (summary.documents, sources()) == (1, ["a.txt"])
    assert not summary.written


# --- adding to what is there


def test_other_documents_stay_as_they_are(texts: Path) -> None:
    corpus.build(["a.txt", "below"], Path("both"))
    corpus.build(["a.txt"], OUT)
    Path("a.txt").unlink()
    summary = corpus.build(["below"], OUT)
    assert (summary.documents, summary.new, summary.kept, summary.measures) == (2, 1, 1, 3)
    assert content() == content(Path("both"))


def test_a_changed_file_replaces_its_document(texts: Path) -> None:
    corpus.build(["."], OUT)
    Path("a.txt").write_text("戊：建议五。\n", encoding="utf-8")
    summary = corpus.build(["a.txt"], OUT)
    assert (summary.documents, summary.new, summary.changed, summary.kept) == (2, 0, 1, 1)
    assert "建议建设园区" not in (OUT / "graph.nq").read_text(encoding="utf-8")
    assert {row["speaker"] for row in table()} == {"戊", "丙"}
    corpus.build(["."], Path("fresh"))
    assert content() == content(Path("fresh"))


def test_a_moved_file_keeps_its_document(texts: Path) -> None:
    corpus.build(["a.txt"], OUT)
    Path("a.txt").rename("moved.txt")
    summary = corpus.build(["moved.txt"], OUT)
    assert (summary.documents, summary.changed, sources()) == (1, 1, ["moved.txt"])


def test_two_piped_texts_are_two_documents(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (A, B):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode("gb18030")), encoding="utf-8"))
        summary = corpus.build(["-"], OUT)
    assert (summary.documents, summary.new, summary.kept, sources()) == (2, 1, 1, ["-", "-"])


def test_the_base_is_that_of_the_folder(texts: Path) -> None:
    corpus.build(["a.txt"], OUT, base="https://example.org/id/")
    corpus.build(["below"], OUT)
    text = (OUT / "graph.nq").read_text(encoding="utf-8")
    assert "https://w3id.org/jianyan/id/" not in text
    assert "<https://example.org/id/graph/derived>" in text
    before = state()
    with pytest.raises(OutputError) as caught:
        corpus.build(["a.txt"], OUT, base="https://example.org/other/")
    assert "https://example.org/id/" in caught.value.en
    with pytest.raises(JianyanError, match="--base"):
        corpus.build(["a.txt"], Path("new"), base="no iri")
    assert state() == before
    assert not Path("new").exists()


def test_the_view_is_made_when_asked_for_and_goes_when_it_would_be_stale(texts: Path) -> None:
    def view(_store: object, path: Path, lang: str) -> None:
        path.write_text(f"view in {lang}", encoding="utf-8")

    corpus.build(["a.txt"], OUT)
    before = content()
    assert corpus.build(["a.txt"], OUT, view=view, lang="zh").written
    assert (OUT / "index.html").read_text(encoding="utf-8") == "view in zh"
    assert content()["graph.nq"] == before["graph.nq"]
    assert not corpus.build(["a.txt"], OUT, view=view, lang="zh").written
    assert not corpus.build(["a.txt"], OUT).written
    assert corpus.build(["a.txt"], OUT, view=view, lang="en").written
    assert (OUT / "index.html").read_text(encoding="utf-8") == "view in en"
    corpus.build(["below"], OUT)
    assert not (OUT / "index.html").exists()


def test_what_a_user_deleted_is_made_again(texts: Path) -> None:
    corpus.build(["."], OUT)
    before = content()
    (OUT / "measures.csv").unlink()
    assert corpus.build(["a.txt"], OUT).written
    assert content() == before
    (OUT / "graph.nq").unlink()
    shutil.rmtree(corpus.store_of(OUT))
    assert corpus.build(["a.txt"], OUT).written
    assert content() == before
    (OUT / "dataset" / "readings.db").unlink()
    shutil.rmtree(corpus.store_of(OUT))
    with pytest.raises(OutputError, match=r"readings\.db: what was read from below/b\.md is missing"):
        corpus.build(["a.txt"], OUT)


# --- nothing half written


def test_a_strict_build_stops_at_a_bad_input_and_writes_nothing(texts: Path) -> None:
    Path("bad.txt").write_bytes(b"\0\1\2")
    for output in (OUT, Path("new/deep/er")):
        with pytest.raises(InputError, match=r"bad\.txt"):
            corpus.build(["bad.txt", "below"], output, strict=True)
        with pytest.raises(InputError, match=r"bad\.txt"):  # nothing else to read
            corpus.build(["bad.txt"], output)
        assert not Path("new").exists()
        assert not OUT.exists()
    corpus.build(["a.txt"], OUT)
    before = state()
    with pytest.raises(InputError, match=r"bad\.txt"):
        corpus.build(["a.txt", "bad.txt"], OUT, strict=True)
    assert state() == before


def test_a_bad_input_is_skipped_and_told(texts: Path) -> None:
    Path("bad.txt").write_bytes(b"\0\1\2")
    Path("empty.txt").write_bytes(b"")
    corpus.build(["a.txt", "below"], Path("good"))
    summary = corpus.build(["."], OUT)
    assert [skipped.source for skipped in summary.skipped] == ["bad.txt", "empty.txt"]
    assert "empty" in summary.skipped[1].en
    assert content() == content(Path("good"))
    report = json.loads((OUT / "report.json").read_text(encoding="utf-8"))
    assert [skipped["source"] for skipped in report["skipped"]] == ["bad.txt", "empty.txt"]
    assert report["documents"] == 2


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device"), ZeroDivisionError])
def test_an_interrupted_build_leaves_the_old_one(texts: Path, error: type[BaseException]) -> None:
    def view(_store: object, path: Path, _lang: str) -> None:
        path.write_text("half", encoding="utf-8")
        raise error

    corpus.build(["a.txt"], OUT)
    before = content()
    with pytest.raises(OutputError if isinstance(error, OSError) else error):
        corpus.build(["below"], OUT, view=view)
    assert content() == before
    assert sorted(path.name for path in (OUT / "dataset").iterdir()) == ["1", "current", "readings.db"]
    with pytest.raises(OutputError if isinstance(error, OSError) else error):
        corpus.build(["below"], Path("new"), view=view)
    assert [path.name for path in Path("new").rglob("*")] == ["dataset", "readings.db"]  # what it read


def test_what_a_dead_build_left_is_dropped_but_for_its_readings(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.build(["a.txt"], OUT)
    before = content()
    (OUT / "dataset" / "2" / "store").mkdir(parents=True)
    (OUT / "dataset" / "2" / "manifest.json").write_text("half", encoding="utf-8")
    corpus.settle(OUT)  # a reader leaves it alone: its build may be alive
    assert (OUT / "dataset" / "2").is_dir()
    corpus.build(["a.txt"], OUT)
    assert content() == before
    with monkeypatch.context() as patched:
        patched.setattr(folder.Work, "commit", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            corpus.build(["below"], OUT)
    assert sources() == ["a.txt"]
    assert not (OUT / "dataset" / "2").exists()
    monkeypatch.setattr(extraction, "extract", None)  # nothing is read again
    assert corpus.build(["below"], OUT).documents == 2
    assert sources() == ["a.txt", "below/b.md"]


@pytest.mark.parametrize("step", range(7))
def test_a_build_that_dies_while_it_is_put_in_place_is_finished_later(
    texts: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Each rename of the commit in turn is the last one that happens."""
    corpus.build(["a.txt"], Path("old"))
    corpus.build(["a.txt", "below"], Path("new"))
    corpus.build(["a.txt"], OUT)
    left, real = step, Path.replace

    def die(self: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", die)
        try:
            corpus.build(["below"], OUT)
            died = False
        except KeyboardInterrupt:
            died = True
    assert died == (step < 5)  # current, graph.nq, measures.csv, report.json, manifest.json
    assert stored() == stored(Path("old" if step == 0 else "new"))
    corpus.settle(OUT)
    assert content() == content(Path("old" if step == 0 else "new"))
    assert stored() == stored(Path("old" if step == 0 else "new"))


def test_two_builds_do_not_write_at_once(texts: Path) -> None:
    def view(_store: object, path: Path, _lang: str) -> None:
        path.write_text("x", encoding="utf-8")
        with pytest.raises(OutputError, match="another build"):
            corpus.build(["below"], OUT)

    corpus.build(["a.txt"], OUT, view=view)
    assert sources() == ["a.txt"]


# --- folders that are not ours


@pytest.mark.parametrize("name", ["notes.txt", "manifest.json", "store/x", "index.html"])
def test_a_folder_of_something_else_is_left_alone(texts: Path, name: str) -> None:
    (OUT / name).parent.mkdir(parents=True)
    (OUT / name).write_text('{"name": "web app"}', encoding="utf-8")
    before = state()
    with pytest.raises(OutputError, match="something else"):
        corpus.build(["a.txt"], OUT)
    assert state() == before


def test_an_empty_folder_and_one_with_gitkeep_will_do(texts: Path) -> None:
    OUT.mkdir()
    (OUT / ".gitkeep").touch()
    assert corpus.build(["a.txt"], OUT).new == 1
    assert (OUT / ".gitkeep").exists()


def test_an_output_that_is_a_file(texts: Path) -> None:
    with pytest.raises(OutputError, match="this is a file"):
        corpus.build(["below"], Path("a.txt"))
    with pytest.raises(OutputError, match="cannot be written"):
        corpus.build(["below"], Path("a.txt/inner"))
    assert Path("a.txt").read_text(encoding="utf-8") == A


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere; Windows has other permissions"
)
def test_an_output_that_may_not_be_written(texts: Path) -> None:
    OUT.mkdir()
    OUT.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        corpus.build(["a.txt"], OUT)


def test_a_system_that_refuses_to_write(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match=r"^out: cannot be written \(Permission denied\)"):
        corpus.build(["a.txt"], OUT)


def test_a_folder_of_a_newer_program(texts: Path) -> None:
    OUT.mkdir()
    (OUT / "manifest.json").write_text(json.dumps({"jianyan": manifest.FORMAT + 1}), encoding="utf-8")
    with pytest.raises(OutputError, match="newer version"):
        corpus.build(["a.txt"], OUT)
    (OUT / "manifest.json").write_text(json.dumps({"jianyan": manifest.FORMAT}), encoding="utf-8")
    with pytest.raises(OutputError, match="damaged"):
        corpus.build(["a.txt"], OUT)


def test_progress_is_told(texts: Path) -> None:
    told: list[tuple[int, int, str]] = []
    corpus.build(["."], OUT, progress=lambda *call: told.append(call))
    assert told == [(0, 2, "a.txt"), (1, 2, "below/b.md"), (2, 2, "")]


def test_memory_does_not_hold_the_corpus(texts: Path) -> None:
    for number in range(30):
        Path(f"{number:02}.txt").write_text(f"己：建议第{number}条。\n", encoding="utf-8")
    corpus.build(["."], OUT)
    corpus.build([f"{number:02}.txt" for number in range(0, 30, 3)], Path("steps"))
    corpus.build([f"{number:02}.txt" for number in range(1, 30, 3)], Path("steps"))
    corpus.build(["."], Path("steps"))
    assert content() == content(Path("steps"))


def test_the_lock_ends_with_its_process(texts: Path) -> None:
    corpus.build(["a.txt"], OUT)
    code = (
        "import os, sys; from pathlib import Path; from jianyan.corpus import folder\n"
        "with folder.opened(Path('out')) as work:\n    work.begin(); (work.new / 'x').touch(); os._exit(9)"
    )
    path = os.pathsep.join([str(Path(jianyan.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": path}, check=False)
    assert done.returncode == 9
    assert (OUT / "dataset" / "2" / "x").exists()
    assert corpus.build(["below"], OUT).documents == 2
    assert not (OUT / "dataset" / "2" / "x").exists()
