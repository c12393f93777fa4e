"""The SHACL shapes: the sample conforms to all of them, and breaks each when one thing of it is changed."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox
import pytest
import samples

from jianyan import resources
from jianyan.errors import OutputError
from jianyan.model import Ground, Merge
from jianyan.rdf import scheme
from jianyan.rdf import terms as t
from jianyan.rdf.derived import derived_quads
from jianyan.rdf.quads import quads
from jianyan.rdf.shapes import Violation, check

SHAPE = "https://w3id.org/jianyan/shapes#"
PREFIXES = t.PREFIXES | {"jysh": SHAPE}
NOTHING = "<urn:nothing>"
DOCUMENT = t.document(t.BASE, samples.READING.document.sha256)

# What breaks a shape: of the first thing of a class, the values of a property become others.
BAD: dict[str, tuple[str, str, list[str]]] = {
    "Document-identifier": ("jy:Document", "dcterms:identifier", ['"sha256:0f"']),
    "Document-source": ("jy:Document", "dcterms:source", []),
    "Document-text": ("jy:Document", "schema:text", ['"一"', '"二"']),
    "Document-title": ("jy:Document", "dcterms:title", ['"one"', '"two"']),
    "Document-issued": ("jy:Document", "dcterms:issued", ['"2023-02-30"^^xsd:date']),
    "Document-publisher": ("jy:Document", "dcterms:publisher", [NOTHING]),
    "Document-mentions": ("jy:Document", "jy:mentions", [NOTHING]),
    "Document-quotes": ("oa:TextQuoteSelector", "oa:exact", ['"太长的引文，与区间不符，字数多于原来"']),
    "Document-title-from": ("jy:Document", "jy:titleFrom", ["jy:heading"]),
    "Document-issued-from": ("jy:Document", "jy:issuedFrom", ['"imprint"']),
    "Document-publisher-from": ("jy:Document", "jy:publisherFrom", [NOTHING]),
    "Document-creator-from": ("jy:Document", "jy:creatorFrom", [NOTHING]),
    "Person-name": ("foaf:Person", "foaf:name", ['"甲"', '"乙"']),
    "Person-label": ("foaf:Person", "skos:prefLabel", []),
    "Organization-label": ("org:Organization", "skos:prefLabel", ['"甲"@zh', '"乙"@zh']),
    "Organization-classification": ("org:Organization", "org:classification", ["jy:proposes"]),
    "Organization-parent": ("org:Organization", "org:subOrganizationOf", [NOTHING]),
    "Membership-member": ("org:Membership", "org:member", []),
    "Membership-organization": ("org:Membership", "org:organization", [NOTHING]),
    "Membership-role": ("org:Membership", "org:role", ['"主席"']),
    "Membership-document": ("org:Membership", "jy:inDocument", []),
    "Membership-evidence": ("org:Membership", "jy:evidence", []),
    "Role-label": ("org:Role", "skos:prefLabel", ['"主席"@fr']),
    "Meeting-label": ("jy:Meeting", "skos:prefLabel", []),
    "Meeting-document": ("jy:Meeting", "jy:inDocument", []),
    "Meeting-evidence": ("jy:Meeting", "jy:evidence", []),
    "Meeting-organizer": ("jy:Meeting", "schema:organizer", [NOTHING]),
    "Speech-document": ("jy:Speech", "jy:inDocument", []),
    "Speech-evidence": ("jy:Speech", "jy:evidence", []),
    "Speech-position": ("jy:Speech", "schema:position", ['"0"^^xsd:integer']),
    "Speech-speaker": ("jy:Speech", "jy:speaker", [NOTHING]),
    "Speech-capacity": ("jy:Speech", "jy:inCapacity", [NOTHING]),
    "Speech-behalf": ("jy:Speech", "jy:onBehalfOf", [NOTHING]),
    "Speech-meeting": ("jy:Speech", "jy:atMeeting", [NOTHING]),
    "Speech-basis": ("jy:Speech", "jy:basis", ["jy:proposes"]),
    "Speech-confidence": ("jy:Speech", "jy:confidence", ['"1.5"^^xsd:decimal']),
    "Statement-document": ("jy:Statement", "jy:inDocument", []),
    "Statement-evidence": ("jy:Statement", "jy:evidence", []),
    "Statement-level": ("jy:Statement", "jy:level", ["jy:proposes"]),
    "Statement-stance": ("jy:Statement", "jy:stance", []),
    "Statement-states": ("jy:Statement", "jy:states", [NOTHING]),
    "Statement-speech": ("jy:Statement", "jy:inSpeech", [NOTHING]),
    "Statement-above": ("jy:Statement", "jy:partOf", [NOTHING]),
    "Statement-backer": ("jy:Statement", "jy:backer", [NOTHING]),
    "Statement-run": ("jy:Statement", "prov:wasGeneratedBy", []),
    "Statement-confidence": ("jy:Statement", "jy:confidence", ['"0.5"']),
    "Measure-label": ("jy:Measure", "skos:prefLabel", []),
    "Measure-sector": ("jy:Measure", "jy:sector", [NOTHING]),
    "Measure-instrument": ("jy:Measure", "jy:instrument", ["jy:proposes"]),
    "Measure-place": ("jy:Measure", "jy:place", [NOTHING]),
    "Measure-addressee": ("jy:Measure", "jy:addressee", [NOTHING]),
    "Measure-cites": ("jy:Measure", "jy:cites", ['""']),
    "Measure-target": ("jy:Measure", "jy:target", [NOTHING]),
    "Target-evidence": ("jy:Target", "jy:evidence", []),
    "Target-quantity": ("jy:Target", "jy:quantity", ['"12"', '"13"']),
    "Target-deadline": ("jy:Target", "jy:deadline", ['"2025"^^xsd:gYear']),
    "Merge-merged": ("jy:Merge", "jy:merged", []),
    "Merge-into": ("jy:Merge", "jy:into", [NOTHING, "jy:Merge"]),
    "Merge-ground": ("jy:Merge", "jy:ground", ["jy:proposes"]),
    "Correction-kind": ("jy:Correction", "jy:correctionKind", ["jy:proposes"]),
    "Correction-document": ("jy:Correction", "jy:inDocument", []),
    "Correction-evidence": ("jy:Correction", "jy:evidence", []),
    "Evidence-source": ("oa:SpecificResource", "oa:hasSource", []),
    "Evidence-position": ("oa:TextPositionSelector", "rdf:type", []),
    "Evidence-quote": ("oa:TextQuoteSelector", "rdf:type", []),
    "Position-start": ("oa:TextPositionSelector", "oa:start", ['"900"^^xsd:integer']),
    "Position-end": ("oa:TextPositionSelector", "oa:end", []),
    "Quote-exact": ("oa:TextQuoteSelector", "oa:exact", []),
    "Area-label": ("schema:AdministrativeArea", "skos:prefLabel", []),
    "Area-code": ("schema:AdministrativeArea", "dcterms:identifier", ['"53"']),
    "Area-within": ("schema:AdministrativeArea", "schema:containedInPlace", ['"云南省"']),
    "Concept-label": ("skos:Concept", "skos:prefLabel", ['"甲"@zh', '"乙"@zh']),
    "Concept-scheme": ("skos:Concept", "skos:inScheme", []),
    "Concept-broader": ("skos:Concept", "skos:broader", [NOTHING]),
    "Sector-broader": ("jy:Sector", "skos:broader", ["jy:proposes"]),
}  # fmt: skip


@cache
def good() -> tuple[str, ...]:
    """The sample with the concepts that it points to, as ``graph.nq`` would have them."""
    concepts = [
        f"{triple} <{t.SCHEME_GRAPH}> .\n"
        for triple in scheme._concepts(scheme._triples(resources.ontology_file("jianyan.ttl")))
    ]
    for iri, kind in [
        (samples.HYDROGEN.iri, t.SECTOR),
        (samples.STORAGE.iri, t.SECTOR),
        (samples.FUND, t.CONCEPT),
    ]:
        of, _, name = iri.rpartition("/")
        concepts += [
            f"<{of}> <{t.RDF_TYPE}> <{t.CONCEPT_SCHEME}> <{t.SCHEME_GRAPH}> .\n",
            f"<{iri}> <{t.RDF_TYPE}> <{kind}> <{t.SCHEME_GRAPH}> .\n",
            f"<{iri}> <{t.RDF_TYPE}> <{t.CONCEPT}> <{t.SCHEME_GRAPH}> .\n",
            f'<{iri}> <{t.PREF_LABEL}> "{name}"@zh <{t.SCHEME_GRAPH}> .\n',
            f"<{iri}> <{t.IN_SCHEME}> <{of}> <{t.SCHEME_GRAPH}> .\n",
        ]
    lines = quads(samples.READING, lexicon="1")
    merge = Merge("measure", "设立产业基金", "完善氢能基础设施", Ground.DECIDED, "")
    return (*sorted(set(concepts)), *lines, *derived_quads(lines, merges=[merge]))


def full(term: str) -> str:
    """A term of N-Quads, prefixes written out."""
    return re.sub(r"(?<![<\w])(\w+):(\w+)$", lambda found: f"<{PREFIXES[found[1]]}{found[2]}>", term)


def changed(kind: str, predicate: str, values: list[str]) -> tuple[str, list[str]]:
    """The thing that was changed, and the good lines after that."""
    typed = f" {full('rdf:type')} {full(kind)} "
    home = next(line for line in good() if typed in line)
    thing, graph = home.split(" ")[0], home.split(" ")[-2]
    kept = [line for line in good() if not line.startswith(f"{thing} {full(predicate)} ")]
    return thing.strip("<>"), kept + [f"{thing} {full(predicate)} {full(value)} {graph} .\n" for value in values]


def grouped(lines: list[str]) -> list[str]:
    """The lines with the scheme graph first and each graph's together."""
    return sorted(lines, key=lambda line: (f" <{t.SCHEME_GRAPH}> .\n" not in line, line.split(" ")[-2]))


