"""``checksums.json``: the size and SHA-256 of each file of a generation, written as the last one before it counts.

A build looks at the sizes, which costs nothing and finds what was cut off or is missing; ``jianyan check --deep``,
``backup`` and ``restore`` read everything. A generation without this file was not finished, or is of a version of the
program that wrote none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

NAME = "checksums.json"
PUBLISH = "publish"
"""The folder in a generation whose files are moved to the top of the output folder."""
PUBLISHED = "published/"
"""What the names of those files begin with in the list."""
_PASSING = ("LOCK", "LOG")
"""Files that RocksDB writes also when a store is only read: whoever asks may change them."""
_CHUNK = 1 << 20


What = Literal["missing", "size", "bytes", "unreadable", "readings"]


@dataclass(frozen=True, slots=True)
class Sum:
    """Of one file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A file that is not what it was when it was written."""

    path: Path
    what: What


def write(generation: Path, before: Path | None) -> None:
    """List the files of ``generation``. Those that it shares with the generation ``before`` are not read again."""
    known = load(before) or {} if before else {}
    sums = {}
    for name, path in _files(generation):
        same = known.get(name)
        shared = same and before and (before / name).is_file() and path.samefile(before / name)
        sums[name] = same if same and shared and path.stat().st_size == same.size else sum_of(path)
    data = {name: [sums[name].size, sums[name].sha256] for name in sorted(sums)}
    (generation / NAME).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")


def load(generation: Path) -> dict[str, Sum] | None:
    """The list by the names of the files, as from the generation or with :data:`PUBLISHED` before it; None where there
    is none that can be read."""
    try:
        data = json.loads((generation / NAME).read_text(encoding="utf-8"))
        return {str(name): Sum(int(size), str(digest)) for name, (size, digest) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def whole(generation: Path) -> bool:
    """Whether all files are there and have their sizes; those that were published aside, which users may delete."""
    sums = load(generation) or {}
    return bool(sums) and not any(_quick(generation / name, one) for name, one in sums.items() if _inner(name))


def faults(generation: Path) -> Iterator[Fault]:
    """What is wrong with the files of ``generation``, each read whole. A published file that is gone is no fault."""
    sums = load(generation)
    if sums is None:
        yield Fault(generation / NAME, "missing" if not (generation / NAME).exists() else "unreadable")
        return
    for name, one in sums.items():
        path = place(generation, name)
        fault = _quick(path, one)
        if fault == "missing" and not _inner(name):
            continue
        if fault is None:
            try:
                fault = None if sum_of(path) == one else "bytes"
            except OSError:
                fault = "unreadable"
        if fault is not None:
            yield Fault(path, fault)


def place(generation: Path, name: str) -> Path:
    """Where a file of the list lies now."""
    if _inner(name):
        return generation / name
    name = name.removeprefix(PUBLISHED)
    waiting = generation / PUBLISH / name
    return waiting if waiting.exists() else generation.parents[1] / name


def sum_of(path: Path) -> Sum:
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while some := file.read(_CHUNK):
            digest.update(some)
            size += len(some)
    return Sum(size, digest.hexdigest())


def _quick(path: Path, expected: Sum) -> What | None:
    try:
        return None if path.stat().st_size == expected.size else "size"
    except OSError:
        return "missing"


def _inner(name: str) -> bool:
    return not name.startswith(PUBLISHED)


def _files(generation: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(generation.rglob("*")):
        name = path.relative_to(generation).as_posix()
        if not path.is_file() or name == NAME or path.name.startswith(_PASSING) or path.name.endswith(".gone"):
            continue
        yield (PUBLISHED + name.removeprefix(PUBLISH + "/") if name.startswith(PUBLISH + "/") else name), path


def newest_whole(dataset: Path) -> Path | None:
    """The last generation in ``dataset`` that was finished."""
    numbers = sorted((int(path.name) for path in dataset.glob("*") if path.name.isdecimal()), reverse=True)
    return next((dataset / str(number) for number in numbers if whole(dataset / str(number))), None)
