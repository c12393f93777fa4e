"""Identity across texts: measures in other words, persons of one name, what people decide, and what follows."""

from __future__ import annotations

import gc
import importlib.util
import sys
import weakref
from pathlib import Path
from types import ModuleType

import pytest
import samples
from graph_facts import of_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from jianyan import corpus, lexicon, queries, store
from jianyan.corpus.sameness import Decisions, Facts, Seat, Sighting, Wording, measures, of_reading, persons, whole
from jianyan.corpus.sameness.decisions import joined
from jianyan.corpus.sameness.signature import signature
from jianyan.extraction import extract
from jianyan.model import Ground, Merge
from jianyan.rdf import terms as t
from jianyan.rdf.derived import canonical, derived_quads, merge_quads
from jianyan.rdf.quads import quads
from jianyan.reading import read
from jianyan.views.data import network
from jianyan.views.data.facts import read_facts
from jianyan.views.data.overview import overview
from jianyan.views.data.statements import read_sources

WORDS = lexicon.load()
OWN_TEXTS = Path(__file__).parent / "texts"
HYDROGEN = "加快发展氢能产业", "推动氢能产业加快发展", "氢能产业要加快发展"


def benchmark() -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / "sameness.py"
    spec = importlib.util.spec_from_file_location("sameness_benchmark", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BENCHMARK = benchmark()


NOTHING = Decisions()


def merged(*texts: str, decisions: Decisions = NOTHING) -> list[tuple[str, str, Ground]]:
    found = whole.merges([Facts(tuple(map(Wording, texts)))], WORDS, whole.Decided(measures=decisions))
    return [(merge.alias, merge.canonical, merge.ground) for merge in found]


# Gold


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize(("name", "recall"), [("measures.csv", 0.7), ("persons.csv", 0.9)])
def test_gold_pairs(name: str, recall: float, held: bool) -> None:
    same = BENCHMARK.same_measure if name == "measures.csv" else BENCHMARK.same_person
    pairs = [pair for pair in BENCHMARK.pairs(name) if pair.held is held]
    found = [(pair.same, same(pair)) for pair in pairs]
    hits = sum(gold and said for gold, said in found)
    assert hits / sum(said for _, said in found) >= 0.95
    assert hits / sum(gold for gold, _ in found) >= recall


def test_there_is_enough_gold_of_both_kinds_and_no_pair_twice() -> None:
    for name, least in (("measures.csv", 300), ("persons.csv", 60)):
        pairs = list(BENCHMARK.pairs(name))
        assert len({(p.name, frozenset((p.a, p.b))) for p in pairs}) == len(pairs) >= least
        for held in (False, True):
            half = [pair for pair in pairs if pair.held is held]
            assert len(half) >= 0.4 * len(pairs)
            assert sum(pair.same for pair in half) >= 0.3 * len(half)


# Measures


def test_the_same_in_other_words_is_one_and_another_sector_is_not() -> None:
    found = merged(*HYDROGEN, "加快发展风电产业", "限制氢能产业发展")
    assert found == [(alias, HYDROGEN[0], Ground.SAME_OBJECT) for alias in sorted(HYDROGEN[1:])]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("到2025年建成100座加氢站", "到2030年建成100座加氢站"),
        ("落实《中小企业促进法》", "落实《民营经济促进法》"),
        ("加强长江岸线保护", "加强汉江岸线保护"),
        ("推动城市资本向农村流动", "推动农村资本向城市流动"),
        ("建立校企合作机制", "完善校企合作机制"),
        ("增加行政审批环节", "减少行政审批环节"),
    ],
)
def test_what_tells_measures_apart(a: str, b: str) -> None:
    assert merged(a, b) == []
    assert len(merged(a, a)) == 0


def test_general_measures_of_different_sectors_stay_apart() -> None:
    """What a heading above says counts where the words themselves name no sector."""
    hydrogen, wind = frozenset({"urn:氢能"}), frozenset({"urn:风电"})
    assert measures.merges([Wording("制定扶持政策", hydrogen), Wording("出台扶持政策", wind)], WORDS) == []
    assert len(measures.merges([Wording("制定扶持政策", hydrogen), Wording("出台扶持政策", hydrogen)], WORDS)) == 1


def test_no_chains() -> None:
    """A wording joins a measure only if it goes with all that are in it."""
    a = "鼓励金融机构创新面向科技型中小企业知识产权质押融资产品"
    b, c = a.replace("面向", "积极面向海洋"), a.replace("面向", "积极面向海洋").replace("融资", "循环融资")
    assert [ground for _, _, ground in merged(a, b)] == [Ground.NEAR_OBJECT]
    assert [ground for _, _, ground in merged(b, c)] == [Ground.NEAR_OBJECT]
    assert merged(a, c) == []
    assert len(merged(a, b, c)) == 1


