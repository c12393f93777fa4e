"""Captions: speakers listed once, before or apart from their speeches; which speech is whose is concluded."""

from __future__ import annotations

from collections import defaultdict

from jianyan.extraction.forms.content import Content
from jianyan.extraction.forms.speaker_lines import SpeakerLine
from jianyan.extraction.names.people import Known, Named
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import LineKind
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis, Body

_KEYNOTE = r"作了?(?:题为.{2,40}的)?<keynote>性?发言"


def captions(content: Content) -> set[int]:
    """The first group of at least two speaker lines with nothing but each other between them."""
    group: list[int] = []
    for i, speaker in enumerate(content.speakers):
        if speaker and not speaker.bracket_first:
            group.append(i)
        elif content.lines[i].kind is not LineKind.LABEL:
            if len(group) >= 2:
                break
            group = []
    return set(group) if len(group) >= 2 else set()


def keynote(content: Content) -> tuple[Known, Range] | None:
    """省政协副主席某某作主题发言: who gave the speech that has no caption, and where the text says so."""
    people = content.page.people
    pattern = content.page.lexicon.pattern(_KEYNOTE)
    for line in content.lines:
        m = pattern.search(content.page.text, line.start, line.end)
        if m and (before := people.named.within(line.start, m.start())):
            return people.who(before[-1]), (before[-1].start, m.end())
    return None


def attribute(content: Content, voices: list[Voice], listed: list[SpeakerLine]) -> None:
    """Give the speeches without a byline to the captions' speakers, and add to ``voices`` those of the
    speakers whose speech can't be told."""
    open_ = [voice for voice in voices if voice.person is None and voice.basis is Basis.UNKNOWN]
    heard = {id(voice.person) for voice in voices}
    left = [caption for caption in listed if id(caption.known) not in heard]
    if len(open_) == len(left) and not _unordered(content):
        for voice, caption in zip(open_, left, strict=True):
            _give(content, voice, caption, Basis.CAPTION_ORDER)
    else:
        _by_bodies(content, open_, left)
    behalf: dict[int, list[Body]] = defaultdict(list)
    for caption in listed:
        behalf[id(caption.known)] += caption.behalf
    for voice in voices:
        voice.behalf(behalf.get(id(voice.person), []))
    heard = {id(voice.person) for voice in voices}
    people = content.page.people
    first: dict[int, Named] = {}
    for named in people.named:
        first.setdefault(id(people.who(named)), named)
    for caption in listed:
        if id(caption.known) not in heard:
            heard.add(id(caption.known))
            where = first[id(caption.known)]
            place = where.start, where.end
            voices.append(Voice(place, caption.known, list(caption.behalf), basis=Basis.EXPLICIT, rule="caption"))


def _give(content: Content, voice: Voice, caption: SpeakerLine, basis: Basis) -> None:
    """The speech is the caption's speaker's; the caption is where the text says who speaks, and for whom."""
    voice.person, voice.basis = caption.known, basis
    voice.evidence = next(
        (line.start, line.end)
        for line, speaker in zip(content.lines, content.speakers, strict=True)
        if speaker is not None and speaker.known is caption.known
    )


def _unordered(content: Content) -> bool:
    """Whether the text says that its captions are in no order (排名不分先后)."""
    pattern = content.page.lexicon.pattern("<unordered>")
    return any(pattern.search(content.page.of(line)) for line in content.lines)


def _by_bodies(content: Content, voices: list[Voice], left: list[SpeakerLine]) -> None:
    """Each speech goes to the one caption whose speaker belongs to a body that the speech names."""
    for voice in voices:
        fits = [caption for caption in left if _names_body_of(content, voice, caption)]
        if len(fits) == 1:
            _give(content, voice, fits[0], Basis.BODY_NAMED)


def _names_body_of(content: Content, voice: Voice, caption: SpeakerLine) -> bool:
    """Whether the speech names a body of the caption's speaker, other than the common one."""
    page = content.page
    own = {post.body.name for post in caption.known.posts if post.body and post.body != page.people.organizer}
    own |= {body.name for body in caption.behalf}
    return any(m.body.name in own for part in voice.passages for m in page.bodies.within(part.start, part.end))
