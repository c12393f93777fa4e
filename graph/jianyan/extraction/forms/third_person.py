"""Speeches under bylines that a reporter tells in the third person, in part or as a whole.

张某某委员:                                   a byline
桥通了,证照还未通。                           the speaker's own words, or the reporter's
张某某建议|扩大认可清单。他又提出,|应…        what stands behind the verb is what the speaker says
"""

from __future__ import annotations

from dataclasses import replace

from jianyan.extraction.names.people import Known
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.sayings import Saying
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.sentences import Range
from jianyan.model import Stance

_NEAR = 10  # code points between the speaker and the verb (她在发言中|呼吁)
_STANCES = {"support": Stance.SUPPORTS, "oppose": Stance.OPPOSES}


def tell(page: Page, voices: list[Voice]) -> None:
    """Read what the voices say as reported, where their speeches name them as who says it."""
    for voice in voices:
        if voice.person and any(_named_in(page, voice.person, passage) for passage in voice.passages):
            voice.passages = [part for passage in voice.passages for part in _parts(page, voice.person, passage)]


def _named_in(page: Page, person: Known, passage: Passage) -> bool:
    """Whether a clause of a passage begins with the speaker's own name and goes on to say something, or a later
    one does with 他 (张某某代表的关注点放在了文物上。|她建议…)."""
    named = page.people.named.within(passage.start, passage.end)
    if not any(page.people.who(place) is person for place in named):
        return False
    sentences = page.cuts.sentences(passage.start, passage.end)
    clauses = [clause for sentence in sentences for clause in page.cuts.clauses(*sentence)]
    if any(_says(page, person, clause, own_name=True) for clause in clauses):
        return True
    heads = {place.start for place in named if page.people.who(place) is person}
    about = next((i for i, (start, _) in enumerate(clauses) if start in heads), len(clauses))
    return any(_says(page, person, clause) for clause in clauses[about + 1 :])


def _parts(page: Page, person: Known, passage: Passage) -> list[Passage]:
    """A passage cut at its sentences, those that report what the speaker says without who says it."""
    found: list[Passage] = []
    for start, end in page.cuts.sentences(passage.start, passage.end):
        told = [(clause, said) for clause in page.cuts.clauses(start, end) if (said := _says(page, person, clause))]
        if told:
            found += _reported(passage, told, end)
        elif found and found[-1].how is passage.how:
            found[-1] = replace(found[-1], end=min(end + 1, passage.end))
        else:  # with its closing mark: without one it would be a heading
            found.append(replace(passage, start=start, end=min(end + 1, passage.end)))
    return found


def _reported(passage: Passage, told: list[tuple[Range, Saying]], end: int) -> list[Passage]:
    """What stands behind each verb of a sentence, up to the next clause that has one."""
    found: list[Passage] = []
    stops = [clause[0] for clause, _ in told[1:]] + [end]
    for (clause, said), stop in zip(told, stops, strict=True):
        stance = _STANCES.get(said.kind)
        stop = clause[1] if stance else stop
        how = How.STRICT if said.kind == "say" else How.BOUND
        found.append(replace(passage, start=said.end, end=stop, how=how, stance=stance or passage.stance))
    return [part for part in found if part.start < part.end]


def _says(page: Page, person: Known, clause: Range, *, own_name: bool = False) -> Saying | None:
    """The verb of a clause that begins with the speaker, by name or as 他."""
    start, end = clause
    named = next(iter(page.people.named.within(start, end)), None)
    if named and named.start - start <= 1:
        behind = named.end if page.people.who(named) is person else 0
    else:
        behind = 0 if own_name else start + page.lexicon.cues["pronoun"].at(page.text, start, end)
    if behind <= start:
        return None
    said = page.sayings.verb(behind, end, subject=True)
    return said if said and said.end - behind <= _NEAR else None
