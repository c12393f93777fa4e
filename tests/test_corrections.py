"""Corrections: their files, what each does to a reading, what a build does with them, and what is worth a look."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
import samples

from jianyan import corpus, lexicon, store
from jianyan.corpus import corrections
from jianyan.corpus.corrections import review
from jianyan.corpus.corrections.rows import COLUMNS, NAMES, Row
from jianyan.errors import InputError
from jianyan.model import Basis, CorrectionKind, Ground, Level, Reading
from jianyan.rdf import terms as t
from jianyan.rdf.quads import quads

WORDS = lexicon.load()
READING = replace(samples.READING, corrections=())
DIGEST = READING.document.sha256
K = CorrectionKind


def row(kind: CorrectionKind, quote: str = "", value: str = "", **more: str) -> Row:
    return Row(kind, "mine.csv:2", document=more.pop("document", DIGEST[:12]), quote=quote, value=value, **more)


def applied(*rows: Row) -> Reading:
    reading, lost = corrections.apply(READING, rows, WORDS)
    assert lost == []
    return reading


def texts(reading: Reading, speaker: str | None) -> list[str]:
    """What a speaker states, in the order of the text."""
    return [
        reading.statements[i].measure.text
        for speech in reading.speeches
        if (speech.person.name if speech.person else None) == speaker
        for i in speech.statements
    ]


# What each does


def test_a_wrong_speaker_of_a_whole_speech() -> None:
    reading = applied(row(K.WRONG_SPEAKER, "段 牧云", "许清禾"))
    assert texts(reading, "段牧云") == []
    speech = reading.speeches[1]
    assert (speech.person, speech.basis, speech.confidence) == (samples.XU, Basis.CORRECTED, None)
    assert speech.capacities == (samples.XU_CPPCC, samples.XU_PARTY)
    [correction] = speech.corrections
    assert (correction.said, correction.says) == ("段牧云", "许清禾")


def test_a_wrong_speaker_of_one_statement_with_its_parts() -> None:
    reading = applied(row(K.WRONG_SPEAKER, "完善氢能基础设施", "田小野@昆明理工大学"))
    moved = texts(reading, "田小野")
    assert moved == ["完善氢能基础设施", samples.STATEMENTS[2].measure.text]
    assert texts(reading, "许清禾") == ["加快氢能产业集聚", "设立产业基金"]
    new = reading.speeches[-1]
    assert new.person
    assert (new.person.key, new.position) == ("昆明理工大学", 4)
    assert "".join(quads(reading)).count(f"<{t.JY}corrected>") == 2  # the speech, and a statement of the sample


def test_nobody_speaks() -> None:
    assert applied(row(K.WRONG_SPEAKER, "段 牧云", "-")).speeches[1].person is None


def test_a_wrong_body() -> None:
    speech = applied(row(K.WRONG_BODY, "代表民建昆明市委会发言", "昆明市政协；昆明某新协会")).speeches[0]
    assert [(body.name, body.kind) for body in speech.on_behalf_of] == [
        (samples.CPPCC.name, "cppcc"),
        (
            "昆明某新协会",
            "massOrganization" if "协会" not in WORDS.bodies.suffixes else WORDS.bodies.suffixes["协会"].kind,
        ),
    ]
    assert speech.corrections[0].said == samples.PARTY_BRANCH.name
    assert applied(row(K.WRONG_BODY, "代表民建昆明市委会发言", "-")).speeches[0].on_behalf_of == ()


def test_not_a_measure_keeps_what_the_program_had_said() -> None:
    reading = applied(row(K.NOT_A_MEASURE, "完善氢能基础设施"))
    assert [s.measure.text for s in reading.statements if "基础设施" in s.measure.text] == []
    child = next(s for s in reading.statements if "建成加氢站12座" in s.measure.text)
    assert child.parent == 0, "what was part of it is part of what it was part of"
    assert [(c.said, c.says) for c in reading.corrections] == [("完善氢能基础设施", "")]
    for speech in reading.speeches:
        assert all(i < len(reading.statements) for i in speech.statements)


def test_a_missing_measure() -> None:
    reading = applied(row(K.MISSING_MEASURE, "市政协召开氢能产业协商座谈会", "段牧云"))
    [new] = [s for s in reading.statements if s.rule == "correction"]
    assert reading.statements[0] is new, "in the order of the text"
    assert [sector.name for sector in new.measure.sectors] == ["氢能"]
    assert new.measure.text in texts(reading, "段牧云")
    assert f"<{t.JY}corrected>" in "".join(quads(reading))


def test_a_sector_and_a_place() -> None:
    reading = applied(
        row(K.WRONG_SECTOR, "在滇池沿岸新建电站", "风电；光伏"), row(K.WRONG_PLACE, "在滇池沿岸新建电站", "昆明市")
    )
    statement = next(s for s in reading.statements if s.measure.text == "在滇池沿岸新建电站")
    assert [sector.name for sector in statement.measure.sectors] == [
        WORDS.sectors.names["风电"][0].name,
        WORDS.sectors.names["光伏"][0].name,
    ]
    assert [place.code for place in statement.measure.places] == ["530100"]
    assert [(c.said, c.says) for c in statement.corrections] == [("", "风电；光伏"), ("滇池沿岸", "昆明市")]


def test_an_alias_of_a_body_holds_wherever_it_stands() -> None:
    reading = applied(row(K.ALIAS, of="body", subject="市发展改革委", value="昆明市政协", document=""))
    assert reading.statements[3].measure.addressees == (samples.CPPCC,)
    assert samples.DEPARTMENT not in {mention.body for mention in reading.bodies}
    assert reading.corrections[0].said == samples.DEPARTMENT.name
    unseen = applied(row(K.ALIAS, of="body", subject="滇池沿岸", value="滇池保护协会", document=""))
    assert "滇池保护协会" in {mention.body.name for mention in unseen.bodies}
    assert applied(row(K.ALIAS, of="body", subject="没有的词", value="某会", document="")) == READING


def test_an_alias_of_a_sector_is_a_sector_of_the_measures_that_have_it() -> None:
    reading = applied(row(K.ALIAS, of="sector", subject="电站", value="风电", document=""))
    statement = next(s for s in reading.statements if s.measure.text == "在滇池沿岸新建电站")
    assert [sector.name for sector in statement.measure.sectors] == [WORDS.sectors.names["风电"][0].name]
    assert len(reading.sectors) == len(READING.sectors) + 1


def test_a_namesake_in_one_text() -> None:
    who = f"许清禾@{samples.XU.key}"
    reading = applied(row(K.NOT_SAME, of="person", subject=who))
    assert {s.person.key for s in reading.speeches if s.person and s.person.name == "许清禾"} == {DIGEST[:16]}
    assert {m.person.key for m in reading.memberships if m.person.name == "许清禾"} == {DIGEST[:16]}


def test_the_quote_may_be_folded_and_told_by_its_context() -> None:
    twice = row(K.NOT_A_MEASURE, "设立产业基金")
    _, lost = corrections.apply(READING, [twice], WORDS)
    assert [error.why for error in lost] == ["several"]
    for told in (
        replace(twice, before="支持"),
        replace(twice, after="，反对"),
        replace(twice, start=str(samples.STATEMENTS[4].span.start)),
    ):
        assert len(applied(told).statements) == len(READING.statements) - 1
    assert applied(row(K.NOT_A_MEASURE, "到2025年建成加氢站12座,落实《云南氢能行动方案》"))


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (row(K.NOT_A_MEASURE, "没有这句话"), "quote"),
        (row(K.NOT_A_MEASURE, "发布时间"), "target"),
        (row(K.WRONG_BODY, "发布时间", "昆明市政协"), "target"),
        (row(K.MISSING_MEASURE, "加快氢能产业集聚"), "target"),
        (row(K.NOT_SAME, of="person", subject="无此人@某会"), "target"),
    ],
)
def test_what_finds_no_target_is_told(one: Row, why: str) -> None:
    reading, lost = corrections.apply(READING, [one], WORDS)
    assert (reading, [error.why for error in lost]) == (READING, [why])


def test_other_documents_are_left_alone() -> None:
    reading = samples.other_reading()
    assert corrections.apply(reading, [row(K.NOT_A_MEASURE, "完善氢能基础设施")], WORDS) == (reading, [])


def test_a_value_that_names_nothing_says_where() -> None:
    for kind in (K.WRONG_SECTOR, K.WRONG_PLACE):
        with pytest.raises(InputError, match=r"^mine\.csv:2: there is no"):
            corrections.apply(READING, [row(kind, "在滇池沿岸新建电站", "没有的东西")], WORDS)


# The files

HEADER = "correction,of,document,quote,subject,value\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("kind\n", 1, "no column 'kind'"),
        ("quote\n", 1, "needs a column correction"),
        (HEADER + "wrongspeaker,,12345678,a,,b\n", 2, "no correction 'wrongspeaker'"),
        (HEADER + "# a remark\n\nsame,city,,,a,b\n", 4, "fill in the column of"),
        (HEADER + "sector,,1234,a,,b\n", 2, "no digest"),
        (HEADER + "sector,,12345678,,,b\n", 2, "needs quote"),
        (HEADER + "sector,,12345678,a,,\n", 2, "needs value"),
        (HEADER + 'same,body,,,"a\nb",c\nalias,body,,,,c\n', 4, "needs subject"),
        (HEADER + "same,body,,,a,b,c\n", 2, "7 cells"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"mine\.csv:{line}: .*{says}"):
        corrections.load([tmp_path])


def test_turtle_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        f"""@prefix jy: <{t.JY}> . @prefix dcterms: <{t.DCTERMS}> . @prefix oa: <{t.OA}> .
@prefix rdfs: <{t.RDFS}> .
<urn:c:1> a jy:Correction ; jy:correctionKind jy:wrongSpeaker ; dcterms:identifier "sha256:{DIGEST}" ;
  oa:exact "段 牧云" ; jy:says "许清禾" ; rdfs:comment "听过录音" .
