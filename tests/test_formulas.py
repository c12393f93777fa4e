"""No cell of a table is worked out by a spreadsheet: what begins like a formula is made text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from jianyan import queries
from jianyan.corpus import measures
from jianyan.corpus.export import tables
from jianyan.corpus.export.tables import Table
from jianyan.queries.engine import Result

CELLS = ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"]


def first(data: str) -> list[str]:
    return [row[0] for row in csv.reader(io.StringIO(data, newline=""))][1:]


def test_a_result_as_csv() -> None:
    from pyoxigraph import Literal

    data = queries.write(Result(("x",), tuple((Literal(cell),) for cell in CELLS)), "csv")
    assert first(data) == ["'" + cell for cell in CELLS]


def test_numbers_stay_numbers_in_a_result() -> None:
    from pyoxigraph import Literal

    assert first(queries.write(Result(("x",), ((Literal(-5),),)), "csv")) == ["-5"]


def test_a_result_for_programs_is_left_as_it_is() -> None:
    """TSV, JSON and XML of SPARQL are for programs: a standard says how they are written."""
    from pyoxigraph import Literal

    for form in ("tsv", "json", "xml"):
        assert "'=" not in queries.write(Result(("x",), ((Literal("=1+1"),),)), form)


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_of_measures_and_exports(cell: str) -> None:
    assert measures.inert(cell) == "'" + cell
    assert measures.inert("a" + cell) == "a" + cell


def test_an_export_as_csv_and_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(cell, 1) for cell in CELLS]
    monkeypatch.setattr(tables, "tables", lambda *_: [Table("t", ("text", "start"), iter(rows))])
    tables.csv_files(None, tmp_path, True)  # type: ignore[arg-type]
    found = first((tmp_path / "t.csv").read_bytes().decode("utf-8-sig"))
    assert found == ["'" + cell for cell in CELLS]
    pq = pytest.importorskip("pyarrow.parquet")
    tables.parquet_files(None, tmp_path, True)  # type: ignore[arg-type]
    assert pq.read_table(tmp_path / "t.parquet")["text"].to_pylist() == CELLS  # typed: nobody works these out


def test_a_workbook_holds_texts() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    file = io.BytesIO()
    tables.workbook([Table("t", ("text",), iter([(cell,) for cell in CELLS]))], file)
    sheet = openpyxl.load_workbook(io.BytesIO(file.getvalue()))["t"]
    kinds = [row[0].data_type for row in sheet.iter_rows(min_row=2)]
    assert kinds == ["s"] * len(CELLS)


@pytest.mark.parametrize("cell", CELLS)
def test_what_is_to_be_reviewed(cell: str) -> None:
    """``jianyan review --format csv`` is filled in by people in a spreadsheet."""
    from jianyan.corpus.corrections import review
    from jianyan.model import CorrectionKind

    out = io.StringIO(newline="")
    review.write([review.Item(CorrectionKind.NOT_SAME, "x", 0.1, 1, cell, quote=cell, value=cell)], out)
    (row,) = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert [row[column] for column in ("quote", "value", "program")] == ["'" + cell] * 3
