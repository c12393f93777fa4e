"""The first half of a build: texts to readings, each text once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from jianyan.corpus import pool, readings
from jianyan.corpus.files import STDIN
from jianyan.corpus.limits import Limits, data_of
from jianyan.corpus.manifest import Record
from jianyan.corpus.readings import Kept, Readings
from jianyan.corpus.sources import Source
from jianyan.corpus.summary import Skipped
from jianyan.corpus.worker import Ground, Task
from jianyan.errors import InputError, JianyanError
from jianyan.rdf import terms

Progress = Callable[[int, int, str], None]
"""Called with how many texts are done, how many there are, and the source of the next ("" after the last)."""

Sink = Callable[[str, str, Kept], None]
"""Called with the IRI of a document, the key of its reading and the reading, the first time a document is met."""

_SAVE_EVERY = 2.0  # seconds of work that a build which is killed may lose


@dataclass(frozen=True, slots=True)
class Setting:
    """What readings rest on beside the texts, and how the work is done."""

    ground: Ground
    force: bool = False
    strict: bool = False
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class Intake:
    """What the texts gave: ``records`` by the IRI of the document, the sources of all that were given, what was
    skipped, and the keys of the readings, and which of them were made anew."""

    records: dict[str, Record] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    anew: set[str] = field(default_factory=set)


def take_in(
    sources: list[Source], kept: Readings, setting: Setting, *, sink: Sink | None, progress: Progress | None
) -> Intake:
    """Read what is not in ``kept``. A text that cannot be read is skipped; an error is raised where ``strict``, or
    where nothing could be read."""
    taking = _Taking(sources, kept, setting, sink, progress)
    for done in pool.read_all(taking.tasks(), setting.ground, setting.jobs, setting.limits):
        if done.kept is None:
            assert done.error is not None
            if done.fatal:
                raise done.error
            taking.failed[done.of_bytes] = done.error
            taking.skip(sources[done.number], done.error)
        else:
            kept.put(done.of_bytes, done.key, done.kept)
            taking.read(done.of_bytes, done.key, done.kept)
        taking.finish()
    kept.save()
    return taking.result()


class _Taking:
    """The state of one run."""

    def __init__(
        self,
        sources: list[Source],
        kept: Readings,
        setting: Setting,
        sink: Sink | None,
        progress: Progress | None,
    ) -> None:
        self.sources, self.kept, self.setting, self.sink, self.progress = sources, kept, setting, sink, progress
        self.intake = Intake()
        self.keys: list[str | None] = []  # of the bytes of each source, None where it was skipped
        self._readings: dict[str, str] = {}  # key of the bytes → key of the reading
        self.errors: list[JianyanError] = []
        self.failed: dict[str, JianyanError] = {}  # key of the bytes → why there is no reading of them
        self._twins: list[tuple[str, Source]] = []  # sources of bytes that another source has too
        self.done = 0
        self._met: set[str] = set()
        self._saved = monotonic()

    def tasks(self) -> Iterator[Task]:
        """What has to be read; what is kept is passed by."""
        asked: set[str] = set()
        for number, source in enumerate(self.sources):
            self.keys.append(None)
            self.intake.sources.add(source.name)
            if self.progress:
                self.progress(self.done, len(self.sources), source.name)
            try:
                data = data_of(source, self.setting.limits)
            except JianyanError as error:
                self.skip(source, error)
                self.done += 1
                continue
            ground = self.setting.ground
            key = readings.key_of(data, source.suffix, ground.words.version, ground.base, source.charset)
            self.keys[number] = key
            if key in asked:
                self._twins.append((key, source))
                self.done += 1
            elif not self.setting.force and self._is_kept(key):
                self.done += 1
            else:
                asked.add(key)
                yield Task(number, key, source.name, source.suffix, data, source.charset)

    def _is_kept(self, of_bytes: str) -> bool:
        ground = self.setting.ground
        document = self.kept.document(of_bytes)
        key = readings.corrected_key(of_bytes, ground.version(document)) if document else ""
        known = self.kept.known(key) if document else None
        if known is None:
            return False
        self._readings[of_bytes] = key
        if self.sink and terms.document(ground.base, known[0]) not in self._met:
            kept = self.kept.get(key)
            assert kept is not None
            self.met(key, kept)
        return True

    def read(self, of_bytes: str, key: str, kept: Kept) -> None:
        self._readings[of_bytes] = key
        self.intake.anew.add(key)
        self.met(key, kept)

    def met(self, key: str, kept: Kept) -> None:
        iri = terms.document(self.setting.ground.base, kept.document)
        if self.sink and iri not in self._met:
            self._met.add(iri)
            self.sink(iri, key, kept)

    def skip(self, source: Source, error: JianyanError) -> None:
        if source.path == STDIN:  # a bare "-" would not say what it is
            error = InputError("-", en=f"(standard input) {error.en}", zh=f"（标准输入）{error.zh}")
        if self.setting.strict:
            raise error
        self.errors.append(error)
        self.intake.skipped.append(Skipped(source.name, error.zh, error.en))

    def finish(self) -> None:
        self.done += 1
        if monotonic() - self._saved > _SAVE_EVERY:
            self.kept.save()
            self._saved = monotonic()

    def result(self) -> Intake:
        """The records; of several sources with one text the smallest by name counts."""
        if self.progress:
            self.progress(len(self.sources), len(self.sources), "")
        for twin, source in self._twins:
            if twin in self.failed:
                self.skip(source, self.failed[twin])
        if self.errors and len(self.errors) == len(self.sources):
            raise self.errors[0]
        for source, of_bytes in zip(self.sources, self.keys, strict=True):
            key = self._readings.get(of_bytes or "")
            known = self.kept.known(key) if key else None
            if key is None or known is None:
                continue
            document, quads, measures, lost = known
            self.intake.keys.add(key)
            record = Record(source.name, document, key, measures, quads, lost)
            self.intake.records.setdefault(terms.document(self.setting.ground.base, document), record)
        self.intake.skipped.sort()
        return self.intake
