"""What a measure comes to: its action, its object, and the names and figures in it.

    推动 氢能产业 加快 发展      发展 | 氢能
    加强 职业技能 培训           培训 | 职业技能

Words that only say how (大力), light verbs (加快, 推动) and nouns that add nothing (力度) are left out; synonyms stand
under one name, and so do the names of a place. What is left is compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from jianyan.lexicon import Lexicon
from jianyan.lexicon.measure_words import Action

_JOINED = 4  # words of the tables that jieba cuts in up to so many
_CITED = re.compile(r"《([^《》]{2,80})》")
_FIGURE = re.compile(r"[\d.]+%?|[一二三四五六七八九十百千]+(?=[个年月项家所次倍成]|$)")
_NAME = "\ufffc"  # stands where a place, a figure or a cited text was
_MARK = re.compile(rf"({_NAME})|[\W_]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """Compare :attr:`action` and the names first: where they differ the measures do."""

    action: frozenset[str]  # classes of ontology/action-classes.csv, or a verb that stands for itself
    content: tuple[str, ...]  # what else is left of the words, in their order
    sectors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    figures: tuple[str, ...] = ()
    cites: frozenset[str] = frozenset()
    ordered: bool = False  # the order of the words matters (从…向…)

    @property
    def frame(self) -> tuple[str, ...]:
        """What two measures must have in common to be compared, as text."""
        parts = (self.action, self.places, self.cites)
        return (*("|".join(sorted(part)) for part in parts), "|".join(self.figures))

    @property
    def characters(self) -> str:
        """The content as one text that does not depend on how it is cut; sorted unless the order matters."""
        joined = "".join(self.content)
        return joined if self.ordered else "".join(sorted(joined))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    action: Action | None = None

    @property
    def light(self) -> bool:
        return self.action is not None and self.action.light

    @property
    def acts(self) -> bool:
        return self.action is not None and not self.action.light


def signature(text: str, lexicon: Lexicon) -> Signature:
    """The signature of a measure whose normalised text is ``text``."""
    return lexicon.made(_kept_signatures)(text)


def _kept_signatures(lexicon: Lexicon) -> Callable[[str], Signature]:
    """Those that were asked for last are kept, with the lexicon and no longer: each build loads one of its own."""
    return lru_cache(maxsize=65536)(partial(_signature, lexicon=lexicon))


def _signature(text: str, lexicon: Lexicon) -> Signature:
    cites = frozenset(_CITED.findall(text))
    rest, places = _places(_CITED.sub(_NAME, text), lexicon)
    sectors = frozenset(sector.iri for *_, found in lexicon.sectors.find(text) for sector in found if not sector.theme)
    figures = tuple(sorted(_FIGURE.findall(rest)))
    words = _words(_FIGURE.sub(_NAME, rest), lexicon)
    ordered = any(word.text in lexicon.measure_words.direction for word in words)
    head, content = _parted(words)
    return Signature(head, _lean(content, lexicon), sectors, places, figures, cites, ordered)


def _places(text: str, lexicon: Lexicon) -> tuple[str, frozenset[str]]:
    """The text with a mark in place of each place name, and which places they are."""
    found = set()
    for start, end, entries in reversed(list(lexicon.places.gazetteer.find(text))):
        if len(entries) == 1 and not entries[0].ambiguous:
            found.add(entries[0].place.code or entries[0].place.name)
            text = f"{text[:start]}{_NAME}{text[end:]}"
    return text, frozenset(found)


def _words(text: str, lexicon: Lexicon) -> list[_Word]:
    """The words that say something, each with the class of its action."""
    tables, actions, known = lexicon.measure_words, lexicon.actions, lexicon.made(_known)
    found: list[_Word] = []
    for piece in filter(None, _MARK.split(text)):
        cut: list[str] = []
        for word in lexicon.cutter.cut(piece, hmm=False):
            cut += _split(word, lexicon) if len(word) > 2 else (word,)
        at = 0
        while at < len(cut):
            for count in range(min(_JOINED, len(cut) - at), 1, -1):
                word = "".join(cut[at : at + count])
                if word in known:
                    break
            else:
                count, word = 1, cut[at]
            at += count
            if word not in tables.filler:
                found += [_Word(part, actions.get(part)) for part in tables.synonym.get(word, (word,))]
    return found


def _known(lexicon: Lexicon) -> frozenset[str]:
    """The words of the tables, which stay whole."""
    tables = lexicon.measure_words
    return frozenset((*lexicon.actions, *tables.filler, *tables.generic, *tables.synonym, *tables.direction))


def _split(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """大力发展 and 人才培养 are one word each for jieba, and two for us."""
    for i in range(1, len(word) - 1):
        head, tail = word[:i], word[i:]
        if tail in lexicon.actions and (i > 1 or head in lexicon.measure_words.filler):
            return head, tail
    return (word,)


def _parted(words: list[_Word]) -> tuple[frozenset[str], list[_Word]]:
    """The classes of the action, and the words that are its object."""
    first = 0
    while first < len(words) and words[first].light:
        first += 1
    last = first
    while last < len(words) and words[last].acts:
        last += 1
    if last > first:  # 建立…, 加快|建设…
        return _classes(words[first:last]), words[last:]
    end = len(words)
    while end > first and words[end - 1].acts:
        end -= 1
    if end < len(words):  # 加强…|监管, 推动…加快|发展
        return _classes(words[end:]), words[first:end]
    acting = next((word for word in words[first:] if word.acts), None)
    if acting:  # 鼓励|企业|设立…
        return _classes([acting]), [word for word in words[first:] if word is not acting]
    return _classes(words[:1] if first else []), words[first:]


def _classes(words: list[_Word]) -> frozenset[str]:
    """融合|发展 is 融合: a nominal action counts only by itself."""
    actions = [word.action for word in words if word.action]
    return frozenset(action.name for action in actions if not action.nominal) or frozenset(a.name for a in actions)


def _lean(words: list[_Word], lexicon: Lexicon) -> tuple[str, ...]:
    """The object without light verbs at either end, nominal ones and nouns that add nothing. A light verb within is
    part of a name: 就业|支持|政策 is another thing than 就业|政策."""
    generic = lexicon.measure_words.generic
    named = [word for word in words if word.text != _NAME and not (word.action and word.action.nominal)]
    lean = _stripped([word for word in named if word.text not in generic]) or _stripped(named)
    return tuple(word.action.name if word.action else word.text for word in lean)


def _stripped(words: list[_Word]) -> list[_Word]:
    while words and words[-1].light:
        words = words[:-1]
    while words and words[0].light:
        words = words[1:]
    return words
