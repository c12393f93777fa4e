"""Who backs what, and which sectors a measure concerns, over all documents: by canonical things, each pair once.

Most conclusions are counted from these two tables.
"""

from __future__ import annotations

from collections.abc import Iterable

from jianyan.corpus.index.tables import Index

CANONICAL = "coalesce((SELECT canonical FROM merged WHERE alias = {0}), {0})"
"""What the thing in a column is merged into, the thing itself where into nothing."""
_BACKS = f"""INSERT OR IGNORE INTO backs
SELECT DISTINCT {CANONICAL.format("x.backer")}, {CANONICAL.format("x.measure")}, x.body FROM backing x"""
_CONCERNS = f"""INSERT OR IGNORE INTO concerns
SELECT DISTINCT {CANONICAL.format("x.measure")}, x.sector FROM about x"""
_OF_MEMBERS = """
JOIN stated s ON s.document = x.document AND s.measure = x.measure
WHERE s.measure IN (SELECT id FROM member)"""


def conclude_all(index: Index) -> None:
    """Fill the tables of a new file."""
    index.sql.execute(_BACKS)
    index.sql.execute(_CONCERNS)
    index.concluded()


def conclude(index: Index, measures: Iterable[int]) -> None:
    """Fill them again for ``measures``, which are canonical."""
    index.ask_for((measure, 0) for measure in measures)
    for table, filled in (("backs", _BACKS), ("concerns", _CONCERNS)):
        index.sql.execute(f"DELETE FROM {table} WHERE measure IN (SELECT id FROM key)")
        index.sql.execute(filled + _OF_MEMBERS)
