"""One document's corrections, applied to its reading: a pure function, Reading → Reading.

Each correction is applied to what the ones before it left. What is changed says so (basis ``corrected``) and keeps
what the program had said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from jianyan.corpus.corrections import aliases, people
from jianyan.corpus.corrections.rows import Row
from jianyan.corpus.corrections.targets import Lost, body, person, place, place_of, sector, speech_at, statements_at
from jianyan.extraction.measures.parts import normalised
from jianyan.extraction.text.folding import fold
from jianyan.lexicon import Lexicon
from jianyan.model import (
    Basis,
    Correction,
    CorrectionKind,
    Level,
    Measure,
    Reading,
    Span,
    Speech,
    Stance,
    Statement,
)

RULE = "correction"
"""The rule of a statement that nobody but a correction read."""


def apply(reading: Reading, rows: Iterable[Row], lexicon: Lexicon) -> tuple[Reading, list[Lost]]:
    """The reading with those of ``rows`` applied that are about its document, and those that found no target.

    Raises :class:`~jianyan.errors.InputError`, naming file and line, for a value that names nothing (a sector that
    the lexicon does not have).
    """
    lost: list[Lost] = []
    for row in rows:
        if row.about(reading.document.sha256) and row.kind in _APPLIED:
            try:
                reading = _APPLIED[row.kind](reading, row, lexicon)
            except Lost as error:
                lost.append(error)
    return reading, lost


# -- who speaks, for whom ----------------------------------------------------------------


def _wrong_speaker(reading: Reading, row: Row, lexicon: Lexicon) -> Reading:
    right = person(row.value, reading)
    posts = tuple(membership for membership in reading.memberships if right and membership.person == right)

    def changed(speech: Speech, correction: Correction) -> Speech:
        own = next((s for s in reading.speeches if right and s.person == right), None)
        behalf = own.on_behalf_of if own else ()
        return replace(_corrected(speech, correction), person=right, capacities=posts, on_behalf_of=behalf, issuers=())

    return _of_speech(reading, row, lambda speech: speech.person.name if speech.person else "", changed)


def _wrong_body(reading: Reading, row: Row, lexicon: Lexicon) -> Reading:
    right = tuple(body(name, reading, lexicon) for name in row.values)

    def changed(speech: Speech, correction: Correction) -> Speech:
        speech = _corrected(speech, correction)
        return replace(speech, on_behalf_of=right) if speech.person else replace(speech, issuers=right)

    return _of_speech(reading, row, lambda speech: "；".join(b.name for b in speech.bodies), changed)


def _of_speech(
    reading: Reading, row: Row, said: Callable[[Speech], str], changed: Callable[[Speech, Correction], Speech]
) -> Reading:
    """Change the speech whose evidence the quote is, or a new one of just the statements that it means."""
    span = place_of(row, reading)
    hit = _with_parts(reading, statements_at(reading, span))
    at = next((i for i, speech in enumerate(reading.speeches) if hit & set(speech.statements)), None)
    whole = speech_at(reading, span)
    if at is None or (whole is not None and reading.speeches[whole].span == span):
        at, hit = whole, set()
    if at is None:
        raise Lost(row, "target")
    old = reading.speeches[at]
    correction = Correction(row.kind, span, said(old), row.value, row.note)
    moved = tuple(i for i in old.statements if i in hit) or old.statements
    speeches = list(reading.speeches)
    if moved == old.statements:
        speeches[at] = changed(old, correction)
    else:
        speeches[at] = replace(old, statements=tuple(i for i in old.statements if i not in moved))
        new = replace(old, position=len(speeches) + 1, span=span, title=None, statements=moved)
        speeches.append(changed(new, correction))
    statements = tuple(
        replace(statement, confidence=None) if i in moved else statement
        for i, statement in enumerate(reading.statements)
    )  # it was counted on statements that nobody corrected
    return _noted(replace(reading, speeches=tuple(speeches), statements=statements), correction)


def _corrected(speech: Speech, correction: Correction) -> Speech:
    return replace(speech, basis=Basis.CORRECTED, confidence=None, corrections=(*speech.corrections, correction))


def _with_parts(reading: Reading, indices: Iterable[int]) -> set[int]:
    """The statements, with those that are part of them."""
    found = set(indices)
    for i, statement in enumerate(reading.statements):
        if statement.parent in found:
            found.add(i)
    return found


# -- what is proposed --------------------------------------------------------------------


def _not_a_measure(reading: Reading, row: Row, lexicon: Lexicon) -> Reading:
    hit = _hit(reading, row)
    for i in hit:
        statement = reading.statements[i]
        said = reading.document.quote(statement.span)
        reading = _noted(reading, Correction(row.kind, statement.span, said, "", row.note))
    return _without(reading, set(hit))


def _missing_measure(reading: Reading, row: Row, lexicon: Lexicon) -> Reading:
    span = place_of(row, reading)
    if any(statement.span == span for statement in reading.statements):
        raise Lost(row, "target")
    quote = reading.document.quote(span)
    correction = Correction(row.kind, span, "", quote, row.note)
    statement = Statement(
        span, Level.MEASURE, Stance.PROPOSES, _measure(quote, lexicon), None, RULE, corrections=(correction,)
    )
    index = len(reading.statements)
    reading = replace(reading, statements=(*reading.statements, statement))
    speeches = list(reading.speeches)
    at = _speaker_of(reading, row, span)
    if at is None:
        who = person(row.value, reading) if row.value else None
        own = next((s for s in speeches if who and s.person == who), None)
        basis, issued = (
            (Basis.CORRECTED, ()) if who else (Basis.ISSUER, (reading.publisher,) if reading.publisher else ())
        )
        if who or issued:
            speeches.append(
                Speech(
                    len(speeches) + 1, span, who,
                    tuple(m for m in reading.memberships if who and m.person == who),
                    own.on_behalf_of if own else (), issued, None, basis, None, (index,), (correction,),
                )
            )  # fmt: skip
    else:
        speeches[at] = replace(speeches[at], statements=(*speeches[at].statements, index))
    return _in_order(_noted(replace(reading, speeches=tuple(speeches)), correction))


def _speaker_of(reading: Reading, row: Row, span: Span) -> int | None:
    """The speech that a new statement at ``span`` is part of: one of the given speaker, else the one before it."""
    before = [
        (reading.statements[i].span.start, at)
        for at, speech in enumerate(reading.speeches)
        if not row.value or (speech.person and speech.person == person(row.value, reading))
        for i in speech.statements
        if row.value or reading.statements[i].span.start <= span.start
    ]
    return max(before)[1] if before else None


def _measure(quote: str, lexicon: Lexicon) -> Measure:
    """The measure in the words of a quote: its action, sectors and places by the lexicon alone."""
    folded = fold(quote)
    text = normalised(folded)
    at = lexicon.verbs["action"].at(text, 0)
    sectors = dict.fromkeys(s for *_, found in lexicon.sectors.find(folded) for s in found if not s.theme)
    places = dict.fromkeys(
        entries[0].place
        for *_, entries in lexicon.places.gazetteer.find(folded)
        if len(entries) == 1 and not entries[0].ambiguous
    )
    return Measure(
        text, text[:at] or None, (text[at:] or None) if at else None, sectors=tuple(sectors), places=tuple(places)
    )


def _wrong_sector(reading: Reading, row: Row, lexicon: Lexicon) -> Reading:
    right = tuple(sector(name, row, lexicon) for name in row.values)
    return _of_measure(
        reading,
        row,
        lambda measure: "；".join(each.name for each in measure.sectors),
        lambda measure: replace(measure, sectors=right, inherited=False),
    )


def _wrong_place(reading: Reading, row: Row, lexicon: Lexicon) -> Reading:
    right = tuple(place(name, row, lexicon) for name in row.values)
    return _of_measure(
        reading,
        row,
        lambda measure: "；".join(each.name for each in measure.places),
        lambda measure: replace(measure, places=right),
    )


def _of_measure(
    reading: Reading, row: Row, said: Callable[[Measure], str], changed: Callable[[Measure], Measure]
) -> Reading:
    """Change the measure of the statements that the quote means, and of all others with its wording."""
    statements = list(reading.statements)
    texts = {statements[i].measure.text for i in _hit(reading, row)}
    for i, statement in enumerate(statements):
        if statement.measure.text in texts:
            correction = Correction(row.kind, statement.span, said(statement.measure), row.value, row.note)
            measure, every = changed(statement.measure), (*statement.corrections, correction)
            statements[i] = replace(statement, measure=measure, corrections=every)
            reading = _noted(reading, correction)
    return replace(reading, statements=tuple(statements))


# -- the reading as a whole --------------------------------------------------------------


def _hit(reading: Reading, row: Row) -> list[int]:
    found = statements_at(reading, place_of(row, reading))
    if not found:
        raise Lost(row, "target")
    return found


def _noted(reading: Reading, correction: Correction) -> Reading:
    return replace(reading, corrections=(*reading.corrections, correction))


def _without(reading: Reading, gone: set[int]) -> Reading:
    """The reading without some statements; what was part of one is part of what that was part of."""
    return _renumbered(reading, [i for i in range(len(reading.statements)) if i not in gone])


def _in_order(reading: Reading) -> Reading:
    """The reading with its statements in the order of the text."""
    order = sorted(range(len(reading.statements)), key=lambda i: (reading.statements[i].span.start, i))
    return _renumbered(reading, order)


def _renumbered(reading: Reading, kept: list[int]) -> Reading:
    number = {old: new for new, old in enumerate(kept)}

    def above(parent: int | None) -> int | None:
        while parent is not None and parent not in number:
            parent = reading.statements[parent].parent
        return None if parent is None else number[parent]

    statements = tuple(replace(reading.statements[i], parent=above(reading.statements[i].parent)) for i in kept)
    speeches = tuple(
        replace(speech, statements=tuple(sorted(number[i] for i in speech.statements if i in number)))
        for speech in reading.speeches
    )
    return replace(reading, statements=statements, speeches=speeches)


_APPLIED: dict[CorrectionKind, Callable[[Reading, Row, Lexicon], Reading]] = {
    CorrectionKind.NOT_SAME: people.part,
    CorrectionKind.ALIAS: aliases.apply,
    CorrectionKind.WRONG_SPEAKER: _wrong_speaker,
    CorrectionKind.WRONG_BODY: _wrong_body,
    CorrectionKind.NOT_A_MEASURE: _not_a_measure,
    CorrectionKind.MISSING_MEASURE: _missing_measure,
    CorrectionKind.WRONG_SECTOR: _wrong_sector,
    CorrectionKind.WRONG_PLACE: _wrong_place,
}
