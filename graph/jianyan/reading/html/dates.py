"""A day as pages write it."""

from __future__ import annotations

from datetime import date

from jianyan.lexicon import Lexicon

_DAY = (
    r"(?<!\d)(?P<y>(?:19|20)\d\d) ?(?:[/.-]|<year>) ?(?P<m>\d{1,2}) ?(?:[/.-]|<month>) ?(?P<d>\d{1,2})(?:<day>|(?!\d))"
)
_TIME = r"T?\d{1,2}(?::|<hour>)\d\d(?:(?::|<minute>)\d\d(?:\.\d+)?<second>?)?(?:[+-]\d\d:?\d\d|Z)?"


class Dates:
    """What the lexicon knows of how days are written, made once for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._day, self._time = lexicon.pattern(_DAY), lexicon.pattern(_TIME)

    def day(self, text: str | None) -> date | None:
        """The first day that ``text`` names; None where it names none, or one that there is not."""
        for found in self._day.finditer(text or ""):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
        return None

    def without(self, text: str) -> str:
        """``text`` without the days and hours in it."""
        return self._time.sub(" ", self._day.sub(" ", text))
