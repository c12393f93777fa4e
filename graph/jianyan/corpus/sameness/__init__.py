"""Identity across texts: which wordings are one measure, which mentions one person, which names one body.

    facts      what one document has to say of it
    decisions  what people decided: these are the same, those are not; names of one body that the lexicon does not know
    signature  what a measure comes to: action, object, sectors, places, figures
    measures   wordings that ask for the same
    persons    who is who, by the bodies they sit and work in
    whole      all of it over a corpus that is in memory

Everything is a pure function. Measures and persons are compared within blocks: the key of a block is a function of
the one measure or person, and what is concluded in a block depends on what is in
that block alone. So whoever updates a corpus only looks again at the blocks that changed.
"""

from jianyan.corpus.sameness.decisions import Decisions
from jianyan.corpus.sameness.facts import Facts, Seat, Sighting, Wording, of_reading

__all__ = ["Decisions", "Facts", "Seat", "Sighting", "Wording", "of_reading"]
