"""What a query may not do, seen before it runs: change data, ask other servers, or bring the process down.

pyoxigraph has no switch for these. An update does not parse as a query, and no file is ever read; but ``SERVICE``
sends requests even from a read-only store, ``FROM`` is passed over without a word where the default graph is the
union of all, and the parser recurses on the stack: 5,000 nested braces end the process.
"""

from __future__ import annotations

import re
from contextlib import suppress

from jianyan.errors import QueryError

MAX_LENGTH = 20_000
"""Code points. The planner needs seconds for some hundred patterns in one group, well within this."""
MAX_NESTING = 64
"""Brackets of all kinds; 1,000 nested ``EXISTS`` end a process with the usual stack of 8 MB."""


class Malformed(QueryError):
    """Not a query of SPARQL 1.1; an update is none either."""


class Refused(QueryError):
    """A query that is not run, whatever it would give."""


_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_PADDING = " " * 16
_POSITION = re.compile(r"error at (\d+):(\d+): ")
_QUOTED = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|'''.*?'''|\"{3}.*?\"{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*""",
    re.DOTALL,
)
_REFUSED = (
    (
        "service",
        "SERVICE is not allowed: a query asks this graph alone and sends nothing out",
        "不允许使用 SERVICE：查询只针对本图，不向外发送请求",
    ),
    (
        "from",
        "FROM is not allowed: a query sees all graphs; name one with GRAPH <…> { … }",
        "不允许使用 FROM：查询面向全部图；请用 GRAPH <…> { … } 指定其中之一",
    ),
)


def check(text: str, where: str, prefixes: dict[str, str], base: str | None = None, *, dataset: bool = False) -> None:
    """Refuse what must not run; ``dataset`` says that ``text`` may name one with FROM. Raises :class:`Malformed` with
    line and column when it does not parse, otherwise :class:`Refused`."""
    if len(text) > MAX_LENGTH:
        raise Refused(
            where,
            en=f"the query is longer than {MAX_LENGTH} characters; split it",
            zh=f"查询超过 {MAX_LENGTH} 个字符；请拆分",
        )
    if max(_depth(text), _depth(_QUOTED.sub(" ", text))) > MAX_NESTING:
        raise Refused(
            where,
            en=f"brackets are nested deeper than {MAX_NESTING}; simplify the query",
            zh=f"括号嵌套超过 {MAX_NESTING} 层；请简化查询",
        )
    if not _parses(text, prefixes, base):
        raise _syntax_error(text, where, prefixes, base)
    for word, en, zh in _REFUSED:
        if not (dataset and word == "from") and _is_keyword(word, text, prefixes, base):
            raise Refused(where, en=en, zh=zh)


def names_dataset(text: str, prefixes: dict[str, str], base: str | None = None) -> bool:
    """Whether ``text``, which :func:`check` let pass, says with FROM what it is asked of."""
    return _is_keyword("from", text, prefixes, base)


def _is_keyword(word: str, text: str, prefixes: dict[str, str], base: str | None) -> bool:
    """Whether ``word`` is a keyword of ``text``, which parses, rather than part of a name, string or comment.

    Telling which takes a parser, and one that agrees with the store's; so it is the store's own that decides. With the
    word misspelt everywhere, a name or a string is still one, but no keyword is: a text that then parses did not use
    it. A keyword needs no blank before it, and ``trueservice:x`` would turn from two words into one name: that counts
    as use as it stands.
    """
    if re.search(f"(?:true|false){word}", text, re.IGNORECASE):
        return True
    misspelt = re.sub(word, lambda found: found[0][0] + "q" + found[0][2:], text, flags=re.IGNORECASE)
    return misspelt != text and not _parses(misspelt, prefixes, base)


def _parses(text: str, prefixes: dict[str, str], base: str | None) -> bool:
    try:
        _parse(text, prefixes, base)
    except SyntaxError:
        return False
    return True


def _parse(text: str, prefixes: dict[str, str], base: str | None) -> None:
    """Raise SyntaxError when ``text`` is no query. Nothing runs: the store looks at its substitutions before it
    evaluates, and refuses one for a variable that is not in the query."""
    from pyoxigraph import Literal, Store, Variable

    absent = "absent"
    while absent in text:
        absent += "_"
    with suppress(RuntimeError):
        Store().query(text, base_iri=base, prefixes=prefixes, substitutions={Variable(absent): Literal("")})


def _depth(text: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[][(){}]", text):
        depth = depth + 1 if mark in "[({" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _syntax_error(text: str, where: str, prefixes: dict[str, str], base: str | None) -> Malformed:
    """What the parser says of ``text``, with the line and column (from 1, code points) of the word it stops at, and
    the line itself."""
    offset, message = _stop(text, prefixes, base)
    line = text.count("\n", 0, offset) + 1
    start = text.rfind("\n", 0, offset) + 1
    place = f"{where}:{line}:{offset - start + 1}"
    word = re.match(r"\w*", text[offset:])
    if word and word[0].upper() in _UPDATES:
        return Malformed(
            place,
            en=f"{word[0].upper()} changes data; only SELECT, ASK, CONSTRUCT and DESCRIBE are allowed",
            zh=f"{word[0].upper()} 会修改数据；只允许 SELECT、ASK、CONSTRUCT 和 DESCRIBE",
        )
    shown = text[start:].split("\n", 1)[0].strip()[:160]
    stopped = re.match(r"\S*", text[offset:])
    en, zh = _reason(message, stopped[0][:40] if stopped else "")
    return Malformed(
        place, en=f"not valid SPARQL: {en}; the line is: {shown}", zh=f"SPARQL 语法错误：{zh}；该行为：{shown}"
    )


def _stop(text: str, prefixes: dict[str, str], base: str | None) -> tuple[int, str]:
    """The offset of the word (between blanks) that the parser stops at, and its message.

    Where the parser tries a keyword it counts as read as many characters as the keyword has, so the place it gives is
    up to 14 too far, often in the next line. With blanks put in after each blank it stays in the word or the blanks.
    """
    padded = re.sub(r"(\s+)", rf"\1{_PADDING}", text + " ")
    try:
        _parse(padded, prefixes, base)
    except SyntaxError as error:
        found = _POSITION.match(str(error))
        if found:
            starts = [0, *(match.end() for match in re.finditer("\n", padded))]
            stop = starts[min(int(found[1]), len(starts)) - 1] + int(found[2]) - 1
            if stop >= len(padded):
                return len(text.rstrip()), str(error)
            words = len(re.findall(r"\S+", padded[: stop + 1]))
            begins = [match.start() for match in re.finditer(r"\S+", text)]
            return begins[max(min(words, len(begins)) - 1, 0)] if begins else 0, str(error)
        return 0, str(error)
    return 0, ""


def _reason(message: str, word: str) -> tuple[str, str]:
    """The parser lists what it tried at the place it gives, which is not where it stopped; of that, only these help."""
    if "Prefix not found" in message:
        return f"the prefix of {word} is not declared", f"{word} 的前缀未声明"
    if "The SELECT contains" in message:
        return (
            "SELECT has a variable that is neither grouped nor bound, or one that is bound twice",
            "SELECT 中的变量未参与分组、未绑定或重复绑定",
        )
    if not word:
        return "it ends too early; is a bracket not closed?", "查询不完整；是否有括号未闭合？"
    return f"{word} cannot stand here", f"此处不应出现 {word}"
