"""Scoring a graph against gold: each rule on a graph written by hand, and agreement with the project's other scorer.

People and bodies are invented. The other scorer and its gold stand outside the project; what needs them skips where
they are not there.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import jianyan
from jianyan import evaluation
from jianyan.cli.app import make_app
from jianyan.errors import InputError
from jianyan.evaluation.scoring import Figure, as_dict

TOP = Path(__file__).resolve().parents[1]
SHARED = TOP.parent / "shared"
SCORER = SHARED / "tools" / "score.py"
PREFIXES = """
@prefix jy: <https://w3id.org/jianyan/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""


@dataclass
class Doc:
    """A document as Turtle, built up by calls; ``sha`` stands for the digest."""

    sha: str
    lines: list[str] = field(default_factory=list)
    speeches: int = 0

    def __post_init__(self) -> None:
        self.say(f"a jy:Document ; dcterms:identifier {quoted('sha256:' + self.sha)}")

    @property
    def name(self) -> str:
        return f":doc-{self.sha}"

    def say(self, words: str) -> Doc:
        self.lines.append(f"{self.name} {words} .")
        return self

    def fields(self, title: str | None = None, issued: str | None = None, publisher: str | None = None) -> Doc:
        if title:
            self.say(f"dcterms:title {quoted(title)}@zh")
        if issued:
            self.say(f'dcterms:issued "{issued}"^^xsd:date')
        if publisher:
            self.say(f"dcterms:publisher {self.thing('org:Organization', publisher)}")
        return self

    def thing(self, kind: str, *labels: str) -> str:
        """A thing with labels, the same wherever its first label is the same."""
        node = ":" + labels[0].encode().hex()
        named = "".join(f" ; skos:{'altLabel' if i else 'prefLabel'} {quoted(x)}@zh" for i, x in enumerate(labels))
        self.lines.append(f"{node} a {kind}{named} .")
        return node

    def mention(self, kind: str, *labels: str) -> Doc:
        return self.say(f"jy:mentions {self.thing(kind, *labels)}")

    def speech(self, speaker: str | None = None, behalf: Sequence[str] = (), aliases: Sequence[str] = ()) -> str:
        self.speeches += 1
        node = f":speech-{self.sha}-{self.speeches}"
        self.lines.append(f"{node} a jy:Speech ; jy:inDocument {self.name} .")
        if speaker:
            person = self.thing("<http://xmlns.com/foaf/0.1/Person>", speaker, *aliases)
            self.lines.append(f"{node} jy:speaker {person} .")
        for body in behalf:
            self.lines.append(f"{node} jy:onBehalfOf {self.thing('org:Organization', body)} .")
        return node

    def membership(self, person: str, body: str, post: str | None, *aliases: str) -> Doc:
        node = f":m-{self.sha}-{len(self.lines)}"
        self.lines.append(
            f"{node} a org:Membership ; jy:inDocument {self.name} ; org:member :{person.encode().hex()} ;"
            f" org:organization {self.thing('org:Organization', body, *aliases)} ."
        )
        if post:
            self.lines.append(f"{node} org:role {self.thing('org:Role', post)} .")
        return self

    def statement(
        self,
        speech: str,
        start: int,
        end: int,
        level: str = "measure",
        stance: str | None = "proposes",
        backers: Sequence[str] = (),
    ) -> Doc:
        node = f":st-{self.sha}-{start}-{end}-{len(self.lines)}"
        self.lines.append(
            f"{node} a jy:Statement ; jy:inDocument {self.name} ; jy:level jy:{level} ; jy:inSpeech {speech} ;"
            f" jy:evidence [ oa:hasSelector [ a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} ] ,"
            f" [ a oa:TextQuoteSelector ; oa:exact {quoted(f'words {start}-{end}')} ] ] ."
        )
        if stance:
            self.lines.append(f"{node} jy:stance jy:{stance} .")
        for body in backers:
            self.lines.append(f"{node} jy:backer {self.thing('org:Organization', body)} .")
        return self


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def gold(sha: str, **more: Any) -> dict[str, Any]:
    return {"id": sha, "sha256": sha, "speakers": [], "speeches": [], **more}


def speaker(name: str, memberships: Sequence[Sequence[str]] = (), behalf: Sequence[str] = ()) -> dict[str, Any]:
    return {"name": name, "memberships": [list(m) for m in memberships], "on_behalf_of": list(behalf)}


