"""What extraction knows before it reads: the tables and concept schemes of ``ontology/``.

Each part is loaded when it is first asked for, so that a command which needs none of them
does not pay for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from jianyan import resources
from jianyan.errors import LexiconError
from jianyan.lexicon.bodies import Bodies, Organ, Party, load_bodies
from jianyan.lexicon.concepts import Sectors, load_instruments, load_sectors
from jianyan.lexicon.confidence import Confidence, Ground, load_confidence
from jianyan.lexicon.gazetteer import Gazetteer
from jianyan.lexicon.measure_words import Action, MeasureWords, load_actions, load_measure_words
from jianyan.lexicon.openings import Openings
from jianyan.lexicon.places import Entry, Places, load_places
from jianyan.lexicon.tables import Folders, listed
from jianyan.lexicon.user_words import UserWord, load_user_words
from jianyan.lexicon.words import Table, Words, table
from jianyan.model import Body, Sector

__all__ = [
    "SPEAKING",
    "Action",
    "Bodies",
    "Confidence",
    "Entry",
    "Gazetteer",
    "Ground",
    "Lexicon",
    "MeasureWords",
    "Openings",
    "Organ",
    "Party",
    "Places",
    "Table",
    "Words",
    "load",
]

_FILES = (
    "bodies.csv", "body-suffixes.csv", "cppcc-committees.csv", "cppcc-sectors.csv", "organs.csv",
    "place-abbreviations.csv", "place-groups.csv", "places.csv", "posts.csv", "surnames.csv",
    "confidence.csv", "cues.csv", "document-words.csv", "form-words.csv", "page-furniture.csv", "page-markup.csv",
    "speaking-verbs.csv", "verbs.csv",
    "action-classes.csv", "measure-words.csv",
    "instruments.ttl", "sectors.ttl",
)  # fmt: skip

_REGIONS = ("71", "8")  # what the codes of Taiwan, Hong Kong and Macau begin with (GB/T 2260)
_PUBLIC = ("department", "government", "peoplesCongress", "court")
_SOCIETIES = ("party", "massOrganization", "chamber")
_SHORTEST_FORM = 3  # code points of a society's name without the region's: 民主党

SPEAKING = ("oppose", "propose", "support", "say")
"""The kinds of verbs of speaking."""

_NUMERALS = ("digits", "units", "capitals", "capitalUnits", "listDigits", "stems", "branches")

T = TypeVar("T")

_SLOT = re.compile(r"(?<!\(\?P)<(padded )?([a-zA-Z]+)>")  # not the name of a group


@dataclass(frozen=True)
class Lexicon:
    """The knowledge in ``folder``, and what a user adds to it in ``added``. Raises LexiconError, naming file and
    line, when a part that is asked for breaks its format."""

    folder: Path
    added: Path | None = None

    @cached_property
    def folders(self) -> Folders:
        return Folders(self.folder, self.added)

    @cached_property
    def version(self) -> str:
        """The first 16 hex digits of the SHA-256 of all the files: another lexicon, another reading."""
        digest = hashlib.sha256()
        for path in [self.folder / name for name in _FILES] + added_files(self.added):
            digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
        return digest.hexdigest()[:16]

    @cached_property
    def verbs(self) -> Table:
        known = table(self.folders, "verbs.csv", "verb")
        if verbs := [word.word for word in self.user_words if word.tag.startswith("v")]:
            known["action"] = Words.of((*known["action"].words, *verbs))
        return known

    @cached_property
    def user_words(self) -> tuple[UserWord, ...]:
        return load_user_words(self.folders)

    @cached_property
    def cutter(self) -> Any:  # the package ships no types
        """What cuts text into words as jieba does (``cut``, ``tag``), with the user's words."""
        import rjieba

        if not self.user_words:
            return rjieba
        cutter = rjieba.Jieba()
        for word in self.user_words:
            cutter.add_word(word.word, word.frequency, word.tag)
        return cutter

    @cached_property
    def speaking(self) -> Table:
        return table(self.folders, "speaking-verbs.csv", "verb")

    @cached_property
    def speaking_opens(self) -> re.Pattern[str]:
        """The characters that verbs of speaking begin with."""
        first = {char for words in self.speaking.values() for char in words.opening}
        return re.compile(f"[{re.escape(''.join(sorted(first)))}]")

    @cached_property
    def speaking_kinds(self) -> Openings:
        """Which kinds of verbs of speaking may begin at a place: a bit for each of :data:`SPEAKING`, in its order."""
        return Openings((1 << i, self.speaking[kind]) for i, kind in enumerate(SPEAKING))

    @cached_property
    def cues(self) -> Table:
        return table(self.folders, "cues.csv", "cue")

    @cached_property
    def forms(self) -> Table:
        return table(self.folders, "form-words.csv", "word")

    def pattern(self, template: str, flags: int = 0) -> re.Pattern[str]:
        """A regular expression in which ``<kind>`` stands for any word of that kind (of cues, form words, page
        furniture, verbs of speaking or words of documents), ``<padded kind>`` for one that may be padded with blanks,
        and ``<Han>`` for one Chinese character.

        Compiled once for a lexicon. Raises KeyError for a kind that no table has."""
        known = self._patterns.get((template, flags))
        if known is None:
            known = self._patterns[template, flags] = re.compile(_SLOT.sub(self._slot, template), flags)
        return known

    def _slot(self, match: re.Match[str]) -> str:
        padded, kind = match.groups()
        if kind == "Han":
            return r"[^\W\dA-Za-z_]"  # as good for folded text, and compiled forty times faster than a range
        for words in (self.cues, self.forms, self.furniture, self.speaking, self.documents):
            if kind in words:
                return f"(?:{words[kind].padded if padded else words[kind].pattern})"
        raise KeyError(kind)

    @cached_property
    def _patterns(self) -> dict[tuple[str, int], re.Pattern[str]]:
        return {}

    def made(self, kind: Callable[[Lexicon], T]) -> T:
        """What ``kind`` makes of this lexicon, made when it is first asked for."""
        known: T | None = self._made.get(kind)
        if known is None:
            known = self._made[kind] = kind(self)
        return known

    @cached_property
    def _made(self) -> dict[object, Any]:
        return {}

    @cached_property
    def furniture(self) -> Table:
        return table(self.folders, "page-furniture.csv", "cue")

    @cached_property
    def documents(self) -> Table:
        """What documents write where no format says it: units of days, numbers of pages, names of styles."""
        return table(self.folders, "document-words.csv", "cue")

    @cached_property
    def numerals(self) -> dict[str, str]:
        """The characters that numbers are written with, in their order, by the kinds of ``document-words.csv``; a
        user's before those that ship."""
        rows = self.folders.rows("document-words.csv", "cue", "kind")
        return {kind: cue for cue, kind in rows if kind in _NUMERALS}

    @cached_property
    def markup(self) -> Table:
        """What pages call things in their markup: names of meta elements, parts of classes."""
        return table(self.folders, "page-markup.csv", "cue")

    @cached_property
    def meta_names(self) -> dict[str, tuple[str, ...]]:
        """The names of meta elements by what they say (``metaTitle`` …), the surest first."""
        found: dict[str, list[str]] = {}
        for name, kind in self.folders.rows("page-markup.csv", "cue", "kind"):
            if kind.startswith("meta"):
                found.setdefault(kind, []).append(name)
        return {kind: tuple(names) for kind, names in found.items()}

    @cached_property
    def places(self) -> Places:
        return load_places(self.folders)

    @cached_property
    def bodies(self) -> Bodies:
        return load_bodies(self.folders, [w.word for w in self.user_words if w.tag == "nt"])

    @cached_property
    def regional_bodies(self) -> dict[str, Gazetteer[Body]]:
        """The public bodies and the societies of Hong Kong, Macau and Taiwan by their names, and by what they are
        called there (卫生署, 民主党); by the code of the region."""
        found: dict[str, list[tuple[str, Body]]] = {}
        for name, kind, code in self.folders.rows("bodies.csv", "name", "kind", "place"):
            if not code.startswith(_REGIONS) or kind not in (*_PUBLIC, *_SOCIETIES):
                continue
            shortest = _SHORTEST_FORM if kind in _SOCIETIES else 1
            region = [place for place, entries in self.places.gazetteer.names.items() if entries[0].place.code == code]
            (body, *_) = self.bodies.fixed.names[name]
            forms = (
                form.removeprefix(head) for form in (name, *body.aliases) for head in region if form.startswith(head)
            )
            found.setdefault(code, []).extend((form, body) for form in (name, *body.aliases) if form)
            ends = self.bodies.suffixes  # 总商会 ends many a name
            found[code].extend((form, body) for form in forms if len(form) >= shortest and form not in ends)
        return {code: Gazetteer.of(pairs) for code, pairs in found.items()}

    @cached_property
    def regional_names(self) -> Gazetteer[str]:
        """The names in :attr:`regional_bodies` that are long enough to tell a region by, each with its codes."""
        bodies = self.regional_bodies
        names = ((form, code) for code, found in bodies.items() for form in found.names)
        return Gazetteer.of((form, code) for form, code in names if len(form) >= _SHORTEST_FORM)

    @cached_property
    def _sectors(self) -> Sectors:
        return load_sectors(self.folders)

    @property
    def sectors(self) -> Gazetteer[Sector]:
        return self._sectors.gazetteer

    @property
    def sector_hints(self) -> frozenset[str]:
        """The wordings of sectors that name none: things of the field (码头, 航线)."""
        return self._sectors.hints

    @cached_property
    def instruments(self) -> Gazetteer[str]:
        return load_instruments(self.folders)

    @cached_property
    def posts(self) -> dict[str, str]:
        """The kind of each post, by every wording."""
        return {
            wording: kind
            for post, aliases, kind in self.folders.rows("posts.csv", "post", "aliases", "kind")
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
        return load_actions(self.folders)

    @cached_property
    def measure_words(self) -> MeasureWords:
        return load_measure_words(self.folders)

    @cached_property
    def confidence(self) -> Confidence:
        return load_confidence(self.folders)

    @cached_property
    def surnames(self) -> Words:
        return Words.of(surname for surname, _ in self.folders.rows("surnames.csv", "surname", "kind"))


def load(folder: Path | None = None, added: Path | None = None) -> Lexicon:
    """The lexicon that ships with the program, or the one in ``folder``; with what the user adds in ``added``.

    Raises LexiconError for an ``added`` that is no folder, or that holds a table of another name than ours."""
    added_files(added)
    return Lexicon(folder or resources.ontology_file("cues.csv").parent, added)


def added_files(added: Path | None) -> list[Path]:
    """The files of a user's folder that are read, sorted by name."""
    if added is None:
        return []
    if not added.is_dir():
        raise LexiconError(added.as_posix(), en="there is no such folder", zh="没有这个文件夹")
    found = sorted(path for path in added.iterdir() if path.suffix in (".csv", ".ttl", ".txt"))
    for path in found:
        if path.suffix != ".txt" and path.name not in _FILES:
            known = ", ".join(_FILES)
            raise LexiconError(
                path.as_posix(),
                en=f"the lexicon has no file of this name; there are {known}, and *.txt as jieba's user dictionaries",
                zh=f"词库没有这个名称的文件；可用 {known}，以及 jieba 用户词典格式的 *.txt",
            )
    return found
