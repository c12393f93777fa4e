"""Running one query: its parameters become terms, its rows a table.

Parameters are bound through pyoxigraph's ``substitutions``, never written into the text. What was measured on that
(pyoxigraph 0.5.13), and what the files of ``queries/`` therefore do:

- A substituted variable must be in the outermost SELECT (or in the template of a CONSTRUCT), or the store refuses.
  So a query selects its parameters, and their columns, which begin with an underscore, are dropped here.
- The value is seen in patterns, paths, FILTER, EXISTS, OPTIONAL and UNION, but in a subquery only where that selects
  the variable itself.
- ``BOUND(?_sector)`` is worked out before the value is there and is false: an optional parameter is written
  ``IF(COALESCE(ISIRI(?_sector), false), EXISTS { … }, true)``, which also holds in any other SPARQL engine.
- ``A || EXISTS { … }`` may evaluate EXISTS first, by the luck of a hash: with a path and nothing bound that took 16 s
  instead of 25 ms. ``IF(A, EXISTS { … }, true)`` keeps the order.
- The planner does not see the values: to it a parameter is a variable like any other, and it looks at a whole
  corpus. What asks for little is therefore written first and the rest below it, with the marks of
  :mod:`jianyan.queries.plan`.
- A triple that stands in several graphs gives several rows from the union of all graphs: hence DISTINCT everywhere,
  in counts too. The rows multiply with every pattern (a body's label and type in 1,000 documents: a million), so what
  one text says is asked for inside ``GRAPH ?documentNode { … }``, where it stands once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from jianyan.errors import QueryError
from jianyan.queries import guard, labels
from jianyan.queries.catalogue import find
from jianyan.queries.cutting import Most, taken, unique
from jianyan.queries.header import Parameter, QueryFile, is_iri, is_written_as
from jianyan.queries.plan import planned, written
from jianyan.rdf.terms import PREFIXES, XSD_DATE, XSD_INTEGER

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

    Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell the user beside the result, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave: rows under ``variables`` (SELECT), ``boolean`` (ASK), or ``triples`` (CONSTRUCT, DESCRIBE);
    the other two are None. ``truncated`` says that there were more than was asked for."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] | None = None
    boolean: bool | None = None
    triples: tuple[Triple, ...] | None = None
    notes: tuple[Note, ...] = ()
    truncated: bool = False


ALL = Most()


def run(store: Store, query: str | QueryFile, params: Mapping[str, str] | None = None, most: Most = ALL) -> Result:
    """The answer to ``query``: a name of the catalogue, the path of an ``.rq`` file, SPARQL, or what :func:`find` gave.

    ``params`` are as the user wrote them. A label that denotes several individuals is asked for each in turn, in the
    order of their IRIs, and the rows are united; a note says so. So are those that are merged with what is asked for,
    without a note: they are one. Of a result that is larger than ``most`` there is the first part. Raises
    :class:`QueryError` for whatever is wrong with the query or a parameter.
    """
    file = find(query) if isinstance(query, str) else query
    guard.check(file.text, file.where, PREFIXES)
    given = _given(file, params or {})
    numbers = {p.name: _number(p, value) for p, value in given if p.name in written(file.text)}
    known = {p.name: numbers.get(p.name) for p, _ in given}
    text = planned(file.text, known)
    guard.check(text, file.where, PREFIXES)  # a mark of the plan may bring out what was a comment before
    notes: list[Note] = []
    choices = [(p.variable, _terms(store, p, value, notes)) for p, value in given if p.name not in numbers]
    results = [
        _evaluate(store, file, text, dict(zip([name for name, _ in choices], values, strict=True)), most)
        for values in product(*(terms for _, terms in choices))
    ]
    cut = written(file.text, known)
    notes += [_cut(name, number) for name, number in numbers.items() if name in cut and _reached(results, number)]
    return _united(results, tuple(notes), most)


def denoted(store: Store, file: QueryFile, params: Mapping[str, str]) -> dict[str, tuple[Term, ...]]:
    """What the parameters of ``file`` denote, by variable: the terms that :func:`run` asks for in turn.

    Raises :class:`QueryError` as it does.
    """
    return {p.variable: tuple(_terms(store, p, value, [])) for p, value in _given(file, params)}


def _given(file: QueryFile, params: Mapping[str, str]) -> list[tuple[Parameter, str]]:
    """Each parameter that has a value, the user's or the default."""
    names = [p.name for p in file.parameters]
    has_en = f"it has {', '.join(names)}" if names else "it has none"
    has_zh = f"它的参数有 {'、'.join(names)}" if names else "它没有参数"
    for name in params:
        if name not in names:
            near = get_close_matches(name, names, 1)
            raise QueryError(
                name,
                en=f"the query {file.name} has no such parameter; {has_en}"
                + "".join(f"; did you mean {n}?" for n in near),
                zh=f"查询 {file.name} 没有这个参数；{has_zh}" + "".join(f"；是否要用 {n}？" for n in near),
            )
    given = []
    for p in file.parameters:
        value = params.get(p.name, p.default)
        if value is not None:
            given.append((p, value))
        elif p.required:
            example = f"{p.name}={p.example or '…'}"
            raise QueryError(
                p.name,
                en=f"the query {file.name} needs this parameter, for example {example}; {has_en}",
                zh=f"查询 {file.name} 需要这个参数，例如 {example}；{has_zh}",
            )
    return given