TEXTS = sorted({text for pair in BENCHMARK.pairs("measures.csv") for text in (pair.a, pair.b)})
some_texts = st.lists(st.sampled_from(TEXTS), max_size=40)


@settings(deadline=None, max_examples=60)
@given(some_texts, st.randoms(use_true_random=False))
def test_order_and_other_blocks_do_not_matter(texts: list[str], random: object) -> None:
    found = whole.merges([Facts(tuple(map(Wording, texts)))], WORDS)
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert whole.merges([Facts((Wording(text),)) for text in shuffled], WORDS) == found
    by_block: dict[str, set[Wording]] = {}
    for text in texts:
        by_block.setdefault(measures.block(text, WORDS), set()).add(Wording(text))
    assert sorted(m for block in by_block.values() for m in measures.merges(block, WORDS)) == found
    assert {m.canonical for m in found}.isdisjoint(m.alias for m in found)
    assert len({m.alias for m in found}) == len(found)


def test_light_verbs_give_way_and_order_is_left_out() -> None:
    assert signature("大力推动氢能产业加快发展", WORDS).content == ("氢能",)
    assert signature("加强职业技能培训", WORDS).action == {"培训"}
    assert signature("鼓励企业设立研发机构", WORDS).action == {"建设"}


# Persons


def sighting(who: str, document: str, *seats: tuple[str, str, str]) -> Sighting:
    name, _, key = who.partition("@")
    return Sighting(name, key, document, "", tuple(Seat(body, kind, post) for kind, body, post in seats))


HUBEI = sighting("江未晚@湖北省政协", "d1", ("cppcc", "湖北省政协", "委员"), ("university", "武汉大学", "教授"))
JIANGSU = sighting("江未晚@江苏省政协", "d2", ("cppcc", "江苏省政协", "委员"), ("university", "武汉大学", "教授"))
PROFESSOR = sighting("江未晚@武汉大学", "d3", ("university", "武汉大学", "院长"))


def test_a_new_post_in_a_shared_body_is_the_same_person() -> None:
    [merge] = persons.merges([HUBEI, PROFESSOR], WORDS)
    assert (merge.ground, merge.reason) == (Ground.SHARED_BODY, "武汉大学")
    assert {merge.alias, merge.canonical} == {HUBEI.who, PROFESSOR.who}


def test_seats_in_two_provinces_are_two_persons_whatever_else_they_share() -> None:
    assert persons.merges([HUBEI, JIANGSU], WORDS) == []
    assert persons.merges([HUBEI, JIANGSU, PROFESSOR], WORDS) == [], "who may be either is neither"


def test_a_name_alone_is_nobody() -> None:
    assert persons.merges([sighting("江未晚@1111", "d1"), sighting("江未晚@2222", "d2")], WORDS) == []


# Decisions


def test_not_same_undoes_a_merge() -> None:
    decisions = Decisions.of(apart=[HYDROGEN[:2]])
    assert merged(*HYDROGEN, decisions=decisions) == [(HYDROGEN[2], HYDROGEN[0], Ground.SAME_OBJECT)]
    assert persons.merges([HUBEI, PROFESSOR], WORDS, Decisions.of(apart=[(PROFESSOR.who, HUBEI.who)])) == []


def test_same_puts_measures_together_with_all_that_is_merged_with_them() -> None:
    decisions = Decisions.of(same=[("限制高耗能项目", HYDROGEN[1]), ("限制高耗能项目", "没有这一项")])
    found = merged(*HYDROGEN, "限制高耗能项目", decisions=decisions)
    assert {(alias, into) for alias, into, _ in found} == {(a, "限制高耗能项目") for a in HYDROGEN}
    assert (HYDROGEN[0], "限制高耗能项目", Ground.DECIDED) in found


def test_bodies_are_one_where_somebody_decided() -> None:
    decisions = Decisions.of(same=[("甲局", "甲乙局")])
    assert [(m.alias, m.canonical) for m in joined("body", (), decisions, {"甲局", "甲乙局"})] == [("甲乙局", "甲局")]
    assert joined("body", (), decisions, {"甲局"}) == []


# In the graph


def test_facts_of_a_document() -> None:
    facts = of_reading(samples.READING, t.BASE)
    assert {w.text for w in facts.wordings} == {s.measure.text for s in samples.STATEMENTS}
    fund = next(w for w in facts.wordings if w.text == "设立产业基金")
    assert fund.inherited == {samples.HYDROGEN.iri}
    assert {s.name for s in facts.sightings} == {"许清禾", "段牧云"}
    xu = next(s for s in facts.sightings if s.name == "许清禾")
    assert xu.who == f"许清禾@{samples.XU.key}"
    assert t.person(t.BASE, xu.name, xu.key) == t.person(t.BASE, samples.XU.name, samples.XU.key)
    assert xu.issued == "2023-03-08"
    assert Seat(samples.PARTY_BRANCH.name, "democraticParty", "副主委", (samples.PARTY.name,)) in xu.seats
    assert samples.FIRM.name in facts.bodies