def shape_names() -> set[str]:
    store = ox.Store()
    store.load(path=str(resources.ontology_file("shapes.ttl")), format=ox.RdfFormat.TURTLE)
    return {quad.subject.value for quad in store.quads_for_pattern(None, ox.NamedNode(t.SH + "message"), None)}


def test_the_sample_conforms() -> None:
    assert check(good()) == []


def test_a_document_that_nobody_speaks_in_conforms() -> None:
    concepts = [line for line in good() if f" <{t.SCHEME_GRAPH}> .\n" in line]
    assert check(concepts + quads(samples.issued_reading())) == []


def test_every_shape_has_a_bad_example_and_a_good_one() -> None:
    assert {SHAPE + name for name in BAD} | {SHAPE + "Target"} == shape_names()
    for kind, _, _ in BAD.values():
        assert any(f" {full('rdf:type')} {full(kind)} " in line for line in good()), f"the sample has no {kind}"


def test_every_shape_speaks_both_languages_and_has_a_severity() -> None:
    store = ox.Store()
    store.load(path=str(resources.ontology_file("shapes.ttl")), format=ox.RdfFormat.TURTLE)
    for name in shape_names():
        shape = ox.NamedNode(name)
        said = {quad.object.language for quad in store.quads_for_pattern(shape, ox.NamedNode(t.SH + "message"), None)}
        assert said == {"en", "zh"}, name
        assert list(store.quads_for_pattern(shape, ox.NamedNode(t.SH + "severity"), None)), name


