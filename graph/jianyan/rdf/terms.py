"""Every IRI of the graph: the vocabularies, our terms, and how individuals get their names.

All IRIs here are plain strings without angle brackets. Individuals are named by their content
below a base, never at random and never in the order of reading. Chinese stays Chinese in an
IRI: only what RFC 3987 forbids in a path segment is percent-encoded.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from jianyan.errors import JianyanError

BASE = "https://w3id.org/jianyan/id/"
ONTOLOGY = "https://w3id.org/jianyan/ontology"
SCHEME_GRAPH = "https://w3id.org/jianyan/scheme"
"""The named graph of the concept schemes, the same in every build."""
SECTOR_SCHEME = SCHEME_GRAPH + "/sector"
INSTRUMENT_SCHEME = SCHEME_GRAPH + "/instrument"
BODY_KIND_SCHEME = SCHEME_GRAPH + "/body-kind"
FIELD_ORIGIN_SCHEME = SCHEME_GRAPH + "/field-origin"

JY = ONTOLOGY + "#"
ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES = {
    "jy": JY, "org": ORG, "foaf": FOAF, "skos": SKOS, "schema": SCHEMA, "dcterms": DCTERMS, "oa": OA, "prov": PROV,
    "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD,
}  # fmt: skip
"""The prefixes that queries and exports use."""

RDF_TYPE = RDF + "type"

# Our classes and properties; each is declared in ontology/jianyan.ttl, and nothing else is (test_ontology).
DOCUMENT, MEETING, SPEECH, STATEMENT = JY + "Document", JY + "Meeting", JY + "Speech", JY + "Statement"
MEASURE, SECTOR, TARGET = JY + "Measure", JY + "Sector", JY + "Target"
LEVEL_CLASS, STANCE_CLASS, BASIS_CLASS = JY + "Level", JY + "Stance", JY + "Basis"
BODY_KIND_CLASS, FIELD_ORIGIN_CLASS = JY + "BodyKind", JY + "FieldOrigin"
MERGE, GROUND_CLASS = JY + "Merge", JY + "Ground"
CORRECTION, CORRECTION_KIND_CLASS = JY + "Correction", JY + "CorrectionKind"

TITLE_FROM, ISSUED_FROM = JY + "titleFrom", JY + "issuedFrom"
PUBLISHER_FROM, CREATOR_FROM = JY + "publisherFrom", JY + "creatorFrom"
MENTIONS, IN_DOCUMENT, IN_SPEECH, PART_OF = JY + "mentions", JY + "inDocument", JY + "inSpeech", JY + "partOf"
SPEAKER, IN_CAPACITY, ON_BEHALF_OF, AT_MEETING = JY + "speaker", JY + "inCapacity", JY + "onBehalfOf", JY + "atMeeting"
LEVEL_OF, STANCE_OF, STATES, BACKER, BACKS = JY + "level", JY + "stance", JY + "states", JY + "backer", JY + "backs"
ACTION, OBJECT, INSTRUMENT, IN_SECTOR = JY + "action", JY + "object", JY + "instrument", JY + "sector"
PLACE, ADDRESSEE, CITES, INHERITED = JY + "place", JY + "addressee", JY + "cites", JY + "inherited"
HAS_TARGET, QUANTITY, UNIT, DEADLINE = JY + "target", JY + "quantity", JY + "unit", JY + "deadline"
EVIDENCE, BASIS_OF, CONFIDENCE = JY + "evidence", JY + "basis", JY + "confidence"
RULE, BUILDER_VERSION, LEXICON_VERSION = JY + "rule", JY + "builderVersion", JY + "lexiconVersion"
OF_BODY, OF_SECTOR, OF_YEAR, OF_PLACE = JY + "ofBody", JY + "ofSector", JY + "ofYear", JY + "ofPlace"
BETWEEN, AGREED_COUNT, MENTION_COUNT = JY + "between", JY + "agreedCount", JY + "mentionCount"
DOCUMENT_COUNT, MEETING_COUNT = JY + "documentCount", JY + "meetingCount"
SPEECH_COUNT, SPEAKER_COUNT, STATEMENT_COUNT = JY + "speechCount", JY + "speakerCount", JY + "statementCount"
BODY_COUNT, BACKING_BODY_COUNT = JY + "bodyCount", JY + "backingBodyCount"
LATEST = JY + "latest"
MEASURE_COUNT, SECTOR_COUNT = JY + "measureCount", JY + "sectorCount"
PLACE_COUNT, PLAN_COUNT = JY + "placeCount", JY + "planCount"
MERGED, MERGED_INTO, INTO = JY + "merged", JY + "mergedInto", JY + "into"
GROUND, REASON = JY + "ground", JY + "reason"
CORRECTED_BY, CORRECTION_KIND, CORRECTION_OF = JY + "correctedBy", JY + "correctionKind", JY + "correctionOf"
SAID, SAYS = JY + "said", JY + "says"
GBT4754, SEI2018 = JY + "GBT4754", JY + "SEI2018"
"""Datatypes of a ``skos:notation``: codes of GB/T 4754-2017, and of the strategic emerging industries (2018)."""

PERSON, FOAF_NAME = FOAF + "Person", FOAF + "name"
ORGANIZATION, MEMBERSHIP, ROLE = ORG + "Organization", ORG + "Membership", ORG + "Role"
MEMBER, OF_ORGANIZATION, HAS_ROLE = ORG + "member", ORG + "organization", ORG + "role"
CLASSIFICATION, SUB_ORGANIZATION_OF = ORG + "classification", ORG + "subOrganizationOf"
AREA, CONTAINED_IN_PLACE = SCHEMA + "AdministrativeArea", SCHEMA + "containedInPlace"
NEWS_ARTICLE, POSITION, ORGANIZER = SCHEMA + "NewsArticle", SCHEMA + "position", SCHEMA + "organizer"
TEXT = SCHEMA + "text"
IDENTIFIER, TITLE, ISSUED = DCTERMS + "identifier", DCTERMS + "title", DCTERMS + "issued"
PUBLISHER, CREATOR, SOURCE = DCTERMS + "publisher", DCTERMS + "creator", DCTERMS + "source"
CONCEPT, CONCEPT_SCHEME, IN_SCHEME = SKOS + "Concept", SKOS + "ConceptScheme", SKOS + "inScheme"
BROADER = SKOS + "broader"
PREF_LABEL, ALT_LABEL, HIDDEN_LABEL = SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel"
SPECIFIC_RESOURCE, HAS_SOURCE, HAS_SELECTOR = OA + "SpecificResource", OA + "hasSource", OA + "hasSelector"
POSITION_SELECTOR, QUOTE_SELECTOR = OA + "TextPositionSelector", OA + "TextQuoteSelector"
COMMENT, DIFFERENT_FROM = RDFS + "comment", OWL + "differentFrom"
START, END, EXACT = OA + "start", OA + "end", OA + "exact"
PREFIX, SUFFIX = OA + "prefix", OA + "suffix"
ENTITY, ACTIVITY, USED, WAS_GENERATED_BY = PROV + "Entity", PROV + "Activity", PROV + "used", PROV + "wasGeneratedBy"

XSD_DATE, XSD_INTEGER = XSD + "date", XSD + "integer"
XSD_DECIMAL, XSD_BOOLEAN = XSD + "decimal", XSD + "boolean"

# RFC 3987, section 2.2: isegment is made of ipchar. Left out beside what the grammar leaves out: "%" (so that no
# encoding is ambiguous), the bidirectional marks that section 4.1 forbids, and the separators of lines.
_ASCII_IN_SEGMENT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~!$&'()*+,;=:@-")
_BEYOND_ASCII = (
    (0xA0, 0x200D), (0x2010, 0x2027), (0x202F, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFEF),
    *((plane << 16, (plane << 16) + 0xFFFD) for plane in range(1, 14)), (0xE1000, 0xEFFFD),
)  # fmt: skip
"""First and last code points. As a class of a regular expression they take longer to compile than to use."""
_PLAIN = re.compile(r"[\w、·-]+")  # most names: letters and digits of any script are all allowed


def segment(text: str) -> str:
    """``text`` as one segment of an IRI's path; different texts give different segments."""
    if text in (".", ".."):  # resolving an IRI would swallow them
        return text.replace(".", "%2E")
    return text if _PLAIN.fullmatch(text) else "".join(map(_in_segment, text))


