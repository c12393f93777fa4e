"""What the documents of a corpus say together: the tables that conclusions are counted from, in one SQLite file.

    tables        what the file holds
    contents      documents into the tables, and out again
    conclusions   what is materialised because many conclusions need it: who backs what
    lines         the conclusions as lines of the derived graph
    update        a few documents change: which conclusions change with them

A corpus is counted from scratch by filling the tables and asking for all lines. When a few documents change, only the
keys that they touch are looked at again. Both ways go through the same SQL, so that they give the same lines.
"""

from jianyan.corpus.index.contents import Entry
from jianyan.corpus.index.tables import Index, created, opened

__all__ = ["Entry", "Index", "created", "opened"]