def test_facts_of_a_document_are_those_of_its_graph() -> None:
    readings = [samples.READING, *(extract(read(path), WORDS) for path in sorted(OWN_TEXTS.glob("*.txt")))]
    assert len(readings) > 20
    for reading in readings:
        assert of_reading(reading, t.BASE) == of_lines(quads(reading))


def test_who_backs_an_alias_backs_the_canonical_measure_alone() -> None:
    lines = quads(samples.READING)
    merge = Merge("measure", "设立产业基金", "完善氢能基础设施", Ground.DECIDED, "甲＝乙")
    alias, into = (f"<{t.measure(t.BASE, text)}>" for text in (merge.alias, merge.canonical))
    derived = derived_quads(lines, merges=[merge])
    assert not any(f" <{t.BACKS}> {alias} " in line for line in derived)
    firm = f"<{t.person(t.BASE, samples.DUAN.name, samples.DUAN.key)}> <{t.BACKS}> {into} "
    assert any(line.startswith(firm) for line in derived)
    stated = [line for line in derived if f" <{t.STATES}> {into} " in line]
    assert len(stated) == sum(s.measure.text == merge.alias for s in samples.STATEMENTS) == 2
    assert f'{into} <{t.ALT_LABEL}> "设立产业基金"@zh <{t.derived_graph(t.BASE)}> .\n' in derived
    assert set(merge_quads([merge])) <= set(derived)
    assert canonical([merge]) == {alias.strip("<>"): into.strip("<>")}


A = """省政协召开月度协商座谈会
2024年3月5日 来源：湖北日报
李明远（民建湖北省委会副主委）代表民建湖北省委会发言
加快发展氢能产业
"""
B = """武汉市政协召开专题协商会
2024年4月5日 来源：长江日报
王小禾（九三学社武汉市委会主委）代表九三学社武汉市委会发言
推动氢能产业加快发展
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(A, encoding="utf-8")
    (tmp_path / "b.txt").write_text(B, encoding="utf-8")
    corpus.build([tmp_path / "a.txt"], tmp_path / "out")
    corpus.build([tmp_path / "b.txt"], tmp_path / "out")
    return tmp_path / "out"


def rows(out: Path, query: str, **params: str) -> list[tuple[str, ...]]:
    result = queries.run(store.open_read_only(corpus.store_of(out)), query, params)
    assert result.rows is not None
    return [tuple(getattr(term, "value", "") for term in row) for row in result.rows]


def test_two_texts_are_one_measure_with_two_backers(built: Path) -> None:
    count = "SELECT ?m (COUNT(DISTINCT ?s) AS ?n) { ?s jy:states ?m } GROUP BY ?m ORDER BY DESC(?n)"
    assert rows(built, count)[0][1] == "2"
    shared = rows(built, "shared-measures")
    assert {(row[0], row[4]) for row in shared if row[3] == "body"} == {
        ("加快发展氢能产业", "民建湖北省委会"),
        ("加快发展氢能产业", "九三学社武汉市委会"),
    }
    assert [row[:4] for row in rows(built, "who-agrees") if row[0] == "body"] == [
        ("body", "九三学社武汉市委会", "民建湖北省委会", "加快发展氢能产业")
    ]
    assert {row[2] for row in rows(built, "who-backs")} == {"加快发展氢能产业"}
    assert {row[4] for row in rows(built, "evidence", measure="推动氢能产业加快发展")} == {
        "加快发展氢能产业",
        "推动氢能产业加快发展",
    }


def test_views_show_what_is_merged_once_and_by_its_canonical_name(built: Path) -> None:
    held = store.open_read_only(corpus.store_of(built))
    found = network.project(held)
    names = {node["label"]: iri for iri, node in found.graph.nodes(data=True)}
    assert "加快发展氢能产业" in names
    assert "推动氢能产业加快发展" not in names
    backers = {found.graph.nodes[who]["label"] for who, _ in found.graph.in_edges(names["加快发展氢能产业"])}
    assert {"民建湖北省委会", "九三学社武汉市委会"} <= backers
    sources = read_sources(held)
    assert overview(read_facts(held, sources), sources).measures == 1
    assert {one.measure for one in sources.statements} == {names["加快发展氢能产业"]}


def test_building_one_by_one_is_building_at_once(built: Path, tmp_path: Path) -> None:
    corpus.build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "at-once")
    assert (built / "graph.nq").read_bytes() == (tmp_path / "at-once" / "graph.nq").read_bytes()


def test_a_lexicon_is_let_go_of() -> None:
    """A process that builds again and again loads one each time."""
    words = lexicon.load()
    gone = weakref.ref(words)
    signature("大力推动氢能产业加快发展", words)
    del words
    gc.collect()
    assert gone() is None
