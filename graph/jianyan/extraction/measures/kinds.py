"""What a clause may do, and what is found of one.

=========  =============================================  ======================
ACTION     (adverbs) (在/对/将 … ) verb object             加快建设国家级产业园
WEAK       like ACTION, but only jieba calls it a verb     蓄好水源
LEAD       how, where, on what ground; an action follows   以产业园为抓手,|…
TAIL       to what effect, behind an action                …,|带动群众增收
TARGET     a figure that the action before is to reach     …,|力争覆盖率达到90%
BARE       a verb without an object of its own             …,|每三年更新一次
OTHER      anything else
=========  =============================================  ======================
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    ACTION = "action"
    WEAK = "weak"
    LEAD = "lead"
    TAIL = "tail"
    TARGET = "target"
    BARE = "bare"
    OTHER = "other"


ACTION, WEAK, LEAD, TAIL, TARGET, BARE, OTHER = Kind  # Kind.ACTION takes four times as long as a name
ACTS = (ACTION, WEAK, BARE)  # there is a verb that may state something


class Predicate(NamedTuple):
    kind: Kind
    verb: int = -1  # where the verb stands; -1 if there is none
    verb_end: int = -1
    negated: bool = False


class Clause(NamedTuple):
    """One clause: all positions are code points of the document."""

    kind: Kind
    start: int  # where its statement would begin: behind list marks, urging words, the actor
    end: int
    verb: int = -1  # where the verb stands; -1 if there is none
    verb_end: int = -1
    whole: int = -1  # where the clause itself begins
    urged: bool = False  # 要, 应, 建议 … stand before the action
    actor: tuple[int, int] | None = None  # who is to act, where named at the head
    past: bool = False  # 已…, …了
    negated: bool = False
    done: bool = False  # 已, 已经 stand before the action
