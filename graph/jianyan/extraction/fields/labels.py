"""Labels of a form, which may be padded with blanks: 案由:, 案  由:, 第 一 提 案 者 :."""

from __future__ import annotations

import re

from jianyan.lexicon import Words


def padded(words: Words) -> str:
    """An alternation of ``words`` for a regular expression, with any blanks between their characters."""
    longest_first = sorted(words.words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s*".join(map(re.escape, word)) for word in longest_first) + ")"
