"""Which wordings are one measure.

Wordings are compared only within a block: those with the same action, places, figures and cited texts, and the same
longest word of the object. There, those with the same object are one measure; those whose objects differ
in one word are where the two words are near enough (:data:`NEAR`). A wording joins a measure only if it goes with
every wording that is in it, so that A ~ B ~ C does not make A and C one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from jianyan.corpus.sameness.decisions import Decisions
from jianyan.corpus.sameness.facts import Wording
from jianyan.corpus.sameness.signature import Signature, signature
from jianyan.lexicon import Lexicon
from jianyan.model import Ground, Merge

NEAR = 80.0
"""Two words are near from this similarity on (normalised Indel, 0 to 100); chosen on tests/pairs."""
_SHORT = 2  # words of an object that is too general to be the same in different sectors
_NOBODY = Decisions()


def block(text: str, lexicon: Lexicon) -> str:
    """The key of the block that the measure with this normalised text is compared in. It depends on the text alone;
    texts with different keys are never taken for one measure."""
    found = signature(text, lexicon)
    return "\x1f".join((*found.frame, _anchor(found)))


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
        keys = list(_keys(item))
        candidates = dict.fromkeys(i for key in keys for i in homes[key])
        home, ground = _home(item, candidates, clusters, lexicon, decisions)
        if ground is None:
            home = len(clusters)
            clusters.append([item])
        else:
            clusters[home].append(item)
            found.append(_merge(clusters[home][0], item, ground, lexicon))
        for key in keys:
            homes[key].append(home)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Item:
    wording: Wording
    signature: Signature


def _by_length(wording: Wording) -> tuple[int, str]:
    return len(wording.text), wording.text


def _keys(item: _Item) -> Iterator[str]:
    """What two wordings share that may be one measure: the object without any one of its words."""
    content = sorted(item.signature.content)
    yield item.signature.characters
    for i in range(len(content)):
        yield "\x1f".join((*content[:i], "", *content[i + 1 :]))


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
    pair = _differing(a.content, b.content)
    if pair and frozenset(pair) not in lexicon.measure_words.contrast and fuzz.ratio(*pair) >= NEAR:
        return Ground.NEAR_OBJECT
    return None


def _differing(a: Sequence[str], b: Sequence[str]) -> tuple[str, str] | None:
    """The one word of each that the other does not have; None where it is not one each."""
    only_a, only_b = list(a), list(b)
    for word in b:
        if word in only_a:
            only_a.remove(word)
            only_b.remove(word)
    return (only_a[0], only_b[0]) if len(only_a) == len(only_b) == 1 else None


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
    said = "＋".join((*sorted(a.action), *sorted(s.rpartition("/")[2] for s in a.sectors), *sorted(a.places), *shared))
    pair = _differing(a.content, b.content)
    return f"{said}（{pair[0]}≈{pair[1]}）" if pair else said
