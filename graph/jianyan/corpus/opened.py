"""A finished build, opened to be read as a whole: by exports, comparisons and checks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from jianyan.corpus import folder, generation, refusals
from jianyan.corpus import index as indexes
from jianyan.corpus import manifest as manifests
from jianyan.corpus import readings as kept
from jianyan.corpus.facts import Facts
from jianyan.corpus.index import Index
from jianyan.corpus.index.tables import NAME
from jianyan.corpus.manifest import Manifest
from jianyan.corpus.readings import Readings
from jianyan.errors import OutputError


@dataclass(frozen=True, slots=True)
class Corpus:
    """What counts in an output folder. Everything comes in the order of the documents' IRIs, a document at a time."""

    manifest: Manifest
    index: Index
    readings: Readings
    lexicon: Path | None = None

    @property
    def base(self) -> str:
        return self.manifest.base

    def quads(self) -> Iterator[bytes]:
        """The whole dataset as N-Quads, whole lines at a time: the bytes that ``graph.nq`` would have."""
        return generation.dataset(self.manifest.documents, self.readings, self.index, self.lexicon)

    def lines(self) -> Iterator[str]:
        """The same, a line at a time."""
        for some in self.quads():
            yield from some.decode().splitlines(keepends=True)

    def facts(self) -> Iterator[tuple[str, Facts]]:
        """Where each document was read from, and what it says."""
        return generation.documents_facts(self.manifest.documents, self.readings)


@contextmanager
def opened(output: Path, lexicon: Path | None = None) -> Iterator[Corpus]:
    """The build in ``output``; ``lexicon`` is the folder that it was built with, if one was. Raises
    :class:`~jianyan.errors.OutputError` when there is none."""
    folder.settle(output)
    manifest, where = manifests.load(output), manifests.generation(output)
    if manifest is None or where is None or not (where / NAME).is_file():
        raise OutputError(
            str(output),
            en="there is no build here; run `jianyan build` first, or name its folder with -o",
            zh="这里没有构建结果；请先运行 jianyan build，或用 -o 指出输出文件夹",
        )
    try:
        with (
            closing(indexes.opened(where / NAME, manifest.base)) as index,
            closing(Readings(output / manifests.DATASET / kept.NAME, to_write=False)) as readings,
        ):
            yield Corpus(manifest, index, readings, lexicon)
    except sqlite3.Error as error:  # of the index: the readings tell their own
        raise refusals.database(where / NAME, error) from error
