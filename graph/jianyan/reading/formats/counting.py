"""Numbers as lists write them: 3 as 三, ③, iii, c or 丙."""

from __future__ import annotations

from collections.abc import Callable

from jianyan.lexicon import Lexicon

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip

LARGEST = 9999
"""Beyond it, and below 1, numbers are written in digits."""


def chinese(n: int, digits: str, units: str, *, short: bool = True) -> str:
    """
    >>> [chinese(n, "零一二三四五六七八九", "十百千") for n in (1, 10, 12, 20, 105, 110, 2024)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十', '二千零二十四']

    ``short``: 10 to 19 without their one, 十二 rather than 一十二.
    """
    said, gap = "", False
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if digit:
            said += (digits[0] if gap and said else "") + digits[digit] + (units[power - 1] if power else "")
        gap = not digit
    one_ten = digits[1] + units[0]
    return said[1:] if short and n < 20 and said.startswith(one_ten) else said


def digit_by_digit(n: int, digits: str) -> str:
    """
    >>> digit_by_digit(2024, "〇一二三四五六七八九")
    '二〇二四'
    """
    return "".join(digits[int(digit)] for digit in str(n))


def roman(n: int) -> str:
    """
    >>> roman(1994)
    'MCMXCIV'
    """
    said = ""
    for value, letters in _ROMAN:
        said += letters * (n // value)
        n %= value
    return said


def letters(n: int) -> str:
    """A, B … Z, AA, BB …, as word processors count.

    >>> [letters(n) for n in (1, 26, 27)]
    ['A', 'Z', 'AA']
    """
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def circled(n: int) -> str:
    """
    >>> [circled(n) for n in (1, 20, 21, 51)]
    ['①', '⑳', '㉑', '51']
    """
    for last, first in ((20, 0x2460), (35, 0x3251 - 20), (50, 0x32B1 - 35)):
        if n <= last:
            return chr(first + n - 1)
    return str(n)


def full_width(n: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(n))


def _cycle(of: str) -> Callable[[int], str]:
    return lambda n: of[(n - 1) % len(of)]


class Counting:
    """The ways to write a number; those with Chinese characters by the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        of = lexicon.numerals
        digits, units = of["digits"], of["units"]
        self._written: dict[str, Callable[[int], str]] = {
            "chinese": lambda n: chinese(n, digits, units),
            "capital": lambda n: chinese(n, of["capitals"], of["capitalUnits"], short=False),
            "digits": lambda n: digit_by_digit(n, of["listDigits"]),
            "circled": circled,
            "bracketed": lambda n: chr(0x2474 + n - 1) if n <= 20 else f"({n})",
            "dotted": lambda n: chr(0x2488 + n - 1) if n <= 20 else f"{n}.",
            "bracketed-chinese": lambda n: chr(0x3220 + n - 1) if n <= 10 else f"（{chinese(n, digits, units)}）",
            "full-width": full_width,
            "upper-roman": roman,
            "lower-roman": lambda n: roman(n).lower(),
            "upper-letter": letters,
            "lower-letter": lambda n: letters(n).lower(),
            "stems": _cycle(of["stems"]),
            "branches": _cycle(of["branches"]),
            "padded": lambda n: f"{n:02}",
        }
        ways = ("chinese", "capital", "circled", "stems", "branches", "full-width")
        self._ways = {self._written[way](1): way for way in ways}

    def written(self, n: int, way: str) -> str:
        """``n`` in a way of the table above; in digits where there is no such way.

        >>> from jianyan.lexicon import load
        >>> count = Counting(load())
        >>> [count.written(3, way) for way in ("chinese", "capital", "circled", "lower-roman", "stems", "")]
        ['三', '叁', '③', 'iii', '丙', '3']
        """
        write = self._written.get(way)
        return write(n) if write and 1 <= n <= LARGEST else str(n)

    def way_of(self, sample: str) -> str:
        """The way in which ``sample`` writes 1 (一, 壹, ①, 甲, 子, １); empty for another."""
        return self._ways.get(sample, "")
