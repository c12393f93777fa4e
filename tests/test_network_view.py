"""The network: what it asks of the store, where it puts things, and what its page carries."""

from __future__ import annotations

import json
import math
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph
import pytest

from jianyan.views.data import layout as network_layout
from jianyan.views.data.network import Projection, Tie, project
from jianyan.views.data.statements import Evidence, MembershipSource
from jianyan.views.network import network_page
from jianyan.views.render import Way

SAMPLE = Path(__file__).parent / "browser" / "network.trig"
BASE = "https://example.org/id/"
LIN, ZHOU = BASE + "person/林知远-赣江创新促进会", BASE + "person/周若溪-1"
SOCIETY, BUREAU = BASE + "body/赣江创新促进会", BASE + "body/九江市能源局"
A1, A2, A3 = BASE + "measure/a1", BASE + "measure/a2", BASE + "measure/a3"
CARS, NEVS = (f"https://w3id.org/jianyan/scheme/sector/{name}" for name in ("汽车产业", "新能源汽车"))
HOSTILE = {BASE + "person/hostile", BASE + "body/hostile", BASE + "measure/hostile"}


def store_of(*extra: str) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(path=SAMPLE, format=pyoxigraph.RdfFormat.TRIG)
    for turtle in extra:
        store.load(turtle, format=pyoxigraph.RdfFormat.TRIG)
    return store


def rendered(projection: Projection) -> str:
    return network_page(projection, Way("", "../index.html"), "zh")


@pytest.fixture(scope="module")
def projection() -> Projection:
    return project(store_of())


@pytest.fixture(scope="module")
def page(projection: Projection) -> str:
    return rendered(projection)


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_nodes_are_who_speaks_who_is_spoken_for_what_is_proposed_and_where(projection: Projection) -> None:
    kinds = {node: kind for node, kind in projection.graph.nodes(data="kind") if node not in HOSTILE}
    assert kinds == {
        LIN: "person", ZHOU: "person", SOCIETY: "body", BUREAU: "body",
        A1: "measure", A2: "measure", A3: "measure", CARS: "sector", NEVS: "sector",
    }  # fmt: skip


def test_edges_say_who_backs_speaks_for_and_asks(projection: Projection) -> None:
    found = {
        (source, relation, target, tuple(sources))
        for source, target, relation, sources in projection.graph.edges(keys=True, data="sources")
        if source not in HOSTILE
    }
    assert found == {
        (LIN, "backs", A1, (0,)), (SOCIETY, "backs", A1, (0,)),
        (LIN, "backs", A2, (1,)), (SOCIETY, "backs", A2, (1,)), (ZHOU, "backs", A2, (2,)),
        (ZHOU, "reportsDone", A3, (3,)),
        (LIN, "memberOf", SOCIETY, (1,)), (LIN, "speaksFor", SOCIETY, (0,)),
        (A1, "sector", CARS, ()), (A2, "sector", NEVS, ()), (A2, "addressee", BUREAU, ()),
    }  # fmt: skip


def test_each_statement_carries_its_words_place_and_ground(projection: Projection) -> None:
    heading, first, second, done, _ = projection.statements
    assert first.evidence == Evidence(0, 47, 56, "抓紧建设县乡充电站")
    assert (first.speakers, first.bodies, first.level, first.stance) == ((LIN,), (SOCIETY,), "measure", "proposes")
    assert (first.basis, first.confidence, first.speech) == ("captionOrder", "0.9", "让新能源汽车跑起来")
    assert first.attribution == Evidence(0, 10, 31, "林知远(赣江创新促进会会长)代表促进会发言")
    assert first.part_of == projection.statements.index(heading)
    assert (second.measure, second.speakers, second.bodies, second.basis) == (A2, (ZHOU,), (), "explicit")
    assert (done.stance, done.evidence.document) == ("reportsDone", 1)
    assert projection.memberships[1] == MembershipSource(LIN, SOCIETY, "会长", first.attribution)


def test_names_aliases_and_broader_sectors(projection: Projection) -> None:
    nodes = projection.graph.nodes
    assert nodes[SOCIETY]["label"] == "赣江创新促进会"
    assert nodes[SOCIETY]["aliases"] == ["促进会"]
    assert (nodes[SOCIETY]["class"], nodes[SOCIETY]["class_en"]) == ("社会团体", "Association")
    assert (nodes[NEVS]["label"], nodes[NEVS]["label_en"]) == ("新能源汽车", "New energy vehicles")
    assert nodes[NEVS]["broader"] == [CARS]
    assert nodes[A2]["facts"] == {"action": ["建设"], "object": ["县乡充电站"]}
    assert [(d.title, d.issued, d.publisher, d.source) for d in projection.documents[:2]] == [
        ("赣江论坛发言摘登", "2024-05-21", "九江日报社", "forum.txt"),
        ("九江工作通报", "", "", ""),
    ]


