"""``--lexicon``: what a user adds to what the program knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianyan import corpus, lexicon
from jianyan.corpus.sameness.signature import signature
from jianyan.errors import LexiconError
from jianyan.extraction import extract
from jianyan.model import Reading
from jianyan.rdf.shapes import check
from jianyan.reading import read_bytes

WORDS = lexicon.load()
SECTORS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix jy: <https://w3id.org/jianyan/ontology#> .
<https://w3id.org/jianyan/scheme/sector/氢能> skos:altLabel "绿色氢气"@zh .
<https://example.org/sector/晓雾茶> a skos:Concept, jy:Sector ; skos:prefLabel "晓雾茶产业"@zh ;
  skos:inScheme <https://w3id.org/jianyan/scheme/sector> .
"""
TEXT = """省政协召开协商座谈会
2024年3月5日 来源：湖北日报
李明远（云栖茶叶促进组负责人）代表云栖茶叶促进组发言
做亮晓雾茶产业
一是发展绿色氢气。二是通办跨区事项。
"""


def added(folder: Path, **files: str) -> lexicon.Lexicon:
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem.replace('_', '-')}.{suffix}").write_text(text, encoding="utf-8")
    return lexicon.load(added=folder)


def read(words: lexicon.Lexicon, text: str = TEXT) -> Reading:
    return extract(read_bytes(text.encode(), "a.txt", ".txt"), words)


def test_bodies_sectors_verbs_and_a_user_dictionary(tmp_path: Path) -> None:
    words = added(
        tmp_path,
        bodies_csv="name,aliases,kind,parent,place,weak\n云栖茶叶产业促进组,云栖茶叶促进组,massOrganization,,,\n"
        "湖北日报,鄂报,media,,,\n",
        sectors_ttl=SECTORS,
        verbs_csv="verb,kind\n做亮,action\n",
        action_classes_csv="verb,class,weight\n做亮,发展,nominal\n",
        words_txt="# remark\n通办 10 v\n云海学社 nt\n一村一品\n",
    )
    reading = read(words)
    [speech] = [speech for speech in reading.speeches if speech.person]
    assert [body.name for body in speech.on_behalf_of] == ["云栖茶叶产业促进组"]
    stated = {s.measure.text: [sector.name for sector in s.measure.sectors] for s in reading.statements}
    assert stated["做亮晓雾茶产业"] == ["晓雾茶产业"]
    assert stated["发展绿色氢气"] == ["氢能"]
    assert "通办跨区事项" in stated
    assert "通办跨区事项" not in {s.measure.text for s in read(WORDS).statements}
    assert "做亮" in words.verbs["action"]
    assert "做亮" not in WORDS.verbs["action"]
    assert words.bodies.fixed.names["云海学社"][0].kind == "other"
    assert "鄂报" in words.bodies.fixed.names["湖北日报"][0].aliases
    assert len(words.bodies.fixed.names["湖北日报"]) == 1, "a row for a body that is there adds to it"
    assert words.cutter.cut("推广一村一品") == ["推广", "一村一品"]
    assert signature("做亮晓雾茶产业", words).action == {"发展"}


def test_its_version_covers_it(tmp_path: Path) -> None:
    one = added(tmp_path, words_txt="云海学社 nt\n").version
    two = added(tmp_path, words_txt="云海学社 10 nt\n").version
    assert len({WORDS.version, one, two}) == 3
    assert lexicon.load(added=tmp_path).version == two


def test_a_build_with_it_conforms(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "words").mkdir()
    added(tmp_path / "words", sectors_ttl=SECTORS, words_txt="做亮 v\n")
    corpus.build([tmp_path / "a.txt"], tmp_path / "out", lexicon=tmp_path / "words")
    with (tmp_path / "out" / "graph.nq").open(encoding="utf-8", newline="\n") as lines:
        assert check(lines) == []
    assert "晓雾茶产业" in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("bodies_csv", "name,aliases\n", r"bodies\.csv:1: the header has no such column"),
        (
            "bodies_csv",
            "name,aliases,kind,parent,place,weak\n甲会,,union,,,\n",
            r"bodies\.csv:2: there is no kind 'union'",
        ),
        (
            "bodies_csv",
            "name,aliases,kind,parent,place,weak\n# x\n,,other,,,\n",
            r"bodies\.csv:3: the cell of name is empty",
        ),
        ("verbs_csv", "verb,kind\n做亮\n", r"verbs\.csv:2: 1 cells"),
        ("sectors_ttl", "<a> <b>\n", r"sectors\.ttl:\d: not valid Turtle"),
        ("words_txt", "云海学社 nt\n云海 十 nt\n", r"words\.txt:2: not a line of a user dictionary"),
        ("bodyes_csv", "name\n", r"bodyes\.csv: the lexicon has no file of this name"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(LexiconError, match=f"{tmp_path.name}/{says}"):
        read(added(tmp_path, **{name: text}))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="there is no such folder"):
        lexicon.load(added=tmp_path / "none")


PAGE = """<!doctype html><html><head><title>云栖镇推进茶产业</title></head>
<body><div class="main"><h1>云栖镇推进茶产业</h1>
<p>春山快讯 第三版</p><p>云栖镇加快建设茶产业园区，完善仓储物流设施。</p><p>各村推广绿色种植技术，发展乡村旅游。</p>
</div></body></html>"""


def test_it_reaches_the_reader_of_pages(tmp_path: Path) -> None:
    """In a build, in a worker that knows it only by its folder."""
    words = added(tmp_path, page_furniture_csv="kind,cue\npageLine,春山快讯\n")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    assert "春山快讯" in read_bytes(PAGE.encode(), "a.html", ".html").text
    assert "春山快讯" not in read_bytes(PAGE.encode(), "a.html", ".html", lexicon=words).text
    corpus.build([tmp_path / "page.html"], tmp_path / "out", lexicon=tmp_path)
    assert "春山快讯" not in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    with corpus.Looking(corpus.document, words, corpus.Limits()) as looking:
        assert "春山快讯" not in looking.at(str(tmp_path / "page.html")).text


def test_names_of_styles_are_words_of_the_lexicon(tmp_path: Path) -> None:
    words = added(tmp_path, document_words_csv="kind,cue\nheadingStyle,überschrift\n")
    assert words.documents["headingStyle"].words == WORDS.documents["headingStyle"].words | {"überschrift"}
    assert words.numerals == WORDS.numerals
