"""The voices of a running text: one for each person, one for each set of bodies, one for the unknown."""

from __future__ import annotations

from collections import defaultdict

from jianyan.extraction.speakers.subjects import Subject
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis, Body


class Cast:
    """``voices`` are in the order in which they were heard; others may append to them."""

    def __init__(self) -> None:
        self.voices: list[Voice] = []
        self._by_person: dict[str, Voice] = {}
        self._of_bodies: dict[tuple[Body, ...], list[Voice]] = defaultdict(list)
        self._seen = 0  # so many of the voices are in _of_bodies, if no person's

    def voice(self, subject: Subject) -> Voice:
        """The voice of a subject, new if it was not heard yet."""
        if subject.person:
            voice = self._by_person.get(subject.person.name)
            if voice is None:
                voice = self._by_person[subject.person.name] = self._new(subject)
            voice.behalf(list(subject.bodies))
            return voice
        return self._heard_of_bodies(subject) or self._new(subject)

    def entitle(self, subject: Subject, title: Range) -> None:
        """Give the subject's speech a title; who has one already gives another speech."""
        known = self._by_person.get(subject.person.name) if subject.person else None
        if subject.person is None or (known and known.title):
            voice = self._new(subject)
            voice.behalf(list(subject.bodies) if subject.person else [])
        else:
            voice = self.voice(subject)
        voice.title, voice.structured = title, False

    def last_voice(self, since: int) -> Voice | None:
        """The voice that spoke last from ``since`` on."""
        spoken = [(p.end, v) for v in self.voices for p in v.passages if p.start >= since]
        return max(spoken, key=lambda s: s[0])[1] if spoken else None

    def _new(self, subject: Subject) -> Voice:
        issuers = [] if subject.person else list(subject.bodies)
        voice = Voice(subject.evidence, subject.person, issuers=issuers, basis=subject.basis, rule="running")
        self.voices.append(voice)
        return voice

    def _heard_of_bodies(self, subject: Subject) -> Voice | None:
        """The untitled voice of the same bodies, or of those nobody knows."""
        for voice in self.voices[self._seen :]:
            if voice.person is None:
                self._of_bodies[tuple(voice.issuers)].append(voice)
        self._seen = len(self.voices)
        for voice in self._of_bodies[subject.bodies]:
            if not voice.title and (subject.bodies or voice.basis is subject.basis is Basis.UNKNOWN):
                return voice
        return None