def _terms(store: Store, p: Parameter, value: str, notes: list[Note]) -> list[Term]:
    """What ``value`` denotes: one term, or several for a label that several individuals carry."""
    from pyoxigraph import Literal, NamedNode

    if not is_written_as(p.type, value):
        forms = {"integer": "3", "date": "2024-05-21", "iri": "https://…"}
        example = p.example or forms.get(p.type, "…")
        raise QueryError(
            p.name,
            en=f"{value!r} is no {p.type}; write it like {example}",
            zh=f"{value!r} 不是 {p.type}；请写成 {example}",
        )
    if p.type == "integer":
        return [Literal(str(int(value)), datatype=NamedNode(XSD_INTEGER))]
    if p.type == "date":
        return [Literal(value, datatype=NamedNode(XSD_DATE))]
    if p.type == "string":
        return [Literal(value)]
    if p.type == "iri":
        return [_node(store, p, value)]
    if is_iri(value):
        return [*labels.one_with(store, _node(store, p, value))]
    assert p.of is not None
    found = labels.named(store, value, p.of)
    if not found:
        near = labels.nearest(store, value, p.of)
        like_en = f"the closest are {', '.join(near)}" if near else "nothing is like it"
        like_zh = f"最接近的有 {'、'.join(near)}" if near else "也没有相近的名称"
        raise QueryError(
            p.name,
            en=f"the graph has no {p.of} called {value}; {like_en}",
            zh=f"图中没有名为 {value} 的 {p.of}；{like_zh}",
        )
    if len({labels.canonical(store, term) for term in found}) > 1:
        iris = " ".join(str(term) for term in found)
        notes.append(
            Note(
                zh=f"{p.name}：{value} 可指 {len(found)} 个对象，结果已合并：{iris}",
                en=f"{p.name}: {value} denotes {len(found)} things, united here: {iris}",
            )
        )
    every = {one.value: one for term in found for one in labels.one_with(store, term)}
    return [every[iri] for iri in sorted(every)]


def _number(p: Parameter, value: str) -> int:
    if is_written_as("integer", value) and int(value) >= 0:
        return int(value)
    raise QueryError(
        p.name,
        en=f"{value!r} is no number of rows; write it like {p.example or '100'}, or 0 for all",
        zh=f"{value!r} 不是条数；请写成 {p.example or '100'}，或以 0 表示全部",
    )


def _reached(results: list[Result], number: int) -> bool:
    """Whether one of ``results`` may hold less than there is. What is counted has a row each, or several."""
    return bool(number) and any(len(result.rows or ()) >= number for result in results)


def _cut(name: str, number: int) -> Note:
    return Note(
        zh=f"{name}：只列到 {number}，可能还有；{name}=0 列出全部",
        en=f"{name}: no more than {number} are listed, there may be more; {name}=0 lists all",
    )


def _node(store: Store, p: Parameter, value: str) -> NamedNode:
    from pyoxigraph import NamedNode

    try:
        node = NamedNode(value.strip("<>"))
    except ValueError as error:
        raise QueryError(p.name, en=f"{value} is no IRI ({error})", zh=f"{value} 不是 IRI（{error}）") from error
    if p.type == "label-or-iri" and not labels.known(store, node):
        raise QueryError(
            p.name,
            en=f"the graph knows nothing of {value}; check it, or give a label",
            zh=f"图中没有 {value}；请检查，或改用名称",
        )
    return node


def _evaluate(store: Store, file: QueryFile, text: str, bound: Mapping[str, Term], most: Most) -> Result:
    from pyoxigraph import QueryBoolean, QuerySolutions, Variable

    try:
        found = store.query(
            text,
            prefixes=PREFIXES,
            use_default_graph_as_union=True,
            substitutions={Variable(name): term for name, term in bound.items()},
        )
        if isinstance(found, QueryBoolean):
            return Result(boolean=bool(found))
        if not isinstance(found, QuerySolutions):
            triples, cut = taken(unique(found), most)
            return Result(("subject", "predicate", "object"), triples=triples, truncated=cut)
        names = [variable.value for variable in found.variables]
        kept = [number for number, name in enumerate(names) if name not in _parameters(file)]
        rows, cut = taken((tuple(solution[number] for number in kept) for solution in found), most)
        return Result(tuple(names[number] for number in kept), rows, truncated=cut)
    except (RuntimeError, OSError, ValueError) as error:
        reason = str(error)
        if "SELECT projection" in reason:
            reason = "a parameter must be among the variables that the query selects, or in a CONSTRUCT template"
        raise QueryError(file.where, en=f"the query failed: {reason}", zh=f"查询失败：{reason}") from error


def _parameters(file: QueryFile) -> set[str]:
    return {p.variable for p in file.parameters}


def _united(results: list[Result], notes: tuple[Note, ...], most: Most) -> Result:
    """Several results of one query as one: no row twice, ASK true where any is."""
    first = results[0]
    if first.boolean is not None or len(results) == 1:
        answer = None if first.boolean is None else any(result.boolean for result in results)
        return replace(first, boolean=answer, notes=notes)
    cut = any(result.truncated for result in results)
    if first.triples is not None:
        triples, more = taken(unique(triple for result in results for triple in result.triples or ()), most)
        return Result(first.variables, triples=triples, notes=notes, truncated=cut or more)
    rows, more = taken(unique(row for result in results for row in result.rows or ()), most)
    return Result(first.variables, rows, notes=notes, truncated=cut or more)