<urn:c:2> a jy:Correction ; jy:correctionKind jy:same ; jy:correctionOf "body" ; jy:said "甲" ; jy:says "乙" .
""",
        encoding="utf-8",
    )
    one, two = corrections.load([tmp_path])
    assert (one.kind, one.document, one.quote, one.value, one.note) == (
        K.WRONG_SPEAKER, DIGEST, "段 牧云", "许清禾", "听过录音"
    )  # fmt: skip
    assert one.where.endswith("mine.ttl:3")
    assert (two.kind, two.of, two.subject, two.value) == (K.SAME, "body", "甲", "乙")
    (tmp_path / "mine.ttl").write_text("@prefix", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.ttl:1: not valid Turtle"):
        corrections.load([tmp_path])


def test_every_kind_has_a_name_in_the_files() -> None:
    assert set(NAMES.values()) == set(CorrectionKind)


def test_decisions_are_normalised() -> None:
    rows = [Row(K.SAME, "x:1", "measure", subject="加快 发展，氢能", value="發展氫能。")]
    [pair] = corrections.decided(rows).measures.same
    assert pair == ("加快发展,氢能", "发展氢能")


# In a build

TEXT = """省政协召开月度协商座谈会
2024年3月5日 来源：湖北日报
李明远（民建湖北省委会副主委）代表民建湖北省委会发言
加快发展氢能产业
一是完善加氢站布局。二是加强职业技能培训。
"""


@pytest.fixture
def texts_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(
        TEXT.replace("李明远", "程思远").replace("加快发展氢能产业", "推动氢能产业加快发展"), "utf-8"
    )
    return folder


def correct(folder: Path, *lines: str) -> None:
    (folder.parent / "corrections").mkdir(exist_ok=True)
    (folder.parent / "corrections" / "mine.csv").write_text(HEADER + "".join(lines), encoding="utf-8")


def graph(out: Path) -> str:
    return (out / "graph.nq").read_text(encoding="utf-8")


def test_corrections_beside_the_corpus_are_applied_at_every_build(texts_folder: Path) -> None:
    out = texts_folder.parent / "out"
    corpus.build([texts_folder], out)
    before = graph(out)
    correct(
        texts_folder,
        "not-same,measure,,,加快发展氢能产业,推动氢能产业加快发展\n",
        "not-same,measure,,,加快发展氢能产业,没有这一项\n",
        "alias,sector,,,加氢站布局,风电\n",
        "not-a-measure,,ffffffff,完善加氢站布局,,\n",
    )
    summary = corpus.build([texts_folder], out)
    where = (texts_folder.parent / "corrections" / "mine.csv").as_posix()
    assert [(n.source, n.kind) for n in summary.notes] == [
        (f"{where}:3", "lost-names"),
        (f"{where}:5", "lost-document"),
    ]
    after = graph(out)
    assert f"<{t.JY}Merge>" in before
    assert after.count(f"<{t.JY}Merge>") == before.count(f"<{t.JY}Merge>") - 1
    assert f"<{t.JY}alias>" in after
    again = corpus.build([texts_folder / "a.txt"], out)
    assert (again.written, again.kept, [note.kind for note in again.notes]) == (
        False,
        1,
        ["lost-names", "lost-document"],
    )
    corpus.build([texts_folder], texts_folder.parent / "other")
    assert graph(texts_folder.parent / "other") == after
    (texts_folder.parent / "corrections" / "mine.csv").unlink()
    corpus.build([texts_folder], out)
    assert graph(out) == before, "without the corrections all is as it was"


def test_review_filled_in_is_a_corrections_file(texts_folder: Path) -> None:
    out = texts_folder.parent / "out"
    corpus.build([texts_folder], out)
    found = review.review(store.open_read_only(corpus.store_of(out)))
    assert [item.weight for item in found] == sorted((item.weight for item in found), reverse=True)
    assert found == review.review(store.open_read_only(corpus.store_of(out)))
    merge = next(item for item in found if item.suggests is K.NOT_SAME)
    assert (merge.subject, merge.value, merge.why) == (
        "推动氢能产业加快发展", "加快发展氢能产业", Ground.SAME_OBJECT.value
    )  # fmt: skip
    file = io.StringIO()
    review.write(found, file)
    lines = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert tuple(lines[0]) == COLUMNS
    folder = texts_folder.parent / "corrections"
    folder.mkdir()
    (folder / "empty.csv").write_text("\ufeff" + file.getvalue(), encoding="utf-8")
    assert corrections.load([folder]) == (), "nothing is said yet"
    speech = next(line for line in lines if "wrong-speaker" in line["why"])
    speech["correction"], speech["value"] = "wrong-speaker", "赵一"
    with (folder / "filled.csv").open("w", encoding="utf-8-sig", newline="") as filled:
        writer = csv.DictWriter(filled, COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
    assert corpus.build([texts_folder], out).notes == ()
    assert "/person/赵一-" in graph(out)
    assert f'<{t.SAYS}> "赵一"' in graph(out)


def test_review_uses_the_confidence_of_statements(tmp_path: Path) -> None:
    doubtful = replace(samples.STATEMENTS[5], level=Level.MEASURE, confidence=0.4)
    reading = replace(READING, statements=(*samples.STATEMENTS[:5], doubtful, samples.STATEMENTS[6]))
    (tmp_path / "graph.nq").write_text("".join(quads(reading)), encoding="utf-8")
    with store.Loader(tmp_path / "store") as loader:
        loader.add((tmp_path / "graph.nq").read_bytes())
    found = review.review(store.open_read_only(tmp_path / "store"))
    item = next(item for item in found if item.suggests is K.NOT_A_MEASURE)
    assert (item.quote, item.document) == ("在滇池沿岸新建电站", DIGEST[:16])
    assert item.weight == pytest.approx(0.6), "one backer"
    assert review.suggestion(item) in NAMES
