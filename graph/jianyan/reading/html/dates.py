"""A day as pages write it."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d) ?[年/.-] ?(?P<m>\d{1,2}) ?[月/.-] ?(?P<d>\d{1,2})(?:日|(?!\d))")
_TIME = re.compile(r"T?\d{1,2}[:时]\d\d(?:[:分]\d\d(?:\.\d+)?秒?)?(?:[+-]\d\d:?\d\d|Z)?")


def day(text: str | None) -> date | None:
    """The first day that ``text`` names; None where it names none, or one that there is not."""
    for found in _DAY.finditer(text or ""):
        try:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            continue
    return None


def without_days(text: str) -> str:
    """``text`` without the days and hours in it."""
    return _TIME.sub(" ", _DAY.sub(" ", text))
