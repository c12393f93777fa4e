"""``jianyan explain``: a text with what was recognised in it, by which rule, and why a sentence gave no measure.

With ``--json``, one object; positions are code points, half-open, into the document's text::

    {"jianyan": 1, "source", "sha256", "title", "issued", "publisher", "meeting",      null: the text does not say
     "origins":    {"title", "issued", "publisher", "authors"},        where each is from: metadata, imprint …, or null
     "unread":     [number, …],                                        pages that are pictures: not in the text
     "lines":      [{"start", "end", "kind", "mark", "sentences": [
         {"start", "end", "text", "section",
          "words":      [{"start", "end", "speech", "rule", "how"}],     whose words they are; speech: its position
          "statements": [index, …],
          "reason":     {"name", "zh", "en"} or null,                    null exactly where there are statements
          "clauses":    [{"start", "end", "kind", "role", "verb", "actor", "urged", "past", "negated"}]}]}],
     "statements": [{"start", "end", "text", "level", "stance", "rule", "confidence", "parent", "speech", "action",
                     "object", "sectors", "places", "addressees", "cites", "inherited"}],
     "speeches":   [{"position", "start", "end", "rule", "speaker", "on_behalf_of", "issuers", "basis", "confidence",
                     "title", "statements"}],
     "persons":    [{"name", "press", "posts": [{"body", "post", "start", "end"}], "named": [[start, end], …]}],
     "bodies":     [{"start", "end", "text", "name", "kind"}],
     "places":     [{"start", "end", "text", "name", "code"}],
     "sectors":    [{"start", "end", "text", "name", "iri"}]}

``verb`` and ``actor`` are ``[start, end]`` or null. A key is never renamed or dropped without a new number in
``jianyan``; new ones may come.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jianyan.cli.group import Command
from jianyan.cli.messages import say

if TYPE_CHECKING:
    from jianyan.extraction.explaining import Clause, Explanation, Sentence
    from jianyan.model import Document, Origins, Reading, Span, Speech

    Piece = tuple[str, str]  # words and their style

FORMAT = 1
# Told apart without red and green, and by underlining too.
STYLES = {
    "statement": "bold blue underline",
    "person": "bold magenta",
    "body": "cyan",
    "place": "yellow",
    "sector": "italic",
    "quiet": "dim",
    "reason": "yellow",
    "number": "bold",
}
LEVELS = {"title": "explain.title", "heading": "explain.heading", "measure": "explain.measure"}
STANCES = {
    "proposes": "explain.proposes",
    "supports": "explain.supports",
    "reportsDone": "explain.reports-done",
    "opposes": "explain.opposes",
}
BASES = {
    "explicit": "explain.explicit",
    "captionOrder": "explain.caption-order",
    "bodyNamed": "explain.body-named",
    "sameParagraph": "explain.same-paragraph",
    "byline": "explain.byline",
    "note": "explain.note",
    "listOrder": "explain.list-order",
    "issuer": "explain.issuer",
    "unknown": "explain.unknown",
    "corrected": "explain.corrected",
}
KINDS = {
    "furniture": "explain.furniture",
    "data": "explain.data",
    "label": "explain.label",
    "short": "explain.line",
    "paragraph": "explain.paragraph",
}
FIELDS = {"title": "text.title", "issued": "text.issued", "publisher": "text.publisher", "authors": "text.authors"}
ORIGINS = {
    "metadata": "origin.metadata",
    "heading": "origin.heading",
    "formField": "origin.form-field",
    "imprint": "origin.imprint",
    "masthead": "origin.masthead",
    "dateline": "origin.dateline",
    "byline": "origin.byline",
    "signature": "origin.signature",
    "issuer": "origin.issuer",
    "address": "origin.address",
}


def command(lang: str, common: Sequence[click.Option], limits: Sequence[click.Option]) -> Command:
    """The command in ``lang``; ``common`` are the options that every command takes, ``limits`` those of what reading
    may cost."""

    def explain(
        file: str, added: Path | None, max_seconds: float, max_memory: float, max_size: float, as_json: bool
    ) -> None:
        from jianyan import corpus, lexicon

        allowed = corpus.Limits(max_seconds, max_memory, max_size)
        with corpus.Looking(corpus.explanation, lexicon.load(added=added), allowed) as looking:
            explanation = looking.at(file)
        tell_unread(explanation.reading.document, lang)
        if as_json:
            print(json.dumps(as_dict(explanation), ensure_ascii=False))
        else:
            _show(explanation, lang)

    return Command(
        "explain",
        lang=lang,
        callback=explain,
        params=[
            click.Argument(["file"], metavar="FILE", type=click.Path(path_type=str)),
            click.Option(
                ["--lexicon", "added"],
                metavar="DIR",
                type=click.Path(path_type=Path),
                help=say(lang, "build.lexicon"),
            ),
            *limits,
            click.Option(["--json", "as_json"], is_flag=True, help=say(lang, "explain.json")),
            *common,
        ],
        help=say(lang, "explain.help"),
        short_help=say(lang, "explain.short"),
    )


def tell_unread(document: Document, lang: str) -> None:
    """Say on standard error which pages of a document are not in its text."""
    from jianyan import corpus
    from jianyan.cli.display import printable

    if document.unread:
        line = say(lang, "note.unread", source=document.source, about=corpus.ranges(document.unread))
        print(printable(line), file=sys.stderr)


# -- for programs ------------------------------------------------------------------------


def as_dict(e: Explanation) -> dict[str, Any]:
    """The explanation in the shape that the module's docstring gives."""
    r, text = e.reading, e.reading.document.text
    speech_of = {index: speech.position for speech in r.speeches for index in speech.statements}
    return {
        "jianyan": FORMAT,
        "source": r.document.source,
        "sha256": r.document.sha256,
        "title": r.title,
        "issued": r.issued.isoformat() if r.issued else None,
        "publisher": r.publisher.name if r.publisher else None,
        "meeting": r.meeting.name if r.meeting else None,
        "origins": origins_as_dict(r.origins),
        "unread": list(r.document.unread),
        "lines": [
            {
                **_at(line.span),
                "kind": line.kind.value,
                "mark": line.mark,
                "sentences": [_sentence(sentence, text) for sentence in line.sentences],
            }
            for line in e.lines
        ],
        "statements": [
            {
                **_at(s.span), "text": s.span.of(text), "level": s.level.value, "stance": s.stance.value,
                "rule": s.rule, "confidence": s.confidence, "parent": s.parent, "speech": speech_of.get(i),
                "action": s.measure.action, "object": s.measure.object,
                "sectors": [sector.name for sector in s.measure.sectors],
                "places": [place.name for place in s.measure.places],
                "addressees": [body.name for body in s.measure.addressees],
                "cites": list(s.measure.cites), "inherited": s.measure.inherited,
            }
            for i, s in enumerate(r.statements)
        ],
        "speeches": [_speech(speech, rule) for speech, rule in zip(r.speeches, e.rules, strict=True)],
        "persons": [
            {
                "name": person.name,
                "press": person.press,
                "posts": [
                    {"body": post.body.name if post.body else None, "post": post.post, **_at(post.span)}
                    for post in person.posts
                ],
                "named": [[span.start, span.end] for span in person.named],
            }
            for person in e.persons
        ],
        "bodies": [
            {**_at(m.span), "text": m.span.of(text), "name": m.body.name, "kind": m.body.kind} for m in r.bodies
        ],
        "places": [
            {**_at(m.span), "text": m.span.of(text), "name": m.place.name, "code": m.place.code} for m in r.places
        ],
        "sectors": [
            {**_at(m.span), "text": m.span.of(text), "name": m.sector.name, "iri": m.sector.iri} for m in r.sectors
        ],
    }  # fmt: skip


