"""Words in the format of jieba's user dictionary, one a line: the word, its frequency, its part of speech.

    云栖未来科技 20 nt        an organisation: a body of the lexicon
    提质扩面 10 v             a verb: an action
    一村一品 n                any other: a word that is not cut

Frequency and part of speech may be left out; fields are parted by blanks, as jieba parts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jianyan.errors import LexiconError
from jianyan.lexicon.tables import Folders

_FREQUENCY = 20_000  # enough for any cut that keeps the word whole


@dataclass(frozen=True, slots=True)
class UserWord:
    word: str
    frequency: int
    tag: str


def load_user_words(folders: Folders) -> tuple[UserWord, ...]:
    """The words of all ``*.txt`` files that the user added, in the order of the files.

    Raises LexiconError, naming file and line, for a line that jieba would not read."""
    files = sorted(folders.added.glob("*.txt")) if folders.added else []
    return tuple(word for path in files for word in _words(path, folders.where(path)))


def _words(path: Path, name: str) -> Iterator[UserWord]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise LexiconError(name, en="is not UTF-8", zh="不是 UTF-8") from None
    for number, line in enumerate(lines, 1):
        fields = line.split()
        if not fields or line.startswith("#"):
            continue
        word, *rest = fields
        frequency = rest.pop(0) if rest and rest[0].isdecimal() else str(_FREQUENCY)
        if len(rest) > 1 or (rest and not rest[0].isascii()):
            raise LexiconError(
                f"{name}:{number}",
                en="not a line of a user dictionary: a word, its frequency, its part of speech, parted by blanks",
                zh="不是用户词典的一行：应为词语、词频、词性，以空格分开",
            )
        yield UserWord(word, int(frequency), rest[0] if rest else "n")
