"""The ontology file: every term explained in both languages, and the same terms as in code and shapes."""

from __future__ import annotations

import csv
import re
from enum import Enum

import pyoxigraph as ox
import pytest
import samples

from jianyan import resources
from jianyan.cli import explain
from jianyan.cli.messages import say
from jianyan.model import Basis, CorrectionKind, FieldOrigin, Ground, Level, Stance
from jianyan.rdf import terms as t
from jianyan.rdf.quads import quads
from jianyan.views.render import messages

KINDS = """party democraticParty cppcc peoplesCongress government department court procuratorate massOrganization
    chamber enterprise bank university researchInstitute hospital media military committee village school
    international other"""


DERIVED = {
    t.BACKS, t.OF_BODY, t.OF_SECTOR, t.OF_YEAR, t.OF_PLACE, t.BETWEEN, t.AGREED_COUNT,
    t.MENTION_COUNT, t.DOCUMENT_COUNT,
    t.MEETING_COUNT, t.SPEECH_COUNT, t.SPEAKER_COUNT, t.STATEMENT_COUNT, t.BODY_COUNT, t.BACKING_BODY_COUNT,
    t.MEASURE_COUNT, t.SECTOR_COUNT, t.PLACE_COUNT, t.PLAN_COUNT, t.MERGED_INTO, t.MERGED, t.INTO, t.GROUND, t.REASON,
}  # fmt: skip
"""What no document says, but all together."""


def store_of(name: str) -> ox.Store:
    store = ox.Store()
    store.load(path=str(resources.ontology_file(name)), format=ox.RdfFormat.TURTLE)
    return store


ONTOLOGY = store_of("jianyan.ttl")