def origins_as_dict(origins: Origins) -> dict[str, str | None]:
    """Where each field of a document is from; None where there is no such field."""
    found = (origins.title, origins.issued, origins.publisher, origins.authors)
    named = zip(("title", "issued", "publisher", "authors"), found, strict=True)
    return {name: origin.value if origin else None for name, origin in named}


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _sentence(s: Sentence, text: str) -> dict[str, Any]:
    return {
        **_at(s.span),
        "text": s.span.of(text),
        "section": s.section,
        "words": [{**_at(w.span), "speech": w.speech, "rule": w.rule, "how": w.how.value} for w in s.words],
        "statements": list(s.statements),
        "reason": {"name": s.reason.value, "zh": s.reason.zh, "en": s.reason.en} if s.reason else None,
        "clauses": [_clause(clause) for clause in s.clauses],
    }


def _clause(c: Clause) -> dict[str, Any]:
    return {
        **_at(c.span), "kind": c.kind.value, "role": c.role.value if c.role else None, "verb": _pair(c.verb),
        "actor": _pair(c.actor), "urged": c.urged, "past": c.past, "negated": c.negated,
    }  # fmt: skip


def _speech(speech: Speech, rule: str) -> dict[str, Any]:
    return {
        "position": speech.position,
        **_at(speech.span),
        "rule": rule,
        "speaker": speech.person.name if speech.person else None,
        "on_behalf_of": [body.name for body in speech.on_behalf_of],
        "issuers": [body.name for body in speech.issuers],
        "basis": speech.basis.value,
        "confidence": speech.confidence,
        "title": speech.title,
        "statements": list(speech.statements),
    }


