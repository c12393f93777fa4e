"""What extraction knows before it reads: the tables and concept schemes of ``ontology/``.

Each part is loaded when it is first asked for, so that a command which needs none of them
does not pay for it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jianyan import resources
from jianyan.lexicon.bodies import Bodies, Organ, Party, load_bodies
from jianyan.lexicon.concepts import load_instruments, load_sectors
from jianyan.lexicon.gazetteer import Gazetteer
from jianyan.lexicon.measure_words import Action, MeasureWords, load_actions, load_measure_words
from jianyan.lexicon.places import Entry, Places, load_places
from jianyan.lexicon.tables import listed, rows
from jianyan.lexicon.words import Table, Words, table
from jianyan.model import Sector

__all__ = ["Bodies", "Entry", "Gazetteer", "Lexicon", "MeasureWords", "Organ", "Party", "Places", "Table", "Words", "load"]

_FILES = (
    "bodies.csv", "body-suffixes.csv", "cppcc-committees.csv", "cppcc-sectors.csv", "organs.csv",
    "place-abbreviations.csv", "place-groups.csv", "places.csv", "posts.csv", "surnames.csv",
    "cues.csv", "form-words.csv", "page-furniture.csv", "speaking-verbs.csv", "verbs.csv",
    "action-classes.csv", "measure-words.csv",
    "instruments.ttl", "sectors.ttl",
)  # fmt: skip


_SLOT = re.compile(r"(?<!\(\?P)<([a-zA-Z]+)>")  # not the name of a group


@dataclass(frozen=True)
class Lexicon:
    """The knowledge in ``folder``. Raises LexiconError, naming file and line, when a part that
    is asked for breaks its format."""

    folder: Path

    @cached_property
    def version(self) -> str:
        """The first 16 hex digits of the SHA-256 of all the files: another lexicon, another reading."""
        digest = hashlib.sha256()
        for name in _FILES:
            digest.update(name.encode() + b"\0" + (self.folder / name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
        return digest.hexdigest()[:16]

    @cached_property
    def verbs(self) -> Table:
        return table(self.folder / "verbs.csv", "verb")

    @cached_property
    def speaking(self) -> Table:
        return table(self.folder / "speaking-verbs.csv", "verb")

    @cached_property
    def speaking_opens(self) -> re.Pattern[str]:
        """The characters that verbs of speaking begin with."""
        first = {char for words in self.speaking.values() for char in words.opening}
        return re.compile(f"[{re.escape(''.join(sorted(first)))}]")

    @cached_property
    def head_opens(self) -> frozenset[str]:
        """The characters that the cues begin with which may stand before an action."""
        return frozenset().union(*(self.cues[kind].opening for kind in ("urge", "firstPerson", "filler", "future")))

    @cached_property
    def cues(self) -> Table:
        return table(self.folder / "cues.csv", "cue")

    @cached_property
    def forms(self) -> Table:
        return table(self.folder / "form-words.csv", "word")

    def pattern(self, template: str, flags: int = 0) -> re.Pattern[str]:
        """A regular expression in which ``<kind>`` stands for any word of that kind (of cues, form
        words, page furniture or verbs of speaking), and ``<Han>`` for one Chinese character.

        Compiled once for a lexicon. Raises KeyError for a kind that no table has."""
        known = self._patterns.get((template, flags))
        if known is None:
            known = self._patterns[template, flags] = re.compile(_SLOT.sub(self._slot, template), flags)
        return known

    def _slot(self, match: re.Match[str]) -> str:
        if match[1] == "Han":
            return r"[^\W\dA-Za-z_]"  # as good for folded text, and compiled forty times faster than a range
        for words in (self.cues, self.forms, self.furniture, self.speaking):
            if match[1] in words:
                return f"(?:{words[match[1]].pattern})"
        raise KeyError(match[1])

    @cached_property
    def _patterns(self) -> dict[tuple[str, int], re.Pattern[str]]:
        return {}

    @cached_property
    def furniture(self) -> Table:
        return table(self.folder / "page-furniture.csv", "cue")

    @cached_property
    def places(self) -> Places:
        return load_places(self.folder)

    @cached_property
    def bodies(self) -> Bodies:
        return load_bodies(self.folder)

    @cached_property
    def sectors(self) -> Gazetteer[Sector]:
        return load_sectors(self.folder / "sectors.ttl")

    @cached_property
    def instruments(self) -> Gazetteer[str]:
        return load_instruments(self.folder / "instruments.ttl")

    @cached_property
    def posts(self) -> dict[str, str]:
        """The kind of each post, by every wording."""
        return {
            wording: kind
            for post, aliases, kind in rows(self.folder / "posts.csv", "post", "aliases", "kind")
            for wording in (post, *listed(aliases))
        }

    @cached_property
    def post_words(self) -> Words:
        return Words.of(post for post, kind in self.posts.items() if kind != "press")

    @cached_property
    def post_names(self) -> Gazetteer[str]:
        return Gazetteer.of((post, kind) for post, kind in self.posts.items())

    @cached_property
    def press_words(self) -> Words:
        return Words.of(post for post, kind in self.posts.items() if kind == "press")

    @cached_property
    def actions(self) -> dict[str, Action]:
        """What each verb comes to."""
        return load_actions(self.folder / "action-classes.csv")

    @cached_property
    def measure_words(self) -> MeasureWords:
        return load_measure_words(self.folder / "measure-words.csv")

    @cached_property
    def surnames(self) -> Words:
        return Words.of(surname for surname, _ in rows(self.folder / "surnames.csv", "surname", "kind"))


def load(folder: Path | None = None) -> Lexicon:
    """The lexicon that ships with the program, or the one in ``folder``."""
    return Lexicon(folder or resources.ontology_file("cues.csv").parent)
