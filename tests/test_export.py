"""The corpus for other tools: each format read back by the tool that it is for."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from networkx.readwrite.gexf import GEXF

from jianyan import corpus
from jianyan.corpus.export import FORMATS
from jianyan.corpus.measures import COLUMNS
from jianyan.errors import JianyanError, OutputError
from jianyan.rdf import terms as t

TEXTS = (
    "2024-05-21 来源：某报\n某省政协委员李思远建议，加快发展氢能产业，建设数据平台。\n",
    "民建贵州省委会主委王若谷代表民建贵州省委会提出，推动氢能产业加快发展，=完善补贴政策。\n",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    corpus.build([folder], folder / "out")
    return folder / "out"


def exported(built: Path, form: str, *, provenance: bool = True) -> bytes:
    file = BytesIO()
    with corpus.opened(built) as there:
        corpus.export(there, form, file, provenance=provenance)
    return file.getvalue()


def test_nquads_are_the_bytes_of_the_graph(built: Path) -> None:
    assert exported(built, "nquads") == (built / "graph.nq").read_bytes()


@pytest.mark.parametrize(("form", "kind"), [("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_the_other_formats_of_datasets_say_the_same(built: Path, form: str, kind: ox.RdfFormat) -> None:
    there = set(ox.parse(exported(built, form), format=kind))
    assert there == set(ox.parse((built / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))


def test_turtle_has_the_triples(built: Path) -> None:
    there = set(ox.parse(exported(built, "turtle"), format=ox.RdfFormat.TURTLE))
    quads = ox.parse((built / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS)
    assert {quad.triple for quad in there} == {quad.triple for quad in quads}


def test_without_provenance_nothing_tells_where_it_was_read(built: Path) -> None:
    lines = exported(built, "nquads", provenance=False).decode()
    assert f"<{t.STATES}>" in lines
    assert f"<{t.BACKS}>" in lines
    for gone in (
        t.EVIDENCE,
        t.EXACT,
        t.START,
        t.BASIS_OF,
        t.ISSUED_FROM,
        t.WAS_GENERATED_BY,
        t.QUOTE_SELECTOR,
        t.ACTIVITY,
    ):
        assert f"<{gone}>" not in lines
    whole = exported(built, "nquads").decode().splitlines()
    assert set(lines.splitlines()) < set(whole)


def test_the_network_is_read_by_networkx(built: Path) -> None:
    graphml = nx.read_graphml(BytesIO(exported(built, "graphml")))
    if "1.3" in GEXF.versions:  # that of Python 3.10 knows no newer version of the format than 1.2
        gexf = nx.read_gexf(BytesIO(exported(built, "gexf")))
        assert set(graphml.nodes) == set(gexf.nodes)
        assert set(graphml.edges) == set(gexf.edges)
    label = {node: data["label"] for node, data in graphml.nodes(data=True)}
    backs = {(label[a], label[b]) for a, b, data in graphml.edges(data=True) if data["relation"] == "backs"}
    assert ("李思远", "建设数据平台") in backs
    assert ("民建贵州省委会", "加快发展氢能产业") in backs  # by another wording
    with corpus.opened(built) as there:
        stored = there.index.sql.execute("SELECT count(*) FROM backs").fetchone()[0]
    assert len(backs) == stored
    assert any("documents" in data for _, _, data in graphml.edges(data=True))
    bare = nx.read_graphml(BytesIO(exported(built, "graphml", provenance=False)))
    assert not any("documents" in data for _, _, data in bare.edges(data=True))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_is_a_folder_of_tables(built: Path, tmp_path: Path) -> None:
    with corpus.opened(built) as there:
        corpus.export(there, "csv", tmp_path / "tables")
        corpus.export(there, "csv", tmp_path / "bare", provenance=False)
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert names == {"documents.csv", "measures.csv", "backers.csv", "memberships.csv"}
    documents = {row["source"].rpartition("/")[2]: row for row in rows_of(tmp_path / "tables" / "documents.csv")}
    first, second = documents["0.txt"], documents["1.txt"]
    assert (first["date"], first["dateFrom"]) == ("2024-05-21", "masthead")
    assert (first["publisher"], first["publisherFrom"]) == ("某报", "imprint")
    assert (second["date"], second["dateFrom"]) == ("", "")
    assert first["node"] in (built / "graph.nq").read_text(encoding="utf-8")
    assert {row["dateFrom"] for row in rows_of(built / "measures.csv")} == {"masthead", ""}
    bare = rows_of(tmp_path / "bare" / "documents.csv")
    assert not [name for name in bare[0] if name.endswith("From")]
    assert (tmp_path / "tables" / "measures.csv").read_bytes() == (built / "measures.csv").read_bytes()
    backers = {(row["backer"], row["measure"]): row for row in rows_of(tmp_path / "tables" / "backers.csv")}
    assert backers["李思远", "建设数据平台"]["documents"] == "1"
    assert set(rows_of(tmp_path / "bare" / "measures.csv")[0]) == set(COLUMNS) - {
        "start", "end", "basis", "source", "statement", "titleFrom", "dateFrom",
    }  # fmt: skip


def test_excel_opens_a_workbook_of_texts(built: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    with corpus.opened(built) as there:
        corpus.export(there, "xlsx", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["documents", "measures", "backers", "memberships"]
    header, *rows = book["measures"].values
    assert header == COLUMNS
    assert len(rows) == len(rows_of(built / "measures.csv"))
    assert all(isinstance(row[header.index("start")], int) for row in rows)
    assert not [cell for row in book["measures"] for cell in row if cell.data_type == "f"]


def test_what_looks_like_a_formula_is_a_text(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from jianyan.corpus.export import tables

    with (tmp_path / "a.xlsx").open("wb") as file:
        tables.workbook([tables.Table("a", ("b",), iter([("=1+1",), ("\x01x",)]))], file)
    values = [cell for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["a"] for cell in row]
    assert [cell.value for cell in values] == ["b", "=1+1", "x"]
    assert "f" not in {cell.data_type for cell in values}


def test_parquet_is_a_folder_of_tables(built: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    with corpus.opened(built) as there:
        corpus.export(there, "parquet", tmp_path / "tables")
    table = pq.read_table(tmp_path / "tables" / "measures.parquet")
    assert tuple(table.column_names) == COLUMNS
    plain = [row["text"].removeprefix("'") for row in rows_of(built / "measures.csv")]
    assert [text.removeprefix("'") for text in table["text"].to_pylist()] == plain


def test_a_missing_library_is_named_with_its_extra(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with corpus.opened(built) as there:
        for form, extra in (("xlsx", "xlsx"), ("parquet", "parquet")):
            with pytest.raises(JianyanError, match=rf"jianyan\[{extra}\]"):
                corpus.export(there, form, tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_written_stays(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jianyan.corpus import generation

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "old.nq").write_text("old", encoding="utf-8")
    with corpus.opened(built) as there:
        with pytest.raises(OutputError, match="this is a file"):
            corpus.export(there, "csv", tmp_path / "old.nq")
        monkeypatch.setattr(generation, "dataset", fails)
        with pytest.raises(OutputError, match="No space left"):
            corpus.export(there, "nquads", tmp_path / "old.nq")
    assert [path.name for path in tmp_path.iterdir()] == ["old.nq"]
    assert (tmp_path / "old.nq").read_text(encoding="utf-8") == "old"
    assert FORMATS[0] == "turtle"