# -- for people --------------------------------------------------------------------------


def _show(e: Explanation, lang: str) -> None:
    from jianyan.cli.display import printable

    lines = [[(printable(words), style) for words, style in line] for line in _page(e, lang)]
    if not sys.stdout.isatty():
        print("\n".join("".join(words for words, _ in line).rstrip() for line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Text.assemble(*((words, STYLES.get(style, "")) for words, style in line)), soft_wrap=True)


def _page(e: Explanation, lang: str) -> Iterator[list[Piece]]:
    """The lines to show: what the document is and where that stands; each sentence, below it what it gave or why
    nothing; then who and what was found."""
    r = e.reading
    for name, value, origin in _fields(r):
        yield [(f"{say(lang, FIELDS[name])}  ", "quiet"), (value, ""), (f"  {say(lang, ORIGINS[origin])}", "quiet")]
    styles = _styles(e)
    speech_of = {index: speech for speech in r.speeches for index in speech.statements}
    shown: set[int] = set()
    for number, line in enumerate(e.lines, 1):
        yield [(f"{number:>4} ", "number"), (say(lang, KINDS[line.kind.value]), "quiet")]
        for sentence in line.sentences:
            yield [("     ", ""), *_coloured(r.document.text, sentence.span, styles)]
            if sentence.reason:
                reason = sentence.reason.zh if lang == "zh" else sentence.reason.en
                yield [("       – ", "reason"), (reason, "reason"), (_clauses(sentence, lang), "quiet")]
            for index in sentence.statements:
                if index in shown:
                    continue
                shown.add(index)
                yield _stated(r, index, speech_of.get(index), lang)
    for key, rows in _found(e, lang):
        yield []
        yield [(say(lang, key), "number")]
        yield from ([("  ", ""), (row, "")] for row in rows)


def _fields(r: Reading) -> Iterator[tuple[str, str, str]]:
    """The name, value and origin of each field that there is."""
    values = {
        "title": r.title,
        "issued": r.issued.isoformat() if r.issued else None,
        "publisher": r.publisher.name if r.publisher else None,
        "authors": "、".join(r.authors),
    }
    origins = origins_as_dict(r.origins)
    for name, value in values.items():
        if value:
            yield name, value, origins[name] or "metadata"


def _stated(r: Reading, index: int, speech: Speech | None, lang: str) -> list[Piece]:
    statement = r.statements[index]
    parent = say(lang, "explain.part-of", number=statement.parent + 1) if statement.parent is not None else ""
    who = _who(speech, lang) if speech else ""
    level, stance = say(lang, LEVELS[statement.level.value]), say(lang, STANCES[statement.stance.value])
    basis = say(lang, BASES[speech.basis.value]) if speech else ""
    sure = f"{statement.confidence:.0%}" if statement.confidence is not None else ""
    facts = [level, stance, who, basis, statement.rule, sure, parent]
    return [
        (f"       ✓ {index + 1} ", "number"),
        (statement.span.of(r.document.text), "statement"),
        ("  " + _facts(*facts), "quiet"),
    ]


def _who(speech: Speech, lang: str) -> str:
    name = speech.person.name if speech.person else ""
    bodies = "、".join(body.name for body in speech.bodies)
    if name and bodies:
        return say(lang, "explain.behalf", name=name, bodies=bodies)
    return name or bodies or say(lang, "explain.nobody")


def _clauses(sentence: Sentence, lang: str) -> str:
    """The kinds of the clauses, where somebody says the sentence; elsewhere they are not what decides."""
    if not sentence.words or not sentence.clauses:
        return ""
    kinds = []
    for clause in sentence.clauses:
        marks = [name for name in ("urged", "past", "negated") if getattr(clause, name)]
        kinds.append("+".join([clause.kind.value, *marks]))
    how = "/".join(dict.fromkeys(words.how.value for words in sentence.words))
    return "  " + say(lang, "explain.clauses", how=how, kinds=" ".join(kinds))


def _found(e: Explanation, lang: str) -> Iterator[tuple[str, list[str]]]:
    """Speeches, persons, bodies, places and sectors, each under its heading."""
    r, text = e.reading, e.reading.document.text
    speeches = [
        _facts(f"{s.position} {_who(s, lang)}", say(lang, BASES[s.basis.value]), rule, s.title, f"×{len(s.statements)}")
        for s, rule in zip(r.speeches, e.rules, strict=True)
    ]
    persons = []
    for person in e.persons:
        posts = "、".join((post.body.name if post.body else "") + post.post for post in person.posts)
        places = " ".join(f"{span.start}–{span.end}" for span in person.named)
        persons.append(_facts(person.name, say(lang, "explain.press") if person.press else posts, places))
    rows = {
        "explain.speeches": speeches,
        "explain.persons": persons,
        "explain.bodies": _named((m.body.name, m.span, text) for m in r.bodies),
        "explain.places": _named((m.place.name, m.span, text) for m in r.places),
        "explain.sectors": _named((m.sector.name, m.span, text) for m in r.sectors),
    }
    return ((key, found) for key, found in rows.items() if found)


def _facts(*facts: str | None) -> str:
    return " · ".join(filter(None, facts))


def _named(mentions: Iterator[tuple[str, Span, str]]) -> list[str]:
    """Each thing once, with the forms that the text uses and where."""
    found: dict[str, list[str]] = {}
    for name, span, text in mentions:
        found.setdefault(name, []).append(f"{span.of(text)} {span.start}–{span.end}")
    return [f"{name} · " + ", ".join(places) for name, places in found.items()]


def _styles(e: Explanation) -> dict[int, str]:
    """The style of each character that has one; what is named first wins."""
    styles: dict[int, str] = {}
    r = e.reading
    groups = (
        ("person", [span for person in e.persons for span in person.named]),
        ("body", [m.span for m in r.bodies]),
        ("place", [m.span for m in r.places]),
        ("sector", [m.span for m in r.sectors]),
        ("statement", [s.span for s in r.statements]),
    )
    for style, spans in groups:
        for span in spans:
            for at in range(span.start, span.end):
                styles.setdefault(at, style)
    return styles


def _coloured(text: str, span: Span, styles: dict[int, str]) -> list[Piece]:
    pieces: list[Piece] = []
    start = span.start
    for at in range(span.start, span.end + 1):
        if at == span.end or styles.get(at, "") != styles.get(start, ""):
            pieces.append((text[start:at], styles.get(start, "")))
            start = at
    return pieces
