"""Files that are made to harm: each is read for what it holds, or skipped with a reason, at no cost to the others."""

from __future__ import annotations

import json
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from jianyan import corpus
from jianyan.corpus.limits import Limits

SAID = "昆明市政协委员许清禾建议，加快推进氢能产业发展。"
GOOD = "昆明市政协委员段牧云建议，完善养老服务体系。"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path / "in"


def built(**options: object) -> tuple[corpus.Summary, dict[str, str], str]:
    """The summary, what was skipped and why, and the graph."""
    summary = corpus.build(["in"], Path("out"), **options)  # type: ignore[arg-type]
    graph = Path("out/graph.nq").read_text(encoding="utf-8")
    assert "段牧云" in graph
    return summary, {one.source: one.en for one in summary.skipped}, graph


def broken(data: bytes, flag: int = 0) -> bytes:
    """An archive whose first member is said to have ``flag``."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(mark) + at
        data = data[:start] + struct.pack("<H", flag) + data[start + 2 :]
    return data


# -- archives -------------------------------------------------------------------------------


def test_members_lie_where_they_say_only_in_their_names(here: Path) -> None:
    names = ["/etc/abs.txt", "C:\\win.txt", "日志.txt"]
    climbing = ["../../up.txt", "a/./b/../c.txt"]  # left out, as what is hidden is
    with zipfile.ZipFile(here / "names.zip", "w") as archive:
        for number, name in enumerate([*names, *climbing]):
            archive.writestr(name, SAID + str(number))
    before = {path for path in here.parent.rglob("*") if path.is_file()}
    summary, skipped, _ = built()
    assert not skipped
    assert summary.documents == 1 + len(names)
    new = {path for path in here.parent.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(here.parent / "out") for path in new)
    assert not (here.parent.parent / "up.txt").exists()


def test_members_of_one_name_and_archives_in_archives(here: Path) -> None:
    with zipfile.ZipFile(here / "inner.zip", "w") as archive:
        archive.writestr("a.txt", SAID)
    inner = (here / "inner.zip").read_bytes()
    (here / "inner.zip").unlink()
    with warnings.catch_warnings(), zipfile.ZipFile(here / "outer.zip", "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("b.txt", SAID + "一")
        archive.writestr("b.txt", SAID + "二")
        archive.writestr("inner.zip", inner)
    summary, _, graph = built()
    assert summary.documents == 2
    assert "许清禾" in graph


def test_locked_and_damaged_members_are_skipped_alone(here: Path) -> None:
    with zipfile.ZipFile(here / "locked.zip", "w") as archive:
        archive.writestr("a.txt", SAID)
    locked = here / "locked.zip"
    locked.write_bytes(broken(locked.read_bytes(), flag=1))
    with zipfile.ZipFile(here / "damaged.zip", "w") as archive:
        archive.writestr("a.txt", SAID)
        archive.writestr("b.txt", SAID)
    damaged = here / "damaged.zip"
    damaged.write_bytes(damaged.read_bytes().replace(SAID.encode(), SAID.encode()[:-1] + b"?", 1))
    with zipfile.ZipFile(here / "deflated.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", SAID * 100)
    data = bytearray((here / "deflated.zip").read_bytes())
    data[45:60] = b"\xff" * 15
    (here / "deflated.zip").write_bytes(bytes(data))
    summary, skipped, _ = built()
    assert sorted(skipped) == ["in/damaged.zip/a.txt", "in/deflated.zip/a.txt", "in/locked.zip/a.txt"]
    assert "password" in skipped["in/locked.zip/a.txt"]
    assert summary.documents == 2


def test_a_bomb_is_not_unpacked(here: Path) -> None:
    with zipfile.ZipFile(here / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(100):
            member.write(b" " * (1 << 20))
    assert (here / "bomb.zip").stat().st_size < 200_000
    _, skipped, _ = built()
    assert list(skipped) == ["in/bomb.zip/a.txt"]
    assert "larger than" in skipped["in/bomb.zip/a.txt"]


def test_a_hundred_thousand_members_are_counted_not_kept_open(here: Path) -> None:
    with zipfile.ZipFile(here / "many.zip", "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.png"), b"")
        archive.writestr("a.txt", SAID)
    summary, skipped, _ = built()
    assert summary.documents == 2
    assert not skipped


# -- lines of JSON --------------------------------------------------------------------------


def test_lines_of_json_that_no_reader_can_take(here: Path) -> None:
    lines = [
        '{"text": "' + SAID + '\\ud800", "title": "\\udfff题目", "n": 1e999}',
        "[" * 100_000 + "]" * 100_000,
        '{"text": "a", "n": ' + "9" * 5000 + "}",
        '{"text": 1}',
        '{"text": "a", "date": "2024-02-31"}',
        '{"text": "\\u0000\\u0000"}',
        '\ufeff{"text": "' + SAID + '又一"}',
    ]
    (here / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    summary, skipped, graph = built()
    assert [name[-1] for name in skipped] == ["2", "3", "4", "5", "6"]
    assert summary.documents == 3
    assert "\ufffd题目" in graph


# -- pages ----------------------------------------------------------------------------------

PAGES = {
    "nested": "<html><body>" + "<div>" * 10_000 + SAID + "</div>" * 10_000,
    "unclosed": "<html><body>" + "<b>" * 1_000_000 + SAID,
    "attribute": '<html><body><p title="' + "x" * 5_000_000 + '">' + SAID + "</p>",
    "tables": "<html><body>" + "<table><tr><td>" * 3000 + SAID,
    "comments": "<!--" * 200_000 + "<html><body><p>" + SAID,
    "closed comments": "<!---->" * 250 + "<html><body><p>" + SAID,
    "references": "<html><body><p>" + SAID + "&#0;&#xD800;&#x110000;&#99999999999;</p>",
}


def test_pages_that_are_made_to_choke_a_parser_end(here: Path) -> None:
    """All but the one that is nothing but an open comment give their text."""
    for name, page in PAGES.items():
        (here / f"{name}.html").write_text(page, encoding="utf-8")
    _, skipped, _ = built(jobs=2)
    assert skipped.keys() == {"in/comments.html"}
    assert "no text was found" in skipped["in/comments.html"]


def test_entities_are_neither_blown_up_nor_fetched(here: Path) -> None:
    secret = here.parent / "secret"
    secret.write_text("机密内容", encoding="utf-8")
    levels = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    bomb = f'<!DOCTYPE html [<!ENTITY a "{"a" * 1000}">{levels}]><html><body><p>{SAID}&j;</p></body></html>'
    outside = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>{SAID}&x;</p></body></html>'
    (here / "bomb.html").write_text('<?xml version="1.0"?>' + bomb, encoding="utf-8")
    (here / "outside.html").write_text('<?xml version="1.0"?>' + outside, encoding="utf-8")
    summary, skipped, graph = built(limits=Limits(memory=600))
    assert not any("memory" in why for why in skipped.values())
    assert "机密内容" not in graph
    assert summary.quads < 1000
    assert "aaaaaaaaaa" not in graph


# -- marks ----------------------------------------------------------------------------------


def test_marks_that_turn_text_round_are_kept_and_shown_safely(here: Path) -> None:
    """The text keeps them, so that offsets hold; the terminal blanks them."""
    text = "昆明市政协委员许清禾建议，加快推进\u202e氢能\u2066产业发展。\n"
    (here / "turned.txt").write_text(text, encoding="utf-8")
    from jianyan.reading import read

    assert read(here / "turned.txt").text == text
    _, skipped, graph = built()
    assert not skipped
    assert any(f in graph for f in ("\u202e", "\\u202E"))


def test_what_was_skipped_is_told_for_each_file_though_all_are_alike(here: Path) -> None:
    for name in ("a", "b", "c"):
        (here / f"{name}.txt").write_bytes(b"")
    _, skipped, _ = built()
    assert sorted(skipped) == ["in/a.txt", "in/b.txt", "in/c.txt"]
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert len(report["skipped"]) == 3
