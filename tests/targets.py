"""What fuzzers feed: each target takes bytes, and fails only where the program breaks a promise.

The same targets run in the tests, on a few inputs that hypothesis draws and on the seeds that are kept, and for as long
as one likes under atheris: ``make fuzz``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import test_texts

from jianyan.corpus.corrections import rows
from jianyan.corpus.sources import document_of
from jianyan.errors import JianyanError
from jianyan.model import Document
from jianyan.queries import guard
from jianyan.queries.header import parse
from jianyan.queries.plan import planned
from jianyan.rdf import terms

SEEDS = Path(__file__).parent / "fuzz" / "seeds"

# What officialese is made of, and what breaks things. A byte of a fuzzer's input stands for one of these.
_HOSTILE = (
    "\u202e", "\u2066", "\u2069", "\u200b", "\ufeff", "\x0b", "\x0c", "\x85", "\u2028", "\u3000", " ", "\t",
    "\n", "\n\n", "😀", "́", "￼", "�", "é", "İ", "ß", "ﬁ", "㎡", "𠮷", "會", "(", ")", "（", "）", "“", "”",
    "《", "》", "【", "】", "[", "]", "\"", "'", "‘", "’", "<", ">", "<p>", "</p>", "<!--", "**", "# ", "- ",
    "> ", "](http://a.cn/", "---\n", "title: ", "&gt;", "|", "·", "•", "—", "——", "…", "、", "，", "。", "；",
    "：", "！", "？", ",", ".", ";", ":",
)  # fmt: skip
_WORDS = (
    "建议", "提出", "认为", "表示", "强调", "指出", "呼吁", "支持", "反对", "要", "应", "应当", "加快", "推进",
    "完善", "建立", "加强", "加大", "落实", "推动", "扩大", "省政协", "市政协", "全国政协", "委员", "常委",
    "主席", "副主席", "代表", "民建", "民革", "九三学社", "省委会", "市委会", "委员会", "农业农村厅",
    "发展改革委", "市政府", "人民政府", "公司", "大学", "教授", "院长", "董事长", "负责人", "记者", "本报讯",
    "编辑", "来源", "责任编辑", "发布时间", "昆明市", "湖北省", "北京", "我省", "全市", "县", "张", "王某某",
    "李大明", "欧阳", "巴图·某某", "王 某", "新能源", "产业", "氢能", "营商环境", "教育", "养老服务", "政策",
    "机制", "体系", "建设", "发展", "一、", "二、", "（一）", "1.", "2、", "一是", "二是", "第一，", "一要",
    "关于", "的提案", "的答复", "案由", "办理", "牵头", "责任单位", "由", "以", "为", "从", "等", "方面",
    "三个", "和", "与", "的", "了", "是", "在", "会上", "座谈会", "会议", "第十三届", "三次", "发言", "摘登",
    "主题发言", "代表民建", "他", "她", "我们", "本会", "2024年5月21日", "2025年底前", "12座", "30%", "十",
    "百", "以上", "近年来", "目前", "存在", "问题", "不足", "对策", "如下", "促请", "议员", "议案", "动议",
    "問", "答：", "问：", "尊敬的",
)  # fmt: skip
PIECES = (*_HOSTILE, *_WORDS)


def text_of(data: bytes) -> str:
    """A text in which each byte stands for a word or a mark, so that changes of bytes are changes of wording. Behind
    the byte 255, the next one says how often the word before comes again."""
    pieces: list[str] = []
    numbers, word = iter(data), ""
    for number in numbers:
        if number == 255:
            pieces.append(word * next(numbers, 1))
        else:
            word = PIECES[number % len(PIECES)]
            pieces.append(word)
    return "".join(pieces)


def extraction(data: bytes) -> None:
    """Any text gives a reading that keeps its promises, the same each time."""
    text = text_of(data)
    reading = test_texts.read(text)
    test_texts.check(reading)
    test_texts.check_evidence(reading)
    assert test_texts.read(text) == reading


_SUFFIXES = ("", ".txt", ".md", ".html", ".jsonl")


def readers(data: bytes) -> None:
    """Any bytes give a document whose blocks lie in its text, or an error that says so in both languages. The first
    byte says what kind of file they are."""
    suffix = _SUFFIXES[data[0] % len(_SUFFIXES)] if data else ""
    first = _document(data[1:], suffix)
    if first is None:
        return
    assert first.text.strip()
    first.text.encode()
    for block in first.blocks:
        assert 0 <= block.span.start < block.span.end <= len(first.text)
    assert _document(data[1:], suffix) == first


def _document(data: bytes, suffix: str) -> Document | None:
    try:
        return document_of(data, suffix, "text")
    except JianyanError as error:
        _check(error)
        return None


def queries(data: bytes) -> None:
    """Any text is a query with a header, or an error that says where it is none."""
    text = data.decode("utf-8", "replace")
    try:
        query = parse(text, "query", "query.rq")
        planned(query.text, {parameter.name: None for parameter in query.parameters})
        guard.check(query.text, "query.rq", dict(terms.PREFIXES))
    except JianyanError as error:
        _check(error)


def _check(error: JianyanError) -> None:
    """What is true of every error: it says what is wrong in both languages, in a line."""
    for lang in ("zh", "en"):
        said = error.message(lang)
        assert said
        assert len(said.splitlines()) == 1


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="jianyan-fuzz-"))


def corrections(data: bytes) -> None:
    """Any bytes are a file of corrections, or an error that says what is wrong. The first byte says which kind."""
    file = _folder() / ("rows.ttl" if data[:1] == b"t" else "rows.csv")
    file.write_bytes(data[1:])
    try:
        for row in rows.load([file]):
            assert row.id
            assert isinstance(row.values, tuple)
    except JianyanError as error:
        _check(error)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "readers": readers,
    "extraction": extraction,
    "queries": queries,
    "corrections": corrections,
}
