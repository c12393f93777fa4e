"""Characters of a PDF as they are usually written.

Fonts draw a character and the radical of the same shape with one picture, and many programs write the radical's number
into the file: ⼀ for 一, ⺠ for 民. A search for the word finds nothing then, so these few kinds of characters, and no
others, are put back.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# CJK Radicals Supplement has no decompositions in Unicode; the unified characters of the same shape are these.
_RADICALS = dict(
    zip(
        "⺁⺅⺇⺉⺋⺎⺏⺐⺒⺓⺔⺖⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺥⺦⺨⺩⺫⺬⺭⺮⺯⺱⺲⺴⺵⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂亻几刂㔾兀尣尢巳幺彑忄扌攵旡月歺母民氵氺灬爫丬犭王罒示礻竹糹罓罒网罒羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶阝钅長镸长门阝雨青韦页风飞食飠飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜龟龟",
        strict=True,
    )
)
_LIGATURES = range(0xFB00, 0xFB07)


def _is_compatible(code: int) -> bool:
    return 0x2F00 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F or code in _LIGATURES


@lru_cache(4096)
def usual(code: int) -> str:
    """The character with the number ``code``, as it is usually written.

    >>> [usual(ord(char)) for char in "⼀⺠⻓豈ﬁ，Ａ"]
    ['一', '民', '长', '豈', 'fi', '，', 'Ａ']
    """
    char = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    if _is_compatible(code):
        return unicodedata.normalize("NFKC", char)
    return _RADICALS.get(char, char)


def is_unknown(char: str) -> bool:
    """Whether nobody can tell what a character means: its font gave it none, or a number of its own."""
    code = ord(char[0])
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code < 0x20


def is_wide(char: str) -> bool:
    """Whether a character is Chinese, or punctuation that is written as wide: no blank stands beside it at a line's
    end.

    >>> [is_wide(char) for char in "建，《“a1"]
    [True, True, True, True, False, False]
    """
    return unicodedata.east_asian_width(char) in "WFA" and not char.isdigit()