def test_a_store_with_more_measures_than_fit_keeps_those_with_most_backers() -> None:
    graph = store_of()
    for backer, measure in ((LIN, A1), (SOCIETY, A1), (LIN, A2), (SOCIETY, A2), (ZHOU, A2)):
        backs = pyoxigraph.NamedNode("https://w3id.org/jianyan/ontology#backs")
        graph.add(pyoxigraph.Quad(pyoxigraph.NamedNode(backer), backs, pyoxigraph.NamedNode(measure)))
    cut = project(graph, most_measures=1)
    assert [node for node, kind in cut.graph.nodes(data="kind") if kind == "measure"] == [A2]
    assert cut.measures_in_store == 4
    assert len(cut.memberships) == 2  # of 林知远; the hostile speaker backs nothing that is left
    assert data_of(rendered(cut))["measuresInStore"] == 4


def test_the_ties_count_measures_of_the_whole_store(projection: Projection) -> None:
    # 林知远 speaks for the society, so the society is tied; 周若溪 speaks for herself. A heading ties nobody, nor does
    # what is reported as done.
    found = {tie for tie in projection.ties if not {tie.backer, tie.sector} & HOSTILE}
    assert found == {Tie(SOCIETY, NEVS, 1), Tie(ZHOU, NEVS, 1)}


def test_a_large_page_knows_where_the_ties_stand(projection: Projection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianyan.views.network.OPENS_WHOLE", 3)
    data = data_of(rendered(projection))
    tied = {end for backer, sector, _ in data["ties"] for end in (backer, sector)}
    placed = [(node["tx"], node["ty"]) for node in data["nodes"] if "tx" in node]
    assert {node["id"] for node in data["nodes"] if "tx" in node} == tied
    assert len(set(placed)) == len(placed)
    assert not [node for node in data_of(rendered(project(pyoxigraph.Store())))["nodes"] if "tx" in node]


def test_names_are_found_by_the_initials_of_their_pinyin(page: str) -> None:
    keys = {node["label"]: node.get("keys") for node in data_of(page)["nodes"]}
    assert {"gjcxcjh", "cjh"} <= set(keys["赣江创新促进会"].split())
    assert "lzy" in keys["林知远"].split()
    assert keys["建设县乡充电站"] is None  # nobody types a sentence by initials


def test_an_empty_store_gives_a_page_that_says_so() -> None:
    page = rendered(project(pyoxigraph.Store()))
    assert data_of(page)["nodes"] == []


def test_the_table_holds_each_statement(page: str) -> None:
    body = re.search(r"<tbody.*?</tbody>", page, re.DOTALL)
    assert body
    rows = re.findall(r"<tr>(.*?)</tr>", body[0], re.DOTALL)
    assert len(rows) == 5
    cells = [re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", rows[1])]
    assert cells == [
        "抓紧建设县乡充电站", "措施", "提出", "林知远", "赣江创新促进会", "赣江论坛发言摘登", "2024-05-21", "[47, 56)",
    ]  # fmt: skip


def speakers_and_measures(speakers: int, each: int) -> nx.MultiDiGraph:
    """Each speaker with a body and measures of its own, in sectors that three speakers share."""
    graph = nx.MultiDiGraph()
    for speaker in range(speakers):
        graph.add_node(f"p{speaker}", kind="person")
        graph.add_node(f"b{speaker}", kind="body")
        graph.add_edge(f"p{speaker}", f"b{speaker}")
        for number in range(each):
            measure, sector = f"m{speaker}.{number}", f"s{speaker // 3}.{number % 4}"
            graph.add_node(measure, kind="measure", sources=[speaker * each + number])
            graph.add_node(sector, kind="sector")
            graph.add_edge(f"p{speaker}", measure)
            graph.add_edge(f"b{speaker}", measure)
            graph.add_edge(measure, sector)
    graph.add_node("alone", kind="body")
    return graph


@pytest.mark.parametrize(("speakers", "each"), [(1, 1), (1, 60), (7, 20), (30, 12)])
def test_no_two_nodes_stand_on_one_another(speakers: int, each: int) -> None:
    graph = speakers_and_measures(speakers, each)
    places = network_layout.positions(graph)
    assert places.keys() == set(graph)
    points = sorted(places.values())
    for at, point in enumerate(points):
        for other in points[at + 1 :]:
            if other[0] - point[0] > 12:
                break
            assert math.dist(point, other) >= 12, (point, other)


def test_what_one_speaker_proposes_stays_clear_of_what_another_does() -> None:
    graph = speakers_and_measures(30, 12)
    graph.add_node("council", kind="body")
    graph.add_edges_from((f"p{speaker}", "council") for speaker in range(30))
    places = network_layout.positions(graph)
    reach = {
        person: max(math.dist(places[person], places[to]) for to in graph.successors(person) if to.startswith("m"))
        for person in (node for node in graph if node.startswith("p"))
    }
    for one, other in combinations(reach, 2):
        assert math.dist(places[one], places[other]) > reach[one] + reach[other], (one, other)


def test_measures_stand_around_who_backs_them() -> None:
    graph = speakers_and_measures(7, 20)
    places = network_layout.positions(graph)
    persons = [node for node in graph if node.startswith("p")]
    for measure in (node for node in graph if node.startswith("m")):
        nearest = min(persons, key=lambda person: math.dist(places[person], places[measure]))
        assert graph.has_edge(nearest, measure)


def test_a_large_graph_is_laid_out_without_its_measures() -> None:
    graph = speakers_and_measures(7, 20)
    assert network_layout.overview(graph).keys() == {node for node in graph if not node.startswith("m")}
