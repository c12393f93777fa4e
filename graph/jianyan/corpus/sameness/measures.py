"""Which wordings are one measure.

Wordings are compared only within a block: those with the same action, places, figures and cited texts, and the same
longest word of the object. There, those with the same object are one measure. So are those whose objects differ in one
word, where the two words are near enough (:data:`NEAR`), or where one object has a word more than the other and both
are long enough for it not to matter (:data:`ALIKE`). A wording joins a measure only if it goes with
every wording that is in it, so that A ~ B ~ C does not make A and C one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jianyan.corpus.sameness.decisions import Decisions
from jianyan.corpus.sameness.facts import Wording
from jianyan.corpus.sameness.signature import Signature, signature
from jianyan.lexicon import Lexicon, MeasureWords
from jianyan.model import Ground, Merge

NEAR = 80.0
"""Two words are near from this similarity on (normalised Indel, 0 to 100); chosen on tests/pairs."""
ALIKE = 90.0
"""Two objects of which one has a word more are near from this similarity on; chosen on tests/pairs."""
_SEPARATOR = "\x1f"
_SHORT = 2  # words of an object that is too general to be the same in different sectors
_NOBODY = Decisions()


def block(text: str, lexicon: Lexicon) -> str:
    """The key of the block that the measure with this normalised text is compared in. It depends on the text alone;
    texts with different keys are never taken for one measure."""
    found = signature(text, lexicon)
    return _SEPARATOR.join((*found.frame, _anchor(found)))


def _anchor(found: Signature) -> str:
    """The longest word of the object; the first by code point of several."""
    return min(found.content, key=lambda word: (-len(word), word), default="")


def merges(wordings: Iterable[Wording], lexicon: Lexicon, decisions: Decisions = _NOBODY) -> list[Merge]:
    """What is one measure among the wordings of one block, sorted; the same whatever their order. What was decided to
    be apart is, what was decided to be the same is left to :func:`~jianyan.corpus.sameness.decisions.joined`.

    The shortest wording of a measure is its name (``canonical``), the first by code point of several.
    """
    items = [_Item(wording, signature(wording.text, lexicon)) for wording in sorted(set(wordings), key=_by_length)]
    clusters: list[list[_Item]] = []
    homes: dict[str, list[int]] = defaultdict(list)
    found: list[Merge] = []
    for item in items:
        kept, asked = _keys(item)
        candidates = {i for key in asked for i in homes.get(key, ())}
        home, ground = _home(item, candidates, clusters, lexicon, decisions)
        if ground is None:
            home = len(clusters)
            clusters.append([item])
        else:
            clusters[home].append(item)
            found.append(_merge(clusters[home][0], item, ground, lexicon))
        for key in kept:
            homes[key].append(home)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Item:
    wording: Wording
    signature: Signature


def _by_length(wording: Wording) -> tuple[int, str]:
    return len(wording.text), wording.text


def _keys(item: _Item) -> tuple[set[str], set[str]]:
    """Under which keys an item is kept, and under which it looks for others that it may be one with. So each meets but
    those that it differs from in one word: the deletions of the symmetric delete algorithm (SymSpell, Garbe 2012), of
    words from the object and of characters from a word."""
    content = sorted(item.signature.content)
    both = {item.signature.characters}
    kept, asked = {f"={_SEPARATOR.join(content)}"}, {f"-{_SEPARATOR.join(content)}"}
    for i, word in enumerate(content):
        rest = _SEPARATOR.join((*content[:i], *content[i + 1 :]))
        kept.add(f"-{rest}")
        asked.add(f"={rest}")
        both.update(f"~{rest}~{word[:at]}{word[at + 1 :]}" for at in range(len(word)))
        both.add(f"~{rest}~{word}")
    return kept | both, asked | both


def _home(
    item: _Item, candidates: Iterable[int], clusters: Sequence[Sequence[_Item]], lexicon: Lexicon, decisions: Decisions
) -> tuple[int, Ground | None]:
    """The first cluster that takes the item, and on what ground; the surest ground first."""
    best: tuple[int, int, Ground] | None = None
    for home in candidates:
        grounds = [_ground(item, other, lexicon, decisions) for other in clusters[home]]
        if None in grounds:
            continue
        weakest = max((ground for ground in grounds if ground), key=_ORDER.index)
        if best is None or (_ORDER.index(weakest), home) < best[:2]:
            best = (_ORDER.index(weakest), home, weakest)
    return (best[1], best[2]) if best else (-1, None)


_ORDER = (Ground.SAME_OBJECT, Ground.NEAR_OBJECT)


def _ground(a: _Item, b: _Item, lexicon: Lexicon, decisions: Decisions) -> Ground | None:
    """On what ground two wordings are one measure; None where they are not."""
    if decisions.parted(a.wording.text, b.wording.text):
        return None
    if a.signature.frame != b.signature.frame or not _sectors_agree(a, b):
        return None
    return ground(a.signature, b.signature, lexicon)


def ground(a: Signature, b: Signature, lexicon: Lexicon) -> Ground | None:
    """On what ground two measures with these signatures are the same; None where they are not."""
    if a.frame != b.frame or a.ordered != b.ordered or not a.content:
        return None
    if a.characters == b.characters:
        return Ground.SAME_OBJECT
    if a.ordered or (a.sectors and b.sectors and a.sectors.isdisjoint(b.sectors)):
        return None
    return Ground.NEAR_OBJECT if _near(a.content, b.content, lexicon.measure_words) else None


def _near(a: Sequence[str], b: Sequence[str], words: MeasureWords) -> bool:
    """Whether two objects that are not the same differ in no more than one word that does not matter."""
    from rapidfuzz import fuzz  # 12 ms, which a text by itself need not spend

    only_a, only_b = _differing(a, b)
    if len(only_a) > 1 or len(only_b) > 1 or not words.telling.isdisjoint(only_a + only_b):
        return False
    if only_a and only_b:
        pair = only_a[0], only_b[0]
        return frozenset(pair) not in words.contrast and fuzz.ratio(*pair) >= NEAR
    return fuzz.ratio("".join(a), "".join(b)) >= ALIKE


def _differing(a: Sequence[str], b: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of each that the other does not have."""
    only_a, only_b = list(a), list(b)
    for word in b:
        if word in only_a:
            only_a.remove(word)
            only_b.remove(word)
    return only_a, only_b


def _sectors_agree(a: _Item, b: _Item) -> bool:
    """Whether what headings above them are about lets two wordings be one: a general measure (加大扶持) is another
    one in another sector."""
    one, other = a.wording.inherited, b.wording.inherited
    if a.signature.sectors or one == other:
        return True
    if one and other:
        return not one.isdisjoint(other)
    return min(len(a.signature.content), len(b.signature.content)) > _SHORT


def _merge(canonical: _Item, alias: _Item, on: Ground, lexicon: Lexicon) -> Merge:
    return Merge(
        "measure", alias.wording.text, canonical.wording.text, on, reason(canonical.signature, alias.signature)
    )


def reason(a: Signature, b: Signature) -> str:
    """What two signatures share and where they differ, in words of the texts."""
    shared = [word for word in a.content if word in b.content]
    said = "＋".join((*sorted(a.action), *shared, *a.figures, *sorted(a.cites)))
    only_a, only_b = ("".join(words) for words in _differing(a.content, b.content))
    return f"{said}（{only_a}≈{only_b}）" if only_a or only_b else said
