"""In a worker: a job becomes an answer, cut where it is too large."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jianyan.errors import QueryError
from jianyan.queries import QueryFile, Result, catalogue, guard, run, serialize, with_nodes
from jianyan.queries.cutting import Most, taken, unique
from jianyan.queries.plan import planned
from jianyan.rdf.terms import BASE, PREFIXES
from jianyan.web.running import errors, formats
from jianyan.web.running.jobs import Answer, Job, Limits, Question, Sparql

if TYPE_CHECKING:
    from pyoxigraph import QueryTriples, Store


def evaluate(store: Store, job: Job, limits: Limits) -> Answer:
    """The answer to ``job``. Raises :class:`QueryError` for whatever is wrong with it."""
    most = Most(limits.rows, limits.bytes)
    if isinstance(job, Question):
        return _question(store, job, most)
    return _sparql(store, job, most)


def _question(store: Store, job: Question, most: Most) -> Answer:
    file = _shipped(job.name)
    result = run(store, with_nodes(file) if job.nodes else file, dict(job.params), most)
    return Answer(truncated=result.truncated, result=result)


@cache
def _shipped(name: str) -> QueryFile:
    """The query of this name that ships with the program. The name comes from outside: it is no path, and no query."""
    for query in catalogue():
        if query.name == name:
            return query
    raise QueryError(
        name, en="there is no question of this name; choose one of the list", zh="没有这个问题；请从列表中选择"
    )


def _sparql(store: Store, job: Sparql, most: Most) -> Answer:
    from pyoxigraph import QueryBoolean, QuerySolutions

    text = planned(job.query, {})  # marks that a copied question has; what is checked is what runs
    guard.check(text, errors.WHERE, PREFIXES, BASE, dataset=True)
    try:
        found = store.query(text, base_iri=BASE, prefixes=PREFIXES, **_dataset(job, text))
        if isinstance(found, QueryBoolean):
            form = formats.chosen(job.format, formats.TABLES)
            return Answer(serialize(Result(boolean=bool(found)), form.name), form.media_type)
        if isinstance(found, QuerySolutions):
            form = formats.chosen(job.format, formats.TABLES)
            rows, cut = taken((tuple(solution) for solution in found), most)
            result = Result(tuple(variable.value for variable in found.variables), rows)
            return Answer(serialize(result, form.name), form.media_type, cut)
        return _graph(found, job.format, most)
    except (RuntimeError, OSError, ValueError) as error:
        raise errors.failed(str(error)) from error


def _dataset(job: Sparql, text: str) -> dict[str, Any]:
    """What the protocol names goes before what the query names (SPARQL 1.1 Protocol, section 2.1.4)."""
    from pyoxigraph import NamedNode

    if job.default_graphs or job.named_graphs:
        try:
            default, named = ([NamedNode(iri) for iri in iris] for iris in (job.default_graphs, job.named_graphs))
        except ValueError as error:
            raise errors.no_iri(str(error)) from error
        return {"default_graph": default, "named_graphs": named}
    return {"use_default_graph_as_union": not guard.names_dataset(text, PREFIXES, BASE)}


def _graph(found: QueryTriples, accept: str, most: Most) -> Answer:
    from pyoxigraph import RdfFormat
    from pyoxigraph import serialize as written

    form = formats.chosen(accept, formats.GRAPHS)
    triples, cut = taken(unique(found), most)
    text = " ".join({term.value for triple in triples for term in triple if hasattr(term, "value")})
    used = {prefix: iri for prefix, iri in PREFIXES.items() if iri in text}
    body = written(triples, format=getattr(RdfFormat, form.name), prefixes=used)
    return Answer(body or b"", form.media_type, cut)