@lru_cache(maxsize=4096)
def _in_segment(char: str) -> str:
    if char.isascii():
        allowed = char in _ASCII_IN_SEGMENT
    else:
        allowed = any(first <= ord(char) <= last for first, last in _BEYOND_ASCII)
    return char if allowed else quote(char, safe="")


def digest(*parts: str) -> str:
    """16 hex digits that stand for ``parts``: of the SHA-256 of their UTF-8 bytes, joined by NUL."""
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def checked_base(base: str) -> str:
    """``base``, fit to be put before a name. Raises :class:`JianyanError` when it is no absolute IRI
    that ends in ``/`` or ``#``."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f]+[/#]", base):
        return base
    raise JianyanError(
        "--base",
        en=f"{base!r} is not an absolute IRI that ends in / or #; give one such as {BASE}",
        zh=f"{base!r} 不是以 / 或 # 结尾的绝对 IRI；请改用类似 {BASE} 的形式",
    )


def derived_graph(base: str) -> str:
    """The named graph of what is concluded across documents."""
    return f"{base}graph/derived"


def document(base: str, digest_of_text: str) -> str:
    """The document whose text has this SHA-256 (64 hex digits), and its named graph."""
    return f"{base}document/{digest_of_text[:16]}"


def tally(base: str, *keys: str) -> str:
    """A node of the derived graph that counts by ``keys``."""
    return f"{base}tally/{digest(*keys)}"


def meeting(base: str, name: str, organizer: str | None) -> str:
    return f"{base}meeting/{digest(name, organizer or '')}"


def body(base: str, name: str) -> str:
    """An organisation, by its canonical full name."""
    return f"{base}body/{segment(name)}"


def person(base: str, name: str, key: str) -> str:
    """A person; a hyphen within the name is encoded, so that the first one ends it."""
    return f"{base}person/{segment(name).replace('-', '%2D')}-{segment(key)}"


def measure(base: str, text: str) -> str:
    """A measure, by its normalised text."""
    return f"{base}measure/{digest(text)}"


def named(base: str, kind: str, name: str) -> str:
    """The thing that a :class:`jianyan.model.Merge` names: the text of a measure, ``name@key`` of a person, a body."""
    if kind == "person":
        return person(base, *name.split("@", 1))
    return measure(base, name) if kind == "measure" else body(base, name)


def merge(base: str, kind: str, alias: str, canonical: str) -> str:
    return f"{base}merge/{digest(kind, alias, canonical)}"


def place(base: str, code_or_name: str) -> str:
    return f"{base}place/{segment(code_or_name)}"


def role(base: str, post: str) -> str:
    return f"{base}role/{segment(post)}"


def body_kind(name: str) -> str:
    """A kind of body by the local name that :attr:`jianyan.model.Body.kind` carries."""
    return f"{BODY_KIND_SCHEME}/{segment(name)}"


def field_origin(name: str) -> str:
    """Where a document's field is from, by the value of a :class:`jianyan.model.FieldOrigin`."""
    return f"{FIELD_ORIGIN_SCHEME}/{name}"
