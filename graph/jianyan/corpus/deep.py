"""Whether the files of a build are what was written: each read whole, which takes as long as reading the folder."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from jianyan.corpus import checksums, folder, manifest, readings, salvage
from jianyan.corpus.checksums import Fault
from jianyan.corpus.readings import Readings
from jianyan.errors import OutputError


def faults(output: Path) -> list[Fault]:
    """What is wrong with the build in ``output``, sorted by path. Raises :class:`~jianyan.errors.OutputError` where
    there is none."""
    folder.settle(output)
    generation, place = manifest.generation(output), output / manifest.DATASET / readings.NAME
    if generation is None:
        raise OutputError(
            str(output),
            en="there is no build here; run `jianyan build` first, or name its folder with -o",
            zh="这里没有构建结果；请先运行 jianyan build，或用 -o 指出输出文件夹",
        )
    found = list(checksums.faults(generation)) if generation.is_dir() else [Fault(generation, "missing")]
    current = output / manifest.DATASET / manifest.CURRENT
    if not current.is_file():
        found.append(Fault(current, "missing"))
    elif current.read_bytes() != f"{generation.name}\n".encode():
        found.append(Fault(current, "bytes"))
    if not place.is_file():
        found.append(Fault(place, "missing"))
    elif not salvage.sound(place):
        found.append(Fault(place, "bytes"))
    else:
        known = manifest.of(generation)
        with closing(Readings(place, to_write=False)) as kept:
            if known and any(salvage.is_lost(record, kept) for record in known.documents.values()):
                found.append(Fault(place, "readings"))
    return sorted(found)
