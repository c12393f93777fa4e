"""What was fetched stays in the output folder, so that a build can be repeated without a network.

    fetched/index.json     each address with where it led, its type and charset, and the file with its bytes
    fetched/<sha256>.html  the bytes as they came

The graph knows nothing of this folder: there, a document comes from its address.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from time import sleep
from urllib.parse import urldefrag, urlsplit

from jianyan.corpus.fetching.fetch import Fetched, Limits, fetch
from jianyan.corpus.sources import Source
from jianyan.errors import InputError, JianyanError, OutputError

FOLDER = "fetched"
PAUSE = 1.0
"""Seconds between two fetches from one host."""
_INDEX = "index.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an address; ``file`` is the name of its bytes in the folder, ``suffix`` says what they are."""

    final: str
    date: str
    media_type: str
    charset: str | None
    suffix: str
    file: str


def sources(addresses: Iterable[str], output: Path, limits: Limits, *, again: bool = False) -> list[Source]:
    """A source for each address, by its name. What is kept is not fetched, unless ``again``; what cannot be fetched is
    a source with a fault."""
    folder = output / FOLDER
    index = _read(folder)
    found, met = [], set[str]()
    for address in sorted({urldefrag(address).url for address in addresses}):
        entry = index.get(address)
        if entry is None or again or not (folder / entry.file).is_file():
            host = urlsplit(address).netloc
            if host in met:
                sleep(PAUSE)
            met.add(host)
            try:
                entry = _keep(folder, fetch(address, limits))
            except JianyanError as error:
                if not isinstance(error, InputError):
                    raise
                found.append(Source(address, folder, "", fault=error))
                continue
            index[address] = entry
            _write(folder, index)
        found.append(Source(address, folder / entry.file, entry.suffix, charset=entry.charset))
    return found


def in_folder(output: Path) -> dict[str, Entry]:
    """What is kept in ``output``, by address. Raises :class:`~jianyan.errors.OutputError` for an index that cannot be
    used."""
    return _read(output / FOLDER)


def as_text(index: dict[str, Entry]) -> str:
    """What stands in ``index.json``."""
    data = {"jianyan": _FORMAT, "fetched": {address: asdict(index[address]) for address in sorted(index)}}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def is_whole(folder: Path) -> bool:
    """Whether the index of another folder of this kind names the files in it, all of them and no others."""
    try:
        come = _read(folder)
    except OutputError:
        return False
    return {path.name for path in folder.iterdir()} == {_INDEX, *(entry.file for entry in come.values())}


def take(folder: Path, output: Path) -> None:
    """Move what another folder, which is whole, holds into that of ``output``, in place of what is kept of the same
    addresses there."""
    come, to = _read(folder), output / FOLDER
    try:
        index = _read(to)
    except OutputError:  # damaged: what comes is whole
        index = {}
    try:
        to.mkdir(exist_ok=True)
        for name in sorted({entry.file for entry in come.values()}):
            (folder / name).replace(to / name)
    except OSError as error:
        raise _unwritable(to, error) from error
    _write(to, index | come)


def forget(names: Iterable[str], output: Path) -> None:
    """Drop what is kept of these addresses."""
    folder = output / FOLDER
    index = _read(folder)
    gone = [name for name in names if index.pop(name, None)]
    if gone:
        _write(folder, index)


def _keep(folder: Path, fetched: Fetched) -> Entry:
    from jianyan.corpus.crawls import suffix_of

    suffix = suffix_of(fetched.media_type, fetched.address) or ""
    name = sha256(fetched.data).hexdigest() + (suffix or ".bin")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{name}.part"
        part.write_bytes(fetched.data)
        part.replace(folder / name)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return Entry(fetched.address, fetched.date, fetched.media_type, fetched.charset, suffix, name)


def _read(folder: Path) -> dict[str, Entry]:
    try:
        data = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
        return {address: Entry(**said) for address, said in data["fetched"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError(
            str(folder / _INDEX),
            en=f"cannot be used ({error}); delete the folder it is in, and the addresses are fetched again",
            zh=f"无法使用（{error}）；请删除其所在文件夹，将重新获取各地址",
        ) from error


def _write(folder: Path, index: dict[str, Entry]) -> None:
    """The index in place of the old, and nothing beside it that no address needs."""
    try:
        part = folder / f"{_INDEX}.part"
        part.write_text(as_text(index), encoding="utf-8", newline="\n")
        part.replace(folder / _INDEX)
        for path in _unused(folder, index):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unused(folder: Path, index: dict[str, Entry]) -> Iterator[Path]:
    needed = {_INDEX, *(entry.file for entry in index.values())}
    return (path for path in list(folder.iterdir()) if path.name not in needed)


def _unwritable(folder: Path, error: OSError) -> OutputError:
    why = error.strerror or str(error)
    return OutputError(
        str(folder),
        en=f"cannot be written ({why}); check permissions and free space",
        zh=f"无法写入（{why}）；请检查权限和剩余空间",
    )
