"""Reading → quads: the shape of the graph, its identifiers, and that any text comes back as it was."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
import samples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jianyan.errors import JianyanError, LexiconError
from jianyan.model import (
    Body,
    BodyMention,
    Document,
    Level,
    Measure,
    Membership,
    Origins,
    Person,
    Reading,
    Span,
    Speech,
    Stance,
    Statement,
)  # fmt: skip
from jianyan.rdf import scheme
from jianyan.rdf import terms as t
from jianyan.rdf.derived import derived_quads
from jianyan.rdf.quads import quads

PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in t.PREFIXES.items())
DOCUMENT = t.document(t.BASE, samples.READING.document.sha256)


def stored(lines: list[str]) -> ox.Store:
    store = ox.Store()
    store.load("".join(lines), format=ox.RdfFormat.N_QUADS)
    return store


def rows(lines: list[str], query: str) -> list[tuple[str | None, ...]]:
    found = stored(lines).query(PREFIXES + query, use_default_graph_as_union=True)
    return sorted((tuple(None if v is None else v.value for v in row) for row in found), key=str)


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return quads(samples.READING, lexicon="lexicon-1")


def test_lines_are_sorted_each_once_and_in_the_documents_graph(lines: list[str]) -> None:
    assert lines == sorted(set(lines))
    assert all(line.endswith(f" <{DOCUMENT}> .\n") for line in lines)


def test_the_same_reading_gives_the_same_bytes_whatever_the_order_of_mentions(lines: list[str]) -> None:
    reading = samples.READING
    shuffled = replace(
        reading, bodies=reading.bodies[::-1], places=reading.places[::-1], memberships=reading.memberships[::-1]
    )
    assert quads(reading, lexicon="lexicon-1") == lines
    assert quads(shuffled, lexicon="lexicon-1") == lines


def test_document(lines: list[str]) -> None:
    assert rows(lines, f"SELECT ?p ?v {{ <{DOCUMENT}> ?p ?v FILTER isLiteral(?v) }}") == [
        (t.CREATOR, "沐小满"),
        (t.IDENTIFIER, "sha256:" + hashlib.sha256(samples.TEXT.encode()).hexdigest()),
        (t.ISSUED, "2023-03-08"),
        (t.SOURCE, "samples/hydrogen.txt"),
        (t.TITLE, "市政协召开氢能产业协商座谈会"),
        (t.TEXT, samples.TEXT),
    ]
    assert rows(lines, f"SELECT ?type {{ <{DOCUMENT}> a ?type }}") == [
        (t.ENTITY,), (t.NEWS_ARTICLE,), (t.DOCUMENT,),
    ]  # fmt: skip


def test_each_field_of_a_document_says_where_it_is_from(lines: list[str]) -> None:
    """And one that is not there says nothing."""
    query = """SELECT ?p ?from { ?d a jy:Document ; ?p ?from
        FILTER STRSTARTS(STR(?from), "https://w3id.org/jianyan/scheme/field-origin/") }"""
    assert rows(lines, query) == [
        (t.CREATOR_FROM, t.field_origin("metadata")),
        (t.ISSUED_FROM, t.field_origin("imprint")),
        (t.PUBLISHER_FROM, t.field_origin("imprint")),
        (t.TITLE_FROM, t.field_origin("heading")),
    ]
    assert rows(quads(replace(samples.READING, origins=Origins())), query) == []


def test_a_body_has_its_canonical_name_and_the_forms_of_the_text(lines: list[str]) -> None:
    body = f"<{t.body(t.BASE, '中国民主建国会昆明市委员会')}>"
    assert rows(lines, f"SELECT ?p ?v {{ {body} ?p ?v FILTER isLiteral(?v) }}") == [
        (t.ALT_LABEL, "民建昆明市委会"),
        (t.HIDDEN_LABEL, "民建昆明市委"),
        (t.PREF_LABEL, "中国民主建国会昆明市委员会"),
    ]
    assert rows(lines, f"SELECT ?v {{ {body} org:subOrganizationOf/skos:prefLabel ?v }}") == [("中国民主建国会",)]
    assert rows(lines, f"SELECT ?v {{ {body} org:classification ?v }}") == [(t.body_kind("democraticParty"),)]


def test_only_what_the_text_names_is_mentioned(lines: list[str]) -> None:
    names = {name for (name,) in rows(lines, "SELECT ?n { ?d jy:mentions/skos:prefLabel ?n }")}
    assert names == {
        "中国人民政治协商会议昆明市委员会", "中国民主建国会昆明市委员会", "昆明市发展和改革委员会",
        "昆明滇池观察报", "昆明苍洱储能有限公司",
        "云南省", "昆明市", "滇池沿岸", "许清禾", "段牧云",
    }  # fmt: skip  # not the mother party; sectors have their names in the scheme graph
    query = "SELECT ?s ?n { ?d jy:mentions ?s . ?s skos:altLabel ?n FILTER CONTAINS(STR(?s), '/sector/') }"
    assert rows(lines, query) == [
        (samples.STORAGE.iri, "储能"), (samples.HYDROGEN.iri, "氢能产业"),
    ]  # fmt: skip


def test_places(lines: list[str]) -> None:
    query = """SELECT ?n ?c ?in { ?p a schema:AdministrativeArea ; skos:prefLabel ?n
        OPTIONAL { ?p dcterms:identifier ?c } OPTIONAL { ?p schema:containedInPlace ?in } }"""
    assert rows(lines, query) == [
        ("云南省", "530000", None),
        ("昆明市", "530100", t.BASE + "place/530000"),
        ("滇池沿岸", None, t.BASE + "place/530000"),
        ("滇池沿岸", None, t.BASE + "place/530100"),
    ]  # fmt: skip


def test_memberships(lines: list[str]) -> None:
    query = """SELECT ?who ?body ?post ?quote { ?m a org:Membership ; org:member/foaf:name ?who ;
        org:organization/skos:prefLabel ?body ; org:role/skos:prefLabel ?post ;
        jy:evidence/oa:hasSelector/oa:exact ?quote ; jy:inDocument ?d }"""
    assert rows(lines, query) == [
        ("段牧云", "昆明苍洱储能有限公司", "总工程师", "昆明苍洱储能有限公司总工程师"),
        ("许清禾", "中国人民政治协商会议昆明市委员会", "委员", "昆明市政协委员"),
        ("许清禾", "中国民主建国会昆明市委员会", "副主委", "民建昆明市委会副主委"),
    ]


def test_a_post_stated_twice_is_one_membership_with_two_places() -> None:
    again = replace(samples.XU_PARTY, span=samples.find("民建昆明市委会", 66))
    lines = quads(replace(samples.READING, memberships=(*samples.READING.memberships, again)))
    assert rows(lines, "SELECT (COUNT(DISTINCT ?m) AS ?n) { ?m a org:Membership }") == [("3",)]
    query = "SELECT ?quote { ?m org:role/skos:prefLabel '副主委'@zh ; jy:evidence/oa:hasSelector/oa:exact ?quote }"
    assert rows(lines, query) == [("民建昆明市委会",), ("民建昆明市委会副主委",)]


def test_speeches(lines: list[str]) -> None:
    query = """SELECT ?n ?who ?for ?title ?basis ?confidence ?meeting {
        ?s a jy:Speech ; schema:position ?n ; jy:basis ?basis ; jy:atMeeting/skos:prefLabel ?meeting
        OPTIONAL { ?s jy:speaker/foaf:name ?who }
        OPTIONAL { ?s jy:onBehalfOf/skos:prefLabel ?for } OPTIONAL { ?s dcterms:title ?title }
        OPTIONAL { ?s jy:confidence ?confidence } }"""
    meeting = "氢能产业协商座谈会"
    assert rows(lines, query) == [
        ("1", "许清禾", "中国民主建国会昆明市委员会", "加快氢能产业集聚", t.JY + "explicit", "0.975", meeting),
        ("2", "段牧云", None, None, t.JY + "sameParagraph", None, meeting),
        ("3", None, None, None, t.JY + "unknown", None, meeting),
    ]
    assert rows(lines, "SELECT ?post { ?s schema:position 1 ; jy:inCapacity/org:role/skos:prefLabel ?post }") == [
        ("副主委",), ("委员",),
    ]  # fmt: skip


def test_statements(lines: list[str]) -> None:
    query = """SELECT ?quote ?level ?stance ?above ?rule { ?s a jy:Statement ; jy:level ?l ; jy:stance ?st ;
        jy:evidence/oa:hasSelector/oa:exact ?quote ; prov:wasGeneratedBy/jy:rule ?rule
        OPTIONAL { ?s jy:partOf/jy:evidence/oa:hasSelector/oa:exact ?above }
        BIND(STRAFTER(STR(?l), "#") AS ?level) BIND(STRAFTER(STR(?st), "#") AS ?stance) }"""
    assert rows(lines, query) == [
        ("到2025年建成加氢站12座，落实《云南氢能行动方案》", "measure", "proposes", "完善氢能基础设施", "clause"),
        ("加快氢能产业集聚", "title", "proposes", None, "title"),
        ("在滇池沿岸新建电站", "measure", "opposes", None, "clause"),
        ("完善氢能基础设施", "heading", "proposes", "加快氢能产业集聚", "heading"),
        ("建成加氢站3座", "measure", "reportsDone", None, "done"),
        ("设立产业基金", "measure", "proposes", "加快氢能产业集聚", "clause"),
        ("设立产业基金", "measure", "supports", None, "clause"),
    ]


def test_a_measure_carries_all_that_is_known_of_it(lines: list[str]) -> None:
    text = "到2025年建成加氢站12座,落实《云南氢能行动方案》"
    about = f"<{t.measure(t.BASE, text)}>"
    assert rows(lines, f"SELECT ?p ?v {{ {about} ?p ?v FILTER isLiteral(?v) }}") == [
        (t.PREF_LABEL, text),
        (t.ACTION, "建成"),
        (t.CITES, "云南氢能行动方案"),
        (t.INHERITED, "true"),
        (t.OBJECT, "加氢站12座"),
    ]
    query = f"""SELECT ?q ?u ?by ?said {{ {about} jy:target ?x . ?x jy:quantity ?q ; jy:unit ?u ; jy:deadline ?by ;
        jy:evidence/oa:hasSelector/oa:exact ?said }}"""
    assert rows(lines, query) == [("12", "座", "2025年", "到2025年建成加氢站12座")]
    fund = f"<{t.measure(t.BASE, '设立产业基金')}>"
    assert rows(lines, f"SELECT ?a {{ {fund} jy:addressee/skos:prefLabel ?a }}") == [("昆明市发展和改革委员会",)]
    assert rows(lines, f"SELECT ?a {{ {fund} jy:instrument ?a }}") == [(samples.FUND,)]


def test_backers_are_the_speaker_and_the_bodies_spoken_for(lines: list[str]) -> None:
    query = "SELECT ?quote ?name { ?s jy:backer/skos:prefLabel ?name ; jy:evidence/oa:hasSelector/oa:exact ?quote }"
    backers = rows(lines, query)
    assert ("设立产业基金", "中国民主建国会昆明市委员会") in backers
    fund = {name for quote, name in backers if quote == "设立产业基金"}
    assert fund == {"许清禾", "中国民主建国会昆明市委员会", "段牧云"}
    assert [name for quote, name in backers if quote == "在滇池沿岸新建电站"] == ["段牧云"]  # his firm gave no mandate
    assert not [name for quote, name in backers if quote == "建成加氢站3座"]  # nobody knows who spoke


def test_where_nobody_speaks_the_issuer_backs_and_there_is_no_speech() -> None:
    lines = quads(samples.issued_reading())
    assert rows(lines, "SELECT ?s { ?s a jy:Speech } ") == []
    assert rows(lines, "SELECT ?s { ?x jy:inSpeech ?s } ") == []
    query = "SELECT DISTINCT ?name ?basis { ?s a jy:Statement ; jy:backer/skos:prefLabel ?name ; jy:basis ?basis }"
    issuer = "昆明市发展和改革委员会"  # one statement was corrected
    assert rows(lines, query) == [(issuer, t.JY + "corrected"), (issuer, t.JY + "issuer")]
    assert rows(lines, f"SELECT ?t {{ ?d a <{t.DOCUMENT}>, ?t FILTER CONTAINS(STR(?t), 'schema.org') }}") == []


def test_every_quote_is_what_stands_at_its_position(lines: list[str]) -> None:
    query = """SELECT ?a ?b ?quote {
        ?e oa:hasSource ?d ; oa:hasSelector [ oa:start ?a ; oa:end ?b ], [ oa:exact ?quote ] }"""
    found = rows(lines, query)
    assert len(found) == 15  # 7 statements, 3 speeches, 3 posts, a meeting, a target
    assert all(samples.TEXT[int(a or 0) : int(b or 0)] == quote for a, b, quote in found)


def test_the_run_says_which_program_and_lexicon(lines: list[str]) -> None:
    query = f"SELECT ?v ?l {{ <{DOCUMENT}/run> jy:builderVersion ?v ; jy:lexiconVersion ?l ; prov:used <{DOCUMENT}> }}"
    assert rows(lines, query) == [("0.1.0", "lexicon-1")]


def test_another_base() -> None:
    lines = quads(samples.READING, "urn:example:")
    assert "https://w3id.org/jianyan/id/" not in "".join(lines)
    assert any(line.startswith("<urn:example:body/中国民主建国会> ") for line in lines)


# What is concluded across documents


def backs(lines: list[str]) -> set[tuple[str | None, ...]]:
    return set(rows(lines, "SELECT ?who ?what { ?w jy:backs/skos:prefLabel ?what ; skos:prefLabel ?who }"))


def test_backs_follows_from_proposing_and_supporting_alone(lines: list[str]) -> None:
    derived = derived_quads(lines)
    assert backs(lines + derived) == {
        (who, what)
        for who in ("许清禾", "中国民主建国会昆明市委员会")
        for what in (
            "加快氢能产业集聚",
            "完善氢能基础设施",
            "到2025年建成加氢站12座,落实《云南氢能行动方案》",
            "设立产业基金",
        )
    } | {("段牧云", "设立产业基金")}
    assert derived == sorted(set(derived))
    assert all(line.endswith(f" <{t.BASE}graph/derived> .\n") for line in derived)


def test_backs_does_not_depend_on_the_order_of_documents_nor_on_other_graphs(lines: list[str]) -> None:
    other = quads(samples.other_reading())
    concepts = [f"<{samples.FUND}> <{t.RDF_TYPE}> <{t.CONCEPT}> <{t.SCHEME_GRAPH}> .\n"]
    derived = derived_quads(lines + other)
    assert derived == derived_quads(other + concepts + lines) == derived_quads(concepts + lines + other + derived)
    assert derived_quads([]) == []


# Identifiers


@given(st.text(max_size=20))
def test_a_segment_says_what_it_was_made_of_and_is_an_iri(text: str) -> None:
    made = t.segment(text)
    assert unquote(made) == text
    iri = ox.NamedNode(t.BASE + "body/" + made).value
    [parsed] = ox.parse(f"<body/{made}> <{iri}> <{iri}> .\n", format=ox.RdfFormat.TURTLE, base_iri=t.BASE)
    assert parsed.subject.value == parsed.predicate.value == iri


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("民建湖北省委会", "民建湖北省委会"),
        ("𠮷田·（云）《法》“一”", "𠮷田·（云）《法》“一”"),
        ("a b", "a%20b"),
        ('<>"{}|\\^`%/?#', "%3C%3E%22%7B%7D%7C%5C%5E%60%25%2F%3F%23"),
        ("[x]\n\t\x00\x7f", "%5Bx%5D%0A%09%00%7F"),
        ("\u200e\u2028\u202e\ue000\ufffd", "%E2%80%8E%E2%80%A8%E2%80%AE%EE%80%80%EF%BF%BD"),
        ("..", "%2E%2E"),
        ("a.b", "a.b"),
    ],
)
def test_only_what_an_iri_forbids_is_encoded(text: str, expected: str) -> None:
    assert t.segment(text) == expected


NAMES = st.text("甲-%a", min_size=1, max_size=4)


@given(NAMES, NAMES, NAMES, NAMES)
@example("甲-甲", "甲", "甲", "甲-甲")
def test_different_persons_never_share_an_iri(a: str, b: str, c: str, d: str) -> None:
    assert (t.person(t.BASE, a, b) == t.person(t.BASE, c, d)) == ((a, b) == (c, d))


@pytest.mark.parametrize("base", ["https://example.org/id/", "urn:x:a#", "http://例子.中国/"])
def test_a_base_that_will_do(base: str) -> None:
    assert t.checked_base(base) == base


@pytest.mark.parametrize("base", ["", "id/", "https://example.org/id", "https://a b/", "https://x/>/", 'https://x/"/'])
def test_a_base_that_will_not_do(base: str) -> None:
    with pytest.raises(JianyanError) as error:
        t.checked_base(base)
    assert error.value.where == "--base"


# Any text comes back


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40), st.data())
def test_any_text_comes_back_from_the_quads(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    name, post = data.draw(st.text(min_size=1, max_size=8)), data.draw(st.text(min_size=1, max_size=8))
    body = Body(name, "other")
    person, measure = Person(post, name), Measure(text, name, post, cites=(name,))
    reading = Reading(
        Document(text, hashlib.sha256(text.encode()).hexdigest(), name),
        title=post,
        bodies=(BodyMention(span, body),),
        memberships=(Membership(person, body, post, span),),
        speeches=(Speech(1, span, person, on_behalf_of=(body,), statements=(0,)),),
        statements=(Statement(span, Level.MEASURE, Stance.PROPOSES, measure, rule=name),),
    )  # fmt: skip
    lines = quads(reading)
    assert "".join(lines).splitlines(keepends=True) == lines  # no reader takes a mark in a text for the end of a line
    assert len({tuple(map(str, quad)) for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS)}) == len(lines)
    assert rows(lines, "SELECT ?x { ?q oa:exact ?x }") == [(span.of(text),)]
    assert rows(lines, "SELECT ?x { ?o a org:Organization ; skos:prefLabel ?x }") == [(name,)]
    assert rows(lines, "SELECT ?x { ?o a org:Organization ; skos:altLabel ?x }") == (
        [] if span.of(text) == name else [(span.of(text),)]
    )
    assert rows(lines, "SELECT ?x { ?o a org:Role ; skos:prefLabel ?x }") == [(post,)]
    assert rows(lines, "SELECT ?x { ?d dcterms:title ?x }") == [(post,)]
    assert rows(lines, "SELECT ?x ?a ?o ?c { ?m jy:action ?a ; jy:object ?o ; jy:cites ?c ; skos:prefLabel ?x }") == [
        (text, name, post, name)
    ]
    assert len(derived_quads(lines)) == 2


def test_marks_that_break_lines_or_strings_are_escaped() -> None:
    title = '"\\\b\t\n\f\r\x00\x0b\x1c\x7f\x85\u2028\u2029\ufeff\u3000𠀀'
    lines = quads(replace(samples.READING, title=title))
    [line] = [line for line in lines if line.startswith(f"<{DOCUMENT}> <{t.TITLE}> ")]
    escaped = r"\"\\\b\t\n\f\r\u0000\u000B\u001C\u007F\u0085\u2028\u2029" + "\ufeff\u3000𠀀"
    assert line == f'<{DOCUMENT}> <{t.TITLE}> "{escaped}" <{DOCUMENT}> .\n'
    assert rows(lines, f"SELECT ?title {{ <{DOCUMENT}> dcterms:title ?title }}") == [(title,)]


def test_a_confidence_is_a_plain_decimal() -> None:
    for confidence, expected in [(1.0, "1"), (0.0, "0"), (0.1 + 0.2, "0.3"), (0.00001, "0"), (0.98765, "0.9877")]:
        first, *others = samples.READING.speeches
        lines = quads(replace(samples.READING, speeches=(replace(first, confidence=confidence), *others)))
        [line] = [line for line in lines if f" <{t.CONFIDENCE}> " in line]
        assert f' "{expected}"^^<{t.XSD_DECIMAL}> ' in line


def test_a_name_keeps_its_language_tag(lines: list[str]) -> None:
    tags = {str(quad.object.language) for quad in stored(lines) if quad.predicate.value.startswith(t.SKOS)}
    assert tags == {"zh"}


# The scheme graph


def test_the_scheme_graph_holds_every_scheme_that_documents_point_to() -> None:
    lines = scheme.scheme_quads()
    assert lines == sorted(set(lines))
    assert lines == scheme.scheme_quads()
    assert all(line.endswith(f" <{t.SCHEME_GRAPH}> .\n") for line in lines)
    query = "SELECT DISTINCT ?scheme { ?x a skos:Concept ; skos:inScheme ?scheme ; skos:prefLabel ?name }"
    schemes = {row[0] for row in rows(lines, query)}
    assert schemes >= {
        t.SECTOR_SCHEME, t.INSTRUMENT_SCHEME, t.BODY_KIND_SCHEME,
        *(f"{t.SCHEME_GRAPH}/{name}" for name in ("level", "stance", "basis")),
    }  # fmt: skip
    assert not any("_:" in line.split('"')[0] for line in lines)  # a blank node would be named anew in each build
    assert rows(lines, "SELECT ?x { ?x a owl:Class }") == []


def test_a_scheme_that_does_not_parse_is_told_with_its_line(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.ttl"  # type: ignore[operator]
    path.write_text("@prefix a: <http://example.org/> .\na:b a:c zz .\n", encoding="utf-8")
    monkeypatch.setattr(scheme.resources, "ontology_file", lambda name: path)
    scheme._lines.cache_clear()
    with pytest.raises(LexiconError) as error:
        scheme.scheme_quads()
    scheme._lines.cache_clear()
    assert error.value.where == f"{path}:2"


def test_statements_in_any_order_of_speeches_give_the_same_lines() -> None:
    speeches = list(samples.READING.speeches)
    random.Random(7).shuffle(speeches)
    assert quads(replace(samples.READING, speeches=tuple(speeches))) == quads(samples.READING)