def ask(query: str) -> set[str]:
    """The values of ``?x``, local names for IRIs."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in t.PREFIXES.items())
    return {re.sub(r"^.*[#/]", "", row["x"].value) for row in ONTOLOGY.query(prefixes + query)}


SCHEMES = (t.BODY_KIND_SCHEME + "/", t.FIELD_ORIGIN_SCHEME + "/")
"""What the names of concepts begin with that are none of the namespace of the terms."""


def declared() -> set[str]:
    return {quad.subject.value for quad in ONTOLOGY if quad.subject.value.startswith((t.JY, *SCHEMES))}


def constants() -> set[str]:
    """The IRIs of our namespace that the code knows."""
    return {value for value in vars(t).values() if isinstance(value, str) and value.startswith(t.JY) and value != t.JY}


def enumerated(*kinds: type[Enum]) -> set[str]:
    return {t.JY + member.value for kind in kinds for member in kind}


@pytest.mark.parametrize("iri", sorted(declared()))
def test_every_term_has_a_label_and_a_comment_in_both_languages(iri: str) -> None:
    term = ox.NamedNode(iri)
    concept = iri.startswith(SCHEMES)
    for name in ("prefLabel", "definition") if concept else ("label", "comment"):
        predicate = ox.NamedNode((t.SKOS if concept else t.RDFS) + name)
        said = {q.object.language: q.object.value for q in ONTOLOGY.quads_for_pattern(term, predicate, None)}
        assert set(said) == {"en", "zh"}
        assert all(said.values())
        assert re.search("[\u4e00-\u9fff]", said["zh"]) or name == "label"
        assert not re.search("[\u4e00-\u9fff]", said["en"]) or "…" in said["en"] or iri in (t.ACTION, t.OBJECT, t.CITES)
    [defined] = ONTOLOGY.quads_for_pattern(term, ox.NamedNode(t.RDFS + "isDefinedBy"), None)
    assert defined.object.value == t.ONTOLOGY


def test_the_code_knows_the_terms_that_are_declared_and_no_others() -> None:
    ours = {iri for iri in declared() if iri.startswith(t.JY)}
    assert ours == constants() | enumerated(Level, Stance, Basis, Ground, CorrectionKind)


def test_every_term_that_a_graph_uses_is_declared() -> None:
    lines = "".join(quads(samples.READING, lexicon="1") + quads(samples.issued_reading()))
    used = set(re.findall(f"<((?:{'|'.join(map(re.escape, (t.JY, *SCHEMES)))})[^>]*)>", lines))
    assert used
    assert used <= declared()


def test_the_sample_uses_every_property() -> None:
    """So that tests on the sample are tests of the whole vocabulary."""
    lines = "".join(quads(samples.READING, lexicon="1") + quads(samples.issued_reading()))
    properties = ask("SELECT ?x { VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty } ?x a ?kind }")
    assert {name for name in properties if f"<{t.JY}{name}>" not in lines} == {
        *(iri.removeprefix(t.JY) for iri in DERIVED),
        "latest",  # listed in the index of a corpus
        "correctionOf",  # only in files of corrections
    }


@pytest.mark.parametrize("name", ["shapes.ttl", "sectors.ttl"])
def test_the_other_files_use_declared_terms_alone(name: str) -> None:
    used = {
        term.value
        for quad in store_of(name)
        for term in (quad.predicate, quad.object, getattr(quad.object, "datatype", None))
        if isinstance(term, ox.NamedNode) and term.value.startswith(t.JY)
    }
    assert used
    assert used <= declared()


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        ("Level", Level),
        ("Stance", Stance),
        ("Basis", Basis),
        ("Ground", Ground),
        ("CorrectionKind", CorrectionKind),
        ("FieldOrigin", FieldOrigin),
    ],
)
def test_the_enumerations_are_those_of_the_model(kind: str, members: type[Enum]) -> None:
    name = re.sub("(?<=[a-z])(?=[A-Z])", "-", kind).lower()
    found = ask(f"SELECT ?x {{ ?x a jy:{kind}, skos:Concept ; skos:inScheme <{t.SCHEME_GRAPH}/{name}> }}")
    assert found == {str(member.value) for member in members}


@pytest.mark.parametrize("origin", FieldOrigin)
def test_pages_and_commands_call_an_origin_what_the_ontology_does(origin: FieldOrigin) -> None:
    iri = ox.NamedNode(t.field_origin(origin.value))
    for quad in ONTOLOGY.quads_for_pattern(iri, ox.NamedNode(t.PREF_LABEL), None):
        assert isinstance(quad.object, ox.Literal)
        lang = quad.object.language or ""
        assert messages("reader")[lang][f"origin.{origin.value}"] == quad.object.value
        assert say(lang, explain.ORIGINS[origin.value]) == quad.object.value


def test_the_kinds_of_bodies_are_a_closed_list() -> None:
    assert ask(f"SELECT ?x {{ ?x a jy:BodyKind ; skos:inScheme <{t.BODY_KIND_SCHEME}> }}") == set(KINDS.split())


def test_every_class_and_property_is_aligned_or_has_a_range() -> None:
    loose = """SELECT ?x { VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty } ?x a ?kind
        FILTER NOT EXISTS { ?x rdfs:subClassOf|rdfs:subPropertyOf|rdfs:range|schema:rangeIncludes ?other } }"""
    assert ask(loose) == set()


def test_the_header() -> None:
    about = ox.NamedNode(t.ONTOLOGY)
    header = {(quad.predicate.value, str(getattr(quad.object, "language", None))): quad.object.value
              for quad in ONTOLOGY.quads_for_pattern(about, None, None)}  # fmt: skip
    assert header[t.RDF_TYPE, "None"] == t.OWL + "Ontology"
    assert header[t.OWL + "versionInfo", "None"] == resources.version()
    assert header[t.OWL + "versionIRI", "None"] == f"{t.ONTOLOGY}/{resources.version()}"
    assert header[t.TITLE, "zh"]
    assert header[t.TITLE, "en"]
    assert header[t.DCTERMS + "license", "None"].startswith("https://creativecommons.org/")


def test_resources_are_found_and_missing_ones_told() -> None:
    assert resources.ontology_file("jianyan.ttl").is_file()
    with pytest.raises(resources.JianyanError, match=r"no-such\.ttl.*missing"):
        resources.ontology_file("no-such.ttl")


TABLES = {"cues.csv": 0, "form-words.csv": 0, "page-furniture.csv": 0, "document-words.csv": 0, "speaking-verbs.csv": 1}
"""The tables whose kinds patterns may name, with the column of the kind."""


def kinds(table: str) -> list[str]:
    """The kind of each row of a table of words, in order."""
    lines = resources.ontology_file(table).read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(line for line in lines if line and not line.startswith("#")))
    return [row[TABLES[table]] for row in rows[1:]]


def test_a_kind_of_words_stands_in_one_table() -> None:
    """A pattern that names a kind means one: of two of a name, the first table's would hide the other's."""
    known: dict[str, str] = {}
    for table in TABLES:
        for kind in set(kinds(table)):
            assert known.setdefault(kind, table) == table, kind


@pytest.mark.parametrize("table", ["cues.csv", "form-words.csv"])
def test_every_kind_of_words_is_explained(table: str) -> None:
    head = (line for line in resources.ontology_file(table).read_text(encoding="utf-8").splitlines() if line[:1] == "#")
    explained = set(re.findall(r"[a-zA-Z]+", "\n".join(head)))
    assert sorted(set(kinds(table)) - explained) == []
