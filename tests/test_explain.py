"""Why a text was read as it was. People and bodies of the samples are invented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import jianyan
from jianyan import lexicon
from jianyan.cli.app import make_app
from jianyan.extraction import extract
from jianyan.extraction.explaining import Explanation, Reason, Role, Sentence, explain
from jianyan.extraction.measures.kinds import Kind
from jianyan.extraction.speakers.voices import How
from jianyan.lexicon import Ground
from jianyan.model import Document, Span
from jianyan.reading import read

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))
WORDS = lexicon.load()


def document(text: str) -> Document:
    return Document(text, sha256(text.encode()).hexdigest(), "sample.txt")


def explained(text: str) -> Explanation:
    return explain(document(text), WORDS)


def sentences(e: Explanation) -> list[Sentence]:
    return [sentence for line in e.lines for sentence in line.sentences]


def the(text: str, words: str) -> Sentence:
    """The first sentence that holds ``words``."""
    return next(s for s in sentences(explained(text)) if words in s.span.of(text))


def speech(words: str) -> str:
    """``words`` at the head of the first of two speeches."""
    return (
        "云岭市政协全会发言摘登\n\n加快冷链物流发展\n\n齐望舒（云岭市政协委员、云岭大学教授）\n\n"
        f"{words}支持企业建设产地冷库。\n\n"
        "做强茶产业\n\n罗明澈（云岭市政协委员、远山公司董事长）\n\n推广茶旅融合经验，补贴茶叶加工企业。\n"
    )


SAMPLES = {
    "furniture": (
        "首页 新闻 政务 服务 互动 专题\n云岭市政协召开座谈会\n\n齐望舒委员建议，加快建设冷链物流基地。\n",
        "首页",
    ),
    "data": (
        "云岭市政协召开座谈会\n2024年5月21日 来源：云岭观察报\n齐望舒委员建议，加快建设冷链物流基地。\n",
        "2024年5月21日",
    ),
    "label": ("云岭市政协召开座谈会\n编者按\n齐望舒委员建议，加快建设冷链物流基地。\n", "编者按"),
    "document-title": ("云岭市政协召开座谈会\n\n齐望舒委员建议，加快建设冷链物流基地。\n", "云岭市政协"),
    "nobody": ("云岭市政协召开座谈会\n\n全市茶园面积超过十万亩。齐望舒委员建议，加快建设冷链物流基地。\n", "全市茶园"),
    "not-urged": (
        "云岭市政协召开座谈会\n\n齐望舒委员认为，完善冷链物流体系任重道远。罗明澈委员建议，建设标准化茶园。\n",
        "齐望舒",
    ),
    "speaker": ("云岭市政协召开座谈会\n\n“要加快建设冷链物流基地，完善配送网络。”齐望舒委员说。\n", "齐望舒"),
    "speech-title": (
        "云岭市政协全会发言摘登\n\n冷链物流的现状与思考\n\n齐望舒（云岭市政协委员、云岭大学教授）\n\n"
        "完善冷链物流体系，支持企业建设产地冷库。\n\n茶产业的现状与思考\n\n"
        "罗明澈（云岭市政协委员、远山公司董事长）\n\n推广茶旅融合经验，补贴茶叶加工企业。\n",
        "茶产业的现状",
    ),
    "preamble": (
        "云岭市推动茶产业高质量发展行动方案\n\n云岭市人民政府\n\n为做强全市茶产业，制定本方案。\n\n一、主要任务\n\n建设标准化茶园。\n",
        "为做强",
    ),
    "section": (
        "云岭市推动茶产业高质量发展行动方案\n\n云岭市人民政府\n\n一、主要任务\n\n建设标准化茶园，支持企业建设产地冷库。\n",
        "一、主要任务",
    ),
    "goals": (
        "云岭市推动茶产业高质量发展行动方案\n\n云岭市人民政府\n\n一、总体目标\n\n"
        "到2027年，茶产业总产值达到60亿元。\n\n二、主要任务\n\n建设标准化茶园。\n",
        "到2027年",
    ),
    "problems": (
        "云岭市农业农村局关于市政协第12号提案的答复\n\n齐望舒委员：\n\n"
        "您提出的《关于做强茶产业的提案》收悉，现答复如下：\n\n一、存在的问题\n\n"
        "茶园基础设施薄弱，缺少龙头企业。\n\n二、下一步打算\n\n建设标准化茶园。\n",
        "茶园基础设施",
    ),
    "no-verb": (speech("云岭的茶园面积全省第一。"), "云岭的茶园"),
    "announces": (speech("我想从茶农的角度谈三点想法：\n\n"), "我想从"),
    "past": (speech("完善了冷链物流体系。"), "完善了"),
    "noun-line": (speech("一、茶园里的三本账\n\n"), "一、茶园"),
    "describes": (speech("云岭冷链企业的数量，完善冷链物流体系。"), "云岭冷链"),
    "brackets": (speech("（作者为第三届政协委员）\n\n"), "作者"),
    "target": (speech("到2027年冷链流通率达到60%。"), "到2027年"),
    "bare-verb": (speech("每三年更新一次。"), "每三年"),
    "effect": (speech("让广大茶农受益。"), "让广大"),
    "weak-verb": (speech("蓄好源头活水。"), "蓄好"),
    "leads": (speech("以冷链物流为抓手。"), "以冷链"),
    "negated": (speech("反对在茶山新建电站。"), "反对"),
    "background": (speech("近年来，完善冷链物流体系，建设产地冷库。"), "近年来"),
}
"""By reason: a text, and words of the sentence that gives no statement for that reason."""


@pytest.mark.parametrize("name", SAMPLES)
def test_each_reason(name: str) -> None:
    text, words = SAMPLES[name]
    sentence = the(text, words)
    assert sentence.reason is Reason(name)
    assert not sentence.statements
    assert explained(text).reading.statements  # what is around it does propose


def test_every_reason_has_a_sample_and_stands_in_both_languages() -> None:
    # the last says that a rule of extraction is unknown to the explanation: no text may need it
    assert {reason.value for reason in Reason} - set(SAMPLES) == {Reason.UNTOLD.value}
    texts = [text for reason in Reason for text in (reason.zh, reason.en)]
    assert len(set(texts)) == 2 * len(Reason)
    assert all(reason.en.isascii() and not reason.zh.isascii() for reason in Reason)


def test_one_word_makes_the_difference() -> None:
    """What the reason names as missing makes a statement when it is there."""
    for name, old, new in (
        ("not-urged", "认为，", "认为，要"),
        ("background", "近年来，", "近年来，要"),
        ("past", "完善了", "完善"),
        ("weak-verb", "蓄好", "建设"),
    ):
        text, words = SAMPLES[name]
        assert the(text.replace(old, new), words.replace(old, new)).reason is None, name


# --- what holds for any text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_sentence_gives_a_statement_or_has_its_reason(path: Path) -> None:
    text = read(path)
    e = explain(text, WORDS)
    assert e.reading == extract(text, WORDS)
    seen: set[int] = set()
    for sentence in sentences(e):
        assert bool(sentence.statements) == (sentence.reason is None)
        assert sentence.reason is not Reason.UNTOLD, sentence.span.of(text.text)
        for index in sentence.statements:
            assert e.reading.statements[index].span.overlaps(sentence.span)
        seen.update(sentence.statements)
        for clause in sentence.clauses:
            assert sentence.span.covers(clause.span)
    assert seen == set(range(len(e.reading.statements)))


@pytest.mark.parametrize("path", TEXTS[:20], ids=lambda path: path.stem)
def test_nothing_of_the_text_is_passed_over(path: Path) -> None:
    text = read(path)
    covered = set()
    for sentence in sentences(explain(text, WORDS)):
        covered.update(range(sentence.span.start, sentence.span.end))
    left = "".join(char for at, char in enumerate(text.text) if at not in covered)
    assert not set(left) - set(" \t\n\u3000。！？!?.”"), left


def test_texts_that_say_nothing() -> None:
    assert explained("\n \n").lines == ()
    e = explained("。")
    assert not e.reading.statements
    assert all(sentence.reason for sentence in sentences(e))


# --- what is in an explanation

NEWS = """云岭市政协召开茶产业座谈会
2024年5月21日 来源：云岭观察报