@pytest.mark.parametrize("name", BAD)
def test_a_bad_example_is_found(name: str) -> None:
    thing, lines = changed(*BAD[name])
    found = [violation for violation in check(grouped(lines)) if violation.shape == SHAPE + name]
    assert len(found) >= 1
    violation = found[0]
    of_its_own = name not in ("Document-quotes", "Evidence-position", "Evidence-quote")
    if of_its_own:
        assert violation.focus == thing
        assert violation.path == full(BAD[name][1]).strip("<>")
    else:  # found at what points to the thing
        assert thing.startswith(violation.focus)
    assert violation.severity == "Violation"
    assert violation.zh
    assert violation.en
    in_scheme = name.startswith(("Sector", "Concept"))
    derived = t.derived_graph(t.BASE) if name.startswith("Merge") else DOCUMENT
    assert violation.document == (t.SCHEME_GRAPH if in_scheme else derived)


def test_a_target_without_a_figure_or_a_deadline_is_found() -> None:
    gone = (f" <{t.QUANTITY}> ", f" <{t.DEADLINE}> ")
    found = check(line for line in good() if not any(predicate in line for predicate in gone))
    assert [(v.shape, v.path) for v in found] == [(SHAPE + "Target", None)]


def test_a_violation_says_all_there_is_to_say() -> None:
    _, lines = changed("jy:Speech", "schema:position", ['"0"^^xsd:integer'])
    [found] = check(grouped(lines))
    assert found == Violation(
        document=DOCUMENT,
        focus=f"{DOCUMENT}/speech/1",
        path=t.POSITION,
        value="0",
        shape=SHAPE + "Speech-position",
        severity="Violation",
        zh="发言须有一个从 1 起的次序",
        en="a speech has one place in the order of the text, from 1",
    )
    assert (found.message("zh"), found.message()) == (found.zh, found.en)


def test_the_length_of_a_quote_is_counted_in_code_points() -> None:
    """A character beyond the basic plane is one code point, two units of UTF-16, four bytes."""
    old = '"设立产业基金" '
    assert any(old in line for line in good())
    assert check(line.replace(old, '"设立产业基𠮷" ') for line in good()) == []
    found = check(line.replace(old, '"设立产业𠮷" ') for line in good())
    assert {violation.shape for violation in found} == {SHAPE + "Document-quotes"}


def test_each_violation_names_the_document_it_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """In whatever portions the documents are checked."""
    other = [line for line in quads(samples.other_reading()) if f" <{t.BASIS_OF}> " not in line]
    documents = [violation.document for violation in check([*good(), *other])]
    assert documents == [t.document(t.BASE, samples.other_reading().document.sha256)] * 3
    monkeypatch.setattr("jianyan.rdf.shapes.BATCH", 1)
    assert [violation.document for violation in check([*good(), *other])] == documents


def test_a_line_that_does_not_parse() -> None:
    with pytest.raises(OutputError) as error:
        check(["<urn:a> <urn:b> <urn:c> <urn:g> .\n", "<urn:a> <urn:b .\n"])
    assert error.value.where == "graph.nq:2"


def test_the_concept_schemes_conform() -> None:
    assert check(scheme.scheme_quads()) == []