def asked(start: int, end: int, level: str = "measure", **more: str) -> dict[str, Any]:
    return {"text": f"gold {start}-{end}", "start": start, "end": end, "level": level, **more}


def write(folder: Path, docs: Sequence[Doc], golds: Sequence[Mapping[str, Any]]) -> tuple[Path, Path]:
    graph, gold_folder = folder / "graph.ttl", folder / "gold"
    gold_folder.mkdir(exist_ok=True)
    graph.write_text(PREFIXES + "\n".join(line for doc in docs for line in doc.lines) + "\n", encoding="utf-8")
    for one in golds:
        (gold_folder / f"{one['id']}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    return graph, gold_folder


def score(folder: Path, docs: Sequence[Doc], golds: Sequence[Mapping[str, Any]]) -> evaluation.Evaluation:
    """Ours; where the other scorer is there, it must say the same."""
    graph, gold_folder = write(folder, docs, golds)
    ours = evaluation.evaluate(evaluation.load(graph), map(evaluation.read, evaluation.files([gold_folder])))
    if SCORER.is_file():
        assert comparable(as_dict(ours)) == other(graph, gold_folder)
    return ours


def other(graph: Path, gold_folder: Path) -> dict[str, Any]:
    """What the other scorer says."""
    done = subprocess.run(
        [sys.executable, SCORER, graph, gold_folder, "--json"], capture_output=True, check=True, encoding="utf-8"
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def comparable(ours: Mapping[str, Any]) -> dict[str, Any]:
    figures = {
        kind: {"P": f["precision"], "R": f["recall"], "F1": f["f1"], "gold": f["gold"]}
        for kind, f in ours["figures"].items()
    }
    return {"documents": ours["documents"], "absent": ours["absent"], "figures": figures}


def counts(found: evaluation.Evaluation, kind: str) -> tuple[int, list[str], list[str]]:
    figure = found.figures.get(kind, Figure())
    return figure.hits, [case.text for case in figure.missed], [case.text for case in figure.false]


# --- each rule


def test_the_figures() -> None:
    case = (evaluation.Case("a.json", "x"),)
    figure = Figure(6, case * 2, case * 6)
    assert (figure.precision, figure.recall, figure.gold) == (0.5, 0.75, 8)
    assert figure.f1 == pytest.approx(0.6)
    assert (Figure().precision, Figure().recall, Figure().f1) == (1, 1, 1)
    assert (Figure(0, case).precision, Figure(0, (), case).precision, Figure(0, (), case).recall) == (0, 0, 1)
    assert Figure(0, case, case).f1 == 0


def test_fields_of_the_document(tmp_path: Path) -> None:
    """Blanks in a title do not count; null means: must be absent; a field that is left out is not asked for."""
    docs = [
        Doc("aa").fields("两江 论坛", "2024-05-21", "两江观察报"),
        Doc("bb").fields("夏 讯", "2024-05-21", "两江观察报"),
        Doc("cc"),
    ]
    golds = [
        gold("aa", document={"title": "两江论坛", "issued": "2024-05-21", "publisher": None}),
        gold("bb", document={"title": "秋讯", "issued": "2024-05-22"}),
        gold("cc", document={"title": None, "issued": None, "publisher": "云岭日报"}),
    ]
    found = score(tmp_path, docs, golds)
    assert counts(found, "document") == (
        4,
        ["publisher: -", "title: 秋讯", "issued: 2024-05-22", "publisher: 云岭日报"],
        ["publisher: 两江观察报", "title: 夏讯", "issued: 2024-05-21"],
    )


def test_names_alternatives_and_optional_ones(tmp_path: Path) -> None:
    doc = Doc("aa")
    doc.mention("org:Organization", "湖东省政协", "省政协").mention("org:Organization", "远山公司")
    doc.mention("org:Organization", "金川厂").mention("schema:AdministrativeArea", "赤水市").mention(
        "jy:Sector", "氢能"
    )
    named = {"required": ["省政协|政协", "云岭大学"], "optional": ["远山公司|远山集团"]}
    found = score(tmp_path, [doc], [gold("aa", organizations=named, places={"required": ["赤水市"]}, sectors=None)])
    assert counts(found, "organisations") == (1, ["云岭大学"], ["金川厂"])
    assert counts(found, "places") == (1, [], [])
    assert "sectors" not in found.figures  # null: not asked for


def test_one_thing_may_be_two_names_of_the_gold(tmp_path: Path) -> None:
    doc = Doc("aa").mention("org:Organization", "湖东省政协", "省政协")
    found = score(tmp_path, [doc], [gold("aa", organizations={"required": ["湖东省政协", "省政协", "省政协"]})])
    assert counts(found, "organisations") == (2, [], [])


def test_speakers_posts_and_mandates(tmp_path: Path) -> None:
    doc = Doc("aa")
    doc.speech("齐望舒", ["民建湖东省委会"])
    doc.speech("罗明澈", ["民革湖东省委会"])
    doc.speech("阿依古丽·买买提", aliases=["阿依古丽"])
    doc.speech()
    doc.membership("齐望舒", "湖东省政协", "委员", "省政协").membership("齐望舒", "远山公司", None)
    doc.membership("罗明澈", "湖东省政协", "常委").membership("邵静姝", "云岭大学", "教授")
    asks = gold(
        "aa",
        speakers=[
            speaker("齐望舒", [["省政协", "委员"], ["远山公司", "董事长"]], ["民建湖东省委会"]),
            speaker("阿依古丽"),
            speaker("邵静姝", [["云岭大学", "教授"]], ["九三学社湖东省委会"]),
        ],
        speakers_optional=["罗明澈"],
    )
    found = score(tmp_path, [doc], [asks])
    assert counts(found, "speakers") == (2, ["邵静姝"], [])
    # of an optional speaker neither posts nor mandates count; who gives no speech has no posts here
    assert counts(found, "memberships") == (
        1,
        ["齐望舒 / 远山公司 / 董事长", "邵静姝 / 云岭大学 / 教授"],
        ["齐望舒 / 远山公司 / "],
    )
    assert counts(found, "on_behalf_of") == (1, ["邵静姝 / 九三学社湖东省委会"], [])


def test_a_post_the_gold_leaves_empty_is_matched_by_none(tmp_path: Path) -> None:
    doc = Doc("aa")
    doc.speech("齐望舒")
    doc.membership("齐望舒", "远山公司", None)
    found = score(tmp_path, [doc], [gold("aa", speakers=[speaker("齐望舒", [["远山公司", ""]])])])
    assert counts(found, "memberships") == (1, [], [])


@pytest.mark.parametrize(
    ("spans", "wanted", "hits", "exact"),
    [
        ([(0, 10)], [(0, 10)], 1, 1),
        ([(5, 20)], [(0, 20)], 1, 0),  # 15 of 20
        ([(10, 20)], [(0, 20)], 1, 0),  # exactly half
        ([(11, 20)], [(0, 20)], 0, 0),  # less than half
        ([(10, 20)], [(0, 10)], 0, 0),  # they touch
        ([(0, 20)], [(0, 10), (10, 20)], 1, 0),  # a tie: the first in the text
        ([(0, 10), (10, 20)], [(0, 20)], 1, 0),
        ([(0, 12), (0, 10)], [(0, 10)], 1, 1),  # the closest, not the first
        ([(0, 10), (2, 12), (4, 14)], [(1, 11), (3, 13)], 2, 0),  # ties all along
        ([(0, 10), (0, 10)], [(0, 10)], 1, 1),
    ],
)
def test_spans(
    tmp_path: Path, spans: list[tuple[int, int]], wanted: list[tuple[int, int]], hits: int, exact: int
) -> None:
    doc = Doc("aa")
    speech = doc.speech()
    for span in spans:
        doc.statement(speech, *span)
    found = score(tmp_path, [doc], [gold("aa", speeches=[{"statements": [asked(*span) for span in wanted]}])])
    figure, sharp = found.figures["statements"], found.figures["statements_exact"]
    assert (figure.hits, figure.gold, len(figure.false)) == (hits, len(wanted), len(spans) - hits)
    assert (sharp.hits, sharp.gold, len(sharp.false)) == (exact, len(wanted), len(spans) - exact)


def test_levels_and_stances(tmp_path: Path) -> None:
    """Headings count among statements, not among measures; what was done or is opposed counts nowhere."""
    doc = Doc("aa")
    speech = doc.speech()
    doc.statement(speech, 0, 10, "heading").statement(speech, 20, 30, "measure", None).statement(
        speech, 40, 50, "measure", "supports"
    )
    doc.statement(speech, 60, 70, "measure", "reportsDone").statement(speech, 80, 90, "measure", "opposes")
    wanted = [
        asked(0, 10, "measure"),
        asked(20, 30),
        asked(40, 50, stance="supports"),
        asked(60, 70),
        asked(80, 90, stance="opposes"),
    ]
    found = score(tmp_path, [doc], [gold("aa", speeches=[{"statements": wanted}])])
    assert counts(found, "statements") == (3, ["gold 60-70"], [])
    assert counts(found, "measures") == (2, ["gold 0-10", "gold 60-70"], [])


def test_optional_statements_count_neither_way(tmp_path: Path) -> None:
    doc = Doc("aa")
    speech = doc.speech()
    doc.statement(speech, 0, 10).statement(speech, 20, 30).statement(speech, 40, 50)
    optional = [{"start": 20, "end": 32}, {"start": 0, "end": 10}, {"start": 60, "end": 70}]
    asks = gold("aa", speeches=[{"statements": [asked(0, 11)]}], statements_optional=optional)
    found = score(tmp_path, [doc], [asks])
    assert counts(found, "statements") == (1, [], ["words 40-50"])  # 0–10 answers the gold although it is optional too


def test_who_is_said_to_propose(tmp_path: Path) -> None:
    doc = Doc("aa")
    first, second, nobody = doc.speech("齐望舒", ["民建湖东省委会"]), doc.speech("罗明澈"), doc.speech()
    doc.statement(first, 0, 10, backers=["民建湖东省委会"])
    doc.statement(second, 20, 30, backers=["远山公司"])
    doc.statement(nobody, 40, 50, backers=["赤水市人民政府"])
    doc.statement(nobody, 60, 70, backers=["赤水市人民政府"])
    doc.statement(first, 80, 90)
    asks = gold(
        "aa",
        speakers=[speaker("齐望舒", behalf=["民建湖东省委会|省民建"]), speaker("罗明澈")],
        speeches=[
            {"speaker": "齐望舒", "statements": [asked(0, 10), asked(20, 30)]},
            {"speaker": None, "bodies": ["赤水市人民政府", "赤水市政协"], "statements": [asked(40, 50)]},
            {"speaker": None, "bodies": None, "statements": [asked(60, 70)]},
            {"statements": [asked(80, 90)]},
        ],
    )
    found = score(tmp_path, [doc], [asks])
    assert counts(found, "attribution") == (
        3,
        ["齐望舒: gold 20-30", "-: gold 80-90"],
        ["罗明澈: gold 20-30", "齐望舒: gold 80-90"],
    )
    assert counts(found, "bodies") == (2, ["民建湖东省委会|省民建", "赤水市政协"], ["远山公司"])


def test_a_document_that_is_not_in_the_graph_is_missed_whole(tmp_path: Path) -> None:
    asks = gold(
        "bb",
        document={"title": "夏讯", "issued": None},
        speakers=[speaker("齐望舒", [["远山公司", "董事长"]])],
        speeches=[{"speaker": "齐望舒", "statements": [asked(0, 10)]}],
        organizations={"required": ["远山公司"], "optional": []},
    )
    found = score(tmp_path, [Doc("aa").mention("org:Organization", "远山公司")], [asks])
    assert found.absent == ("bb.json",)
    assert counts(found, "document") == (1, ["title: 夏讯"], [])
    for kind in ("speakers", "memberships", "statements", "statements_exact", "measures", "organisations"):
        assert (found.figures[kind].hits, found.figures[kind].gold) == (0, 1), kind
    assert "attribution" not in found.figures


def test_figures_are_added_up_over_documents(tmp_path: Path) -> None:
    docs = [
        Doc("aa").mention("jy:Sector", "氢能"),
        Doc("bb").mention("jy:Sector", "茶产业").mention("jy:Sector", "种业"),
    ]
    golds = [gold("aa", sectors={"required": ["氢能"]}), gold("bb", sectors={"required": ["茶产业", "光伏"]})]
    figure = score(tmp_path, docs, golds).figures["sectors"]
    assert (figure.precision, figure.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert [case.file for case in figure.missed + figure.false] == ["bb.json", "bb.json"]


# --- agreement


@pytest.mark.parametrize("seed", range(8))
def test_agreement_with_the_other_scorer_on_random_graphs(tmp_path: Path, seed: int) -> None:
    if not SCORER.is_file():
        pytest.skip("the other scorer (../shared) is not here")
    draw = random.Random(seed)
    docs, golds = [], []
    for number in range(12):
        doc, sha = Doc(f"{number:02x}"), f"{number:02x}"
        people = draw.sample("齐望舒 罗明澈 邵静姝 段牧云 许清禾 雷若谷".split(), 4)
        bodies = "民建湖东省委会 民革湖东省委会 远山公司 云岭大学 赤水市人民政府".split()
        speeches, wanted = [], []
        for name in [*draw.sample(people, 3), None]:
            behalf = draw.sample(bodies, draw.randrange(3)) if name else []
            node = doc.speech(name, behalf)
            for _ in range(draw.randrange(7)):
                start = draw.randrange(60)
                level = draw.choice(("title", "heading", "measure", "measure"))
                stance = draw.choice(("proposes", "supports", "reportsDone", "opposes", None))
                doc.statement(
                    node, start, start + draw.randrange(1, 14), level, stance, draw.sample(bodies, draw.randrange(3))
                )
            statements = []
            for _ in range(draw.randrange(7)):
                start = draw.randrange(60)
                more = draw.choice(({}, {"stance": "supports"}, {"stance": "reportsDone"}))
                statements.append(
                    asked(start, start + draw.randrange(1, 14), draw.choice(("heading", "measure")), **more)
                )
            speech: dict[str, Any] = {"speaker": draw.choice((name, name, None)), "statements": statements}
            if draw.random() < 0.4:
                speech["bodies"] = draw.choice((None, [], draw.sample(bodies, 2)))
            speeches.append(speech)
            if name:
                doc.membership(name, draw.choice(bodies), draw.choice(("委员", "教授", None)))
                wanted.append(speaker(name, [[draw.choice(bodies), "委员"]], draw.sample(bodies, draw.randrange(3))))
        for body in draw.sample(bodies, 3):
            doc.mention("org:Organization", body)
        doc.fields(draw.choice((None, "夏讯")), draw.choice((None, "2024-05-21")), draw.choice((None, "两江观察报")))
        fields = {
            "title": draw.choice((None, "夏讯")),
            "issued": "2024-05-21",
            "publisher": draw.choice((None, "两江观察报")),
        }
        if draw.random() < 0.3:
            del fields["publisher"]
        starts = [draw.randrange(60) for _ in range(draw.randrange(4))]
        golds.append(
            gold(
                sha,
                document=fields,
                speakers=wanted,
                speakers_optional=draw.sample(people, 1),
                speeches=speeches,
                statements_optional=[{"text": "", "start": s, "end": s + draw.randrange(1, 14)} for s in starts],
                organizations={"required": draw.sample(bodies, 2), "optional": draw.sample(bodies, 1)},
            )
        )
        if draw.random() < 0.9:
            docs.append(doc)
    found = score(tmp_path, docs, golds)  # compares
    assert found.figures["statements"].hits > 10
    assert found.figures["bodies"].hits


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a build of all the texts that have gold."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the gold (../shared) is not here")
    output = tmp_path_factory.mktemp("whole") / "output"
    ground = os.pathsep.join(filter(None, [str(Path(jianyan.__file__).parents[1]), os.environ.get("PYTHONPATH")]))
    subprocess.run(
        [sys.executable, "-m", "jianyan", "build", SHARED / "seeds", SHARED / "gold", "--no-view", "-q", "-o", output],
        env={**os.environ, "PYTHONPATH": ground}, capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    return output


def test_agreement_with_the_other_scorer_on_the_gold(whole: Path) -> None:
    said = other(whole / "graph.nq", SHARED / "gold")
    for graph in (whole, whole / "graph.nq"):
        done = CliRunner().invoke(make_app("en"), ["evaluate", str(graph), str(SHARED / "gold"), "--json"])
        assert done.exit_code == 0
        assert comparable(json.loads(done.output)) == said
    assert said["absent"] == []


# --- the command


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    doc = Doc("aa")
    doc.statement(doc.speech("齐望舒"), 0, 10)
    doc.mention("schema:AdministrativeArea", "赤水市")
    asks = gold(
        "aa",
        speakers=[speaker("齐望舒")],
        speeches=[{"speaker": "齐望舒", "statements": [asked(0, 10), asked(30, 40)]}],
    )
    return write(tmp_path, [doc], [asks | {"places": {"required": ["金川县"]}}, gold("bb")])


def invoke(*args: object, lang: str = "en") -> Any:
    return CliRunner().invoke(make_app(lang), ["evaluate", *map(str, args)], prog_name="jianyan")


def test_the_table(files: tuple[Path, Path]) -> None:
    lines = invoke(*files).output.splitlines()
    assert lines[:2] == ["2 annotated documents, 1 of them not in the graph", "  bb.json"]
    rows = {line.split("  ")[0]: line.split()[-4:] for line in lines[4:]}
    assert rows["measures"] == ["1.000", "0.500", "0.667", "2"]
    assert rows["places"] == ["0.000", "0.000", "0.000", "1"]
    assert rows["attribution"] == ["1.000", "1.000", "1.000", "1"]
    assert "措施" in invoke(*files, lang="zh").output


def test_show_lists_what_was_missed_and_wrongly_found(files: tuple[Path, Path]) -> None:
    shown = invoke(*files, "--show", 1).output
    assert "aa.json  places  missed  金川县\n" in shown
    assert "aa.json  places  false alarm  赤水市\n" in shown
    assert "aa.json  measures  missed  gold 30-40\n" in shown
    assert "missed" not in invoke(*files).output
    rows = json.loads(invoke(*files, "--show", 1, "--format", "json").output)["figures"]
    assert rows["places"]["missed_cases"] == [{"file": "aa.json", "text": "金川县"}]


def test_json(files: tuple[Path, Path]) -> None:
    said = json.loads(invoke(*files, "--json").output)
    assert said == json.loads(invoke(*files, "--format", "json").output)
    assert (said["documents"], said["absent"]) == (2, ["bb.json"])
    assert said["figures"]["measures"] == {
        "precision": 1.0, "recall": 0.5, "f1": 0.6667, "gold": 2, "hits": 1, "missed": 1, "false": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"{\n  \"sha256\": ,\n}", ":2:13", "not JSON"),
        (b"", ":1:1", "not JSON"),
        (b"\xff\xfe{}", "", "not UTF-8 at byte 0"),
        (b"[]", "", "the file must be an object"),
        (b"{}", "", "the key speakers is missing"),
        (b'{"speakers": []}', "", "the key sha256 is missing"),
        (b'{"sha256": "aa", "speakers": []}', "", "the key speeches is missing"),
        (b'{"sha256": 7, "speakers": [], "speeches": []}', "", "sha256 must be a text"),
        (b'{"sha256": "aa", "speakers": {}, "speeches": []}', "", "speakers must be a list"),
        (b'{"sha256": "aa", "speakers": [{"name": "x"}], "speeches": []}', "", "speakers[0].on_behalf_of is missing"),
        (
            b'{"sha256": "a", "speakers": [{"name": "x", "on_behalf_of": [], "memberships": [["a"]]}], "speeches": []}',
            "", "speakers[0].memberships[0] must be a list of two texts",
        ),
        (b'{"sha256": "aa", "speakers": [], "speeches": [{}]}', "", "the key speeches[0].statements is missing"),
        (
            b'{"sha256": "aa", "speakers": [], "speeches": [{"statements": [{"start": 0, "end": 4, "text": "x"}]}]}',
            "", "the key speeches[0].statements[0].level is missing",
        ),
        (
            b'{"sha256": "aa", "speakers": [], "speeches": [{"statements": [{"start": "0", "end": 4}]}]}',
            "", "speeches[0].statements[0].start must be a number",
        ),
        (
            b'{"sha256": "aa", "speakers": [], "speeches": [{"statements": [{"start": 5, "end": 5}]}]}',
            "", "speeches[0].statements[0]: 5–5 is no range",
        ),
        (b'{"sha256": "aa", "speakers": [], "speeches": [], "places": {}}', "", "the key places.required is missing"),
    ],
)  # fmt: skip
def test_a_gold_file_that_breaks_the_format(
    tmp_path: Path, files: tuple[Path, Path], content: bytes, where: str, what: str
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(content)
    result = invoke(files[0], broken)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {broken}{where}: ")
    assert what in result.stderr
    assert result.stderr.count("\n") == 1
    assert invoke(files[0], broken, lang="zh").stderr.startswith("错误：")


def test_a_graph_or_gold_that_is_not_there(tmp_path: Path, files: tuple[Path, Path]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.nq").write_text("<a\n", encoding="utf-8")
    (tmp_path / "graph.xlsx").write_bytes(b"PK")
    for graph in ("none.nq", "broken.nq", "graph.xlsx", "empty"):
        result = invoke(tmp_path / graph, files[1])
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert graph in result.stderr
    for path in (tmp_path / "none.json", tmp_path / "empty"):
        with pytest.raises(InputError, match=path.name):
            evaluation.files([path])