云岭市政协委员、远山公司董事长罗明澈代表民建云岭市委会提出，以品牌建设为抓手，建设标准化茶园，带动茶农增收。“要完善质量追溯制度。”他说。
（记者 段牧云）
"""


def test_whose_words_they_are_and_what_each_clause_does() -> None:
    sentence = the(NEWS, "远山公司")
    assert [(words.speech, words.rule, words.how) for words in sentence.words] == [(1, "running", How.BOUND)]
    assert sentence.words[0].span.of(NEWS).endswith("，以品牌建设为抓手，建设标准化茶园，带动茶农增收")
    assert [(clause.kind, clause.role) for clause in sentence.clauses][1:] == [
        (Kind.LEAD, Role.LEADS),
        (Kind.ACTION, Role.STATES),
        (Kind.TAIL, Role.FOLLOWS),
    ]
    assert sentence.clauses[0].role is None
    verb = sentence.clauses[2].verb
    assert verb is not None
    assert verb.of(NEWS) == "建设"
    quoted = the(NEWS, "质量追溯")
    assert [words.how for words in quoted.words] == [How.DIRECT]
    assert [clause.urged for clause in quoted.clauses] == [True]


def test_persons_with_posts_and_where_they_are_named() -> None:
    e = explained(NEWS)
    persons = {person.name: person for person in e.persons}
    speaker, reporter = persons["罗明澈"], persons["段牧云"]
    posts = [(post.body.name if post.body else None, post.post, post.span.of(NEWS)) for post in speaker.posts]
    assert posts == [("云岭市政协", "委员", "云岭市政协委员"), ("远山公司", "董事长", "远山公司董事长")]
    assert [span.of(NEWS) for span in speaker.named] == ["罗明澈"]
    assert (speaker.press, reporter.press) == (False, True)
    assert e.rules == ("running",)


def test_sections_are_told() -> None:
    text = SAMPLES["problems"][0]
    assert the(text, "薄弱").section == "problem"
    assert the(text, "标准化").section == ""


# --- the command


def invoke(*args: object, lang: str = "en", **more: Any) -> Any:
    return CliRunner().invoke(make_app(lang), ["explain", *map(str, args)], prog_name="jianyan", **more)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def test_in_a_pipe_it_is_plain_text(news: Path) -> None:
    shown = invoke(news).output
    assert "\x1b" not in shown
    assert shown.splitlines()[1:3] == ["issued  2024-05-21  masthead", "publisher  云岭观察报  imprint"]
    assert "– the document's own title states nothing\n" in shown
    sure = lexicon.load().confidence(Ground("bound", "action", "told"))
    facts = f"measure · proposes · 罗明澈 (for 民建云岭市委会) · explicit · bound · {sure:.0%}"
    assert f"✓ 1 以品牌建设为抓手，建设标准化茶园，带动茶农增收  {facts}\n" in shown
    assert "罗明澈 · 云岭市政协委员、远山公司董事长 · " in shown
    assert "段牧云 · press" in shown
    chinese = invoke(news, lang="zh").output
    assert "– 文章标题不算陈述\n" in chinese
    assert "措施 · 提出 · 罗明澈（代表民建云岭市委会） · 原句写明" in chinese


def test_standard_input(news: Path) -> None:
    assert invoke("-", input=NEWS.encode("gb18030")).output == invoke(news).output


def test_control_characters_of_a_text_do_not_reach_the_terminal(news: Path) -> None:
    news.write_text(NEWS.replace("标准化", "标\x1b[31m准化"), encoding="utf-8")
    assert "\x1b" not in invoke(news).output


def test_on_a_terminal_it_is_coloured(news: Path) -> None:
    pty = pytest.importorskip("pty")
    ground = os.pathsep.join(filter(None, [str(Path(jianyan.__file__).parents[1]), os.environ.get("PYTHONPATH")]))
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "jianyan", "explain", news],
        stdout=theirs, env={**clean, "PYTHONPATH": ground, "TERM": "xterm-256color", "JIANYAN_LANG": "en"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while more := os.read(ours, 65536):
            shown += more
    except OSError:  # Linux tells the end in this way
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0
    assert b"\x1b[1;35m\xe7\xbd\x97\xe6\x98\x8e\xe6\xbe\x88" in shown  # the speaker


def shape(value: Any) -> Any:
    """The keys of JSON, lists by their first member."""
    if isinstance(value, dict):
        return {key: shape(inside) for key, inside in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value and isinstance(value[0], (dict, list)) else None


def test_the_shape_of_json_is_what_is_documented(news: Path) -> None:
    """A change here is a change for everybody who reads it: new keys only, or a new number in ``jianyan``."""
    said = json.loads(invoke(news, "--json").output)
    assert said["jianyan"] == 1
    span = {"start": None, "end": None}
    clause = {**span, **dict.fromkeys(("kind", "role", "verb", "actor", "urged", "past", "negated"))}
    whole = next(s for line in said["lines"] for s in line["sentences"] if s["statements"])
    assert shape(whole) == {
        **span,
        **dict.fromkeys(("text", "section", "statements", "reason")),
        "words": [{**span, "speech": None, "rule": None, "how": None}],
        "clauses": [clause],
    }
    without = next(s for line in said["lines"] for s in line["sentences"] if not s["statements"])
    assert set(without["reason"]) == {"name", "zh", "en"}
    assert set(said["lines"][0]) == {"start", "end", "kind", "mark", "sentences"}
    assert set(said) == {
        "jianyan", "source", "sha256", "title", "issued", "publisher", "meeting", "origins", "unread", "lines",
        "statements", "speeches", "persons", "bodies", "places", "sectors",
    }  # fmt: skip
    assert set(said["statements"][0]) == {
        "start", "end", "text", "level", "stance", "rule", "confidence", "parent", "speech", "action", "object",
        "sectors", "places", "addressees", "cites", "inherited",
    }  # fmt: skip
    assert set(said["speeches"][0]) == {
        "position", "start", "end", "rule", "speaker", "on_behalf_of", "issuers", "basis", "confidence", "title",
        "statements",
    }  # fmt: skip
    assert set(said["persons"][0]) == {"name", "press", "posts", "named"}
    for kind, more in (("bodies", {"name", "kind"}), ("sectors", {"name", "iri"})):
        assert set(said[kind][0]) == {"start", "end", "text"} | more
        for mention in said[kind]:
            assert NEWS[mention["start"] : mention["end"]] == mention["text"]
    assert (said["issued"], said["publisher"]) == ("2024-05-21", "云岭观察报")
    assert said["speeches"][0]["on_behalf_of"] == ["民建云岭市委会"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = invoke(tmp_path / "none.txt")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "none.txt" in result.stderr


def test_an_explanation_is_frozen() -> None:
    def look(value: object) -> None:
        if is_dataclass(value) and not isinstance(value, type):
            assert type(value).__dataclass_params__.frozen, type(value)  # type: ignore[attr-defined]
            for field in fields(value):
                look(getattr(value, field.name))
        elif isinstance(value, tuple):
            for inside in value:
                look(inside)
        else:
            assert not isinstance(value, (list, dict, set)), value

    e = explained(NEWS)
    assert isinstance(e.lines[0].span, Span)
    look(e)
