"""What a query file says of itself: the ``#+`` lines at its top.

The idea and the mark are grlc's (https://github.com/CLARIAH/grlc); the file stays valid SPARQL::

    #+ title:
    #+   zh: 谁支持哪些措施
    #+   en: Who backs which measures
    #+ question: 1
    #+ parameters:
    #+   sector:
    #+     type: label-or-iri sector
    #+     example: 新能源汽车
    #+     zh: 行业，含下位行业
    #+     en: a sector, with the narrower ones

Only ``key: value`` lines, two blanks a level; nothing of YAML beyond that, and no key that is not known here. The
parameter ``sector`` is the variable ``?_sector`` of the query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jianyan.errors import QueryError
from jianyan.queries.plan import written

TYPES = ("label-or-iri", "integer", "string", "date", "iri")
CLASSES = ("body", "person", "sector", "place", "plan", "measure")
"""What a ``label-or-iri`` may name; :mod:`jianyan.queries.labels` knows where each is found in the graph."""

_LINE = re.compile(r"#\+ (?P<indent> *)(?P<key>[a-z][a-z-]*):(?: (?P<value>\S.*?))?[ \t]*")
_TEXTS = {(field, lang) for field in ("title", "summary") for lang in ("zh", "en")}
_OF_PARAMETER = ("type", "required", "default", "example", "zh", "en")
_BLOCKS = {("title",), ("summary",), ("parameters",)}
_VARIABLE = re.compile(r"[?$]_([a-z][a-z_]*)\b")

Fields = Mapping[tuple[str, ...], tuple[int, str]]
"""Path of keys → line from 1, and value."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """``of`` is the class that a ``label-or-iri`` names, None for the other types. ``default`` and ``example`` are
    written as a user would; None where there is none."""

    name: str
    type: str
    of: str | None
    required: bool
    default: str | None
    example: str | None
    zh: str
    en: str

    @property
    def variable(self) -> str:
        return "_" + self.name


@dataclass(frozen=True, slots=True)
class QueryFile:
    """A query and what it says of itself. ``where`` is how errors name it; ``question`` is the number of the
    question of the vocabulary it answers, None where it answers another one."""

    name: str
    where: str
    text: str
    title_zh: str = ""
    title_en: str = ""
    summary_zh: str = ""
    summary_en: str = ""
    question: int | None = None
    parameters: tuple[Parameter, ...] = ()


def parse(text: str, name: str, where: str, *, strict: bool = False) -> QueryFile:
    """The query ``text``; its header may be absent unless ``strict`` (as for the files that ship with the program).

    Raises :class:`QueryError` with ``where`` and the line of what breaks the format.
    """
    fields = _fields(text, where)
    for lang_field in sorted(_TEXTS) if strict else ():
        if lang_field not in fields:
            raise _broken(where, 1, f"the header lacks {'/'.join(lang_field)}", f"文件头缺少 {'/'.join(lang_field)}")
    parameters = tuple(_parameter(fields, key[1], where) for key in fields if len(key) == 2 and key[0] == "parameters")
    _check_variables(text, {p.name for p in parameters}, where)
    line, question = fields.get(("question",), (0, ""))
    if question and not re.fullmatch("[1-8]", question):
        raise _broken(where, line, f"question is 1 to 8, not {question}", f"question 应为 1 至 8，而不是 {question}")
    title_zh, title_en, summary_zh, summary_en = (
        fields.get((field, lang), (0, ""))[1] for field in ("title", "summary") for lang in ("zh", "en")
    )
    number = int(question) if question else None
    return QueryFile(name, where, text, title_zh, title_en, summary_zh, summary_en, number, parameters)


def _fields(text: str, where: str) -> Fields:
    """The header's lines as paths of keys. A block's own line (``title:``) is there with an empty value."""
    fields: dict[tuple[str, ...], tuple[int, str]] = {}
    path: tuple[str, ...] = ()
    ended = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            ended = True
            continue
        if ended:
            raise _broken(where, number, "#+ lines stand together at the top", "#+ 行应集中在文件开头")
        found = _LINE.fullmatch(line)
        depth, odd = divmod(len(found["indent"]), 2) if found else (0, 1)
        if found is None or odd or depth > len(path):
            raise _broken(
                where,
                number,
                "not `#+ key: value` with two blanks a level",
                "不是“#+ 键: 值”的格式（每级缩进两个空格）",
            )
        path = (*path[:depth], found["key"])
        _check_key(path, found["value"], where, number)
        if path in fields:
            raise _broken(where, number, f"{path[-1]} stands there twice", f"{path[-1]} 重复")
        fields[path] = (number, found["value"] or "")
    return fields


def _check_key(path: tuple[str, ...], value: str | None, where: str, line: int) -> None:
    in_parameters = path[0] == "parameters"
    block = path in _BLOCKS or (in_parameters and len(path) == 2)
    entry = path in _TEXTS or path == ("question",) or (in_parameters and len(path) == 3 and path[2] in _OF_PARAMETER)
    if not block and not entry:
        raise _broken(where, line, f"unknown key {'/'.join(path)}", f"未知的键 {'/'.join(path)}")
    if block and value:
        raise _broken(where, line, f"{path[-1]} takes no value on its line", f"{path[-1]} 这一行不应有值")
    if entry and not value:
        raise _broken(where, line, f"{path[-1]} has no value", f"{path[-1]} 没有值")


def _parameter(fields: Fields, name: str, where: str) -> Parameter:
    line = fields["parameters", name][0]
    own = {key: fields["parameters", name, key][1] for key in _OF_PARAMETER if ("parameters", name, key) in fields}
    missing = [key for key in ("type", "zh", "en") if key not in own]
    if missing:
        raise _broken(where, line, f"parameter {name} lacks {missing[0]}", f"参数 {name} 缺少 {missing[0]}")
    kind, _, of = own["type"].partition(" ")
    if kind not in TYPES or (kind == "label-or-iri") != (of in CLASSES) or (kind != "label-or-iri" and of):
        raise _broken(
            where,
            line,
            f"parameter {name}: unknown type {own['type']}; use {', '.join(TYPES)}, label-or-iri {'|'.join(CLASSES)}",
            f"参数 {name}：未知的类型 {own['type']}；可用 {'、'.join(TYPES)}（label-or-iri 后接 {'|'.join(CLASSES)}）",
        )
    required = own.get("required", "false")
    if required not in ("true", "false") or (required == "true" and "default" in own):
        raise _broken(
            where,
            line,
            f"parameter {name}: required is true or false, and true only without a default",
            f"参数 {name}：required 只能是 true 或 false，且有默认值时不能为 true",
        )
    for value in (own.get("default"), own.get("example")):
        if value is not None and not is_written_as(kind, value):
            raise _broken(where, line, f"parameter {name}: {value} is no {kind}", f"参数 {name}：{value} 不是 {kind}")
    return Parameter(
        name, kind, of or None, required == "true", own.get("default"), own.get("example"), own["zh"], own["en"]
    )


def is_written_as(kind: str, value: str) -> bool:
    """Whether ``value`` has the form of a parameter of this type; whether it names something is another question."""
    if kind == "integer":
        return re.fullmatch(r"[+-]?[0-9]{1,18}", value) is not None
    if kind == "iri":
        return is_iri(value)
    if kind == "date":
        try:
            return re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) is not None and bool(date.fromisoformat(value))
        except ValueError:
            return False
    return bool(value.strip())


def is_iri(value: str) -> bool:
    """Whether ``value`` is an absolute IRI, bare or in angle brackets, rather than a label."""
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    return re.fullmatch(r"(?:https?://|urn:|file:)[^\x00-\x20<>\"{}|^`\\]+", bare) is not None


def _check_variables(text: str, declared: set[str], where: str) -> None:
    """A variable with a leading underscore is a parameter, and a parameter is used: a slip in either name would
    otherwise answer another question without a word."""
    used = {found[1]: text[: found.start()].count("\n") + 1 for found in _VARIABLE.finditer(text)}
    declared = declared - written(text)
    for name in sorted(declared - set(used)):
        raise _broken(where, 1, f"parameter {name}: the query has no ?_{name}", f"参数 {name}：查询中没有 ?_{name}")
    for name in sorted(set(used) - declared) if text.startswith("#+") else ():
        raise _broken(where, used[name], f"?_{name} is not declared as a parameter", f"?_{name} 未声明为参数")


def _broken(where: str, line: int, en: str, zh: str) -> QueryError:
    return QueryError(f"{where}:{line}", en=en, zh=zh)
