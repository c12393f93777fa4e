"""``jianyan text``, and where the fields of a reading are from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jianyan import lexicon
from jianyan.cli import main
from jianyan.cli.messages import CATALOGUE
from jianyan.cli.text import KINDS, ORIGINS
from jianyan.extraction import extract
from jianyan.model import BlockKind, FieldOrigin
from jianyan.reading import read, read_bytes

HERE = Path(__file__).parent
TABLE = str(HERE / "gov" / "action-table.html")


def said(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*args, "--lang", "en"])
    assert not ended.value.code
    return capsys.readouterr().out


def test_the_text_is_what_offsets_refer_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "text", TABLE) == read(Path(TABLE)).text + "\n"


def test_blocks_are_listed_with_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    text = read(Path(TABLE)).text
    rows = [row.split("\t") for row in said(capsys, "text", TABLE, "--blocks").splitlines()]
    assert rows[0] == ["title", "岚江新区优化营商环境重点任务清单", "metadata"]
    for place, _, quoted in rows[3:]:
        start, end = map(int, place.split("–"))
        assert text[start:end] == quoted
    assert ["cell", "责任单位"] in [row[1:] for row in rows]


def test_plain_text_has_a_block_a_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("建议一\n\n  建议二\n", encoding="utf-8")
    rows = said(capsys, "text", str(tmp_path / "a.txt"), "--blocks").splitlines()
    assert rows == ["0–3\tparagraph\t建议一", "5–10\tparagraph\t  建议二"]


def test_json_gives_text_blocks_and_fields_with_their_origins(capsys: pytest.CaptureFixture[str]) -> None:
    pages = [TABLE, str(HERE / "gov" / "county-no-paragraphs.html")]
    first, second = map(json.loads, said(capsys, "text", *pages, "--json").splitlines())
    assert set(first) == {"jianyan", "source", "sha256", "text", "blocks", "unread", "metadata"}
    assert first["metadata"]["issued"] == {"value": "2023-05-22", "origin": "metadata"}
    assert first["metadata"]["authors"] is None
    assert second["metadata"]["issued"] == {"value": "2020-03-18", "origin": "imprint"}
    assert second["metadata"]["title"] == {"value": "青枫县召开春季造林调度会", "origin": "heading"}
    assert {block["kind"] for block in first["blocks"]} == {"heading", "paragraph", "cell"}


def test_every_kind_and_origin_has_a_name() -> None:
    assert set(KINDS) == {kind.value for kind in BlockKind}
    assert set(ORIGINS) == {origin.value for origin in FieldOrigin}
    assert {*KINDS.values(), *ORIGINS.values()} <= set(CATALOGUE)


def test_a_pages_own_word_goes_before_a_guess() -> None:
    reading = extract(read(HERE / "gov" / "trs-province.html"), lexicon.load())
    assert reading.publisher is not None
    assert reading.publisher.name == "澜洲日报"
    assert (reading.origins.issued, reading.origins.publisher) == (FieldOrigin.METADATA, FieldOrigin.METADATA)


@pytest.mark.parametrize(
    ("text", "field", "origin"),
    [
        (
            "关于发展冷链物流的建议\n发布时间：2023-03-06 来源：青枫日报\n加快建设冷库。\n",
            "issued",
            FieldOrigin.IMPRINT,
        ),
        (
            "关于发展冷链物流的建议\n发布时间：2023-03-06 来源：青枫日报\n加快建设冷库。\n",
            "publisher",
            FieldOrigin.IMPRINT,
        ),
        ("关于发展冷链物流的建议\n青枫社3月6日电 加快建设冷库。\n", "publisher", FieldOrigin.DATELINE),
        ("关于发展冷链物流的建议\n记者 林知远\n加快建设冷库。\n", "authors", FieldOrigin.BYLINE),
        ("关于发展冷链物流的通知\n各县：\n加快建设冷库。\n2023年3月6日\n", "issued", FieldOrigin.SIGNATURE),
        ("关于发展冷链物流的建议\n加快建设冷库。\n", "title", FieldOrigin.HEADING),
        ("案由：关于发展冷链物流的建议\n加快建设冷库。\n", "title", FieldOrigin.FORM_FIELD),
        ("---\ntitle: 冷链\ndate: 2023-03-06\n---\n加快建设冷库。\n", "issued", FieldOrigin.METADATA),
    ],
)
def test_each_field_of_a_reading_says_where_it_is_from(text: str, field: str, origin: FieldOrigin) -> None:
    reading = extract(read_bytes(text.encode(), "a.txt", ".txt"), lexicon.load())
    assert getattr(reading.origins, field) is origin
