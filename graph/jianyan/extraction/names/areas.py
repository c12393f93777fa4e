"""The area that a body's name begins with: a place, 省 for the text's own, or a place unknown to us."""

from __future__ import annotations

from dataclasses import dataclass

from jianyan.extraction.names.body_index import BodyIndex
from jianyan.extraction.names.places import Named

_LEVEL = r"(?P<ours><areaOurs>?)(?P<level><areaMark>|<bannerMark>|<autonomous>|<areaSpecial>)$"
_LONGEST_LEVEL = 4  # 我自治区
_LONGEST_STEM = 3  # code points; a longer word may be a name with what follows it
_PROPER = ("nr", "ns", "nz", "nrt", "nt")
_HAN = ("\u3400", "\u9fff")


@dataclass(frozen=True, slots=True)
class Level:
    """A level word before an organ (我|省), with where it begins."""

    start: int
    ours: str  # 我, 本, 全, 各 or nothing
    word: str


@dataclass(frozen=True, slots=True)
class Areas:
    """The place names of a text, by where they begin and end."""

    found: BodyIndex
    starting: dict[int, Named]
    ending: dict[int, Named]

    def name(self, named: Named) -> str:
        """The official name of a place; of several the one in the text's own province."""
        places = sorted(named.places, key=lambda place: place.code or "")
        return next(filter(self.found.home.holds, places), places[0]).name

    def is_unknown(self, start: int, end: int, name: str) -> bool:
        """Whether ``name``, which :meth:`before` read at ``start``..``end``, is an area that no table has (清川市)."""
        written = self.found.prepared.text[start:end]
        cues = self.found.lexicon.cues
        if name != written or len(name) <= 2 or start in self.starting:
            return False
        of_body = self.found.prepared.tag_at(start) == "nt"  # 共青团|市委
        return not of_body and name not in cues["autonomous"] and name not in cues["national"]

    def level_before(self, at: int, longest: int = _LONGEST_LEVEL) -> Level | None:
        """The level word that ends at ``at``."""
        text, low = self.found.prepared.text, max(0, at - longest)
        level = self.found.lexicon.pattern(_LEVEL).search(text, low, at)
        return Level(level.start(), level["ours"], level["level"]) if level else None

    def before(self, at: int) -> tuple[int, str] | None:
        """Where the area that ends at ``at`` begins, and its name; None if none does."""
        text, home = self.found.prepared.text, self.found.home
        named = self.ending.get(at)
        if named and not named.natural:
            return named.start, self.name(named)
        if n := self.found.lexicon.cues["national"].ending(text, 0, at):
            return at - n, text[at - n : at]
        level = self.level_before(at)
        if level is None:
            return None
        unknown = None if level.ours else self._unknown_before(at - len(level.word))
        if unknown is not None:
            return unknown, text[unknown:at]
        if level.ours == "各":
            return None
        area = home.meant_by(level.word)
        return level.start, area.name if area else level.word

    def _unknown_before(self, at: int) -> int | None:
        """Where an unknown proper name that ends at ``at`` begins (清川|市政协); None if none does."""
        prepared = self.found.prepared
        words = prepared.words(0, at)
        if not words or not _HAN[0] <= prepared.text[at - 1] <= _HAN[1]:
            return None
        last = words[-1]
        start = prepared.starts[last]
        is_name = prepared.ends[last] == at and prepared.tags[last] in _PROPER and at - start >= 2
        if is_name and at - start > _LONGEST_STEM and self.found.lexicon.cues["notInName"].ending(prepared.text, 0, at):
            return None  # 吴一诺受|省政府委托
        return start if is_name and self.found.free(start, at) else None
