"""Many documents: which there are, which changed, what they say together, and the output folder that holds them."""

from jianyan.corpus.backup import Backup, backup, restore, verify
from jianyan.corpus.build import build, remove, repair
from jianyan.corpus.deep import faults
from jianyan.corpus.difference import Difference, diff
from jianyan.corpus.export import INTO_FOLDER, export
from jianyan.corpus.files import find, listed
from jianyan.corpus.folder import opened_store, settle, store_of
from jianyan.corpus.limits import Limits
from jianyan.corpus.looking import Looking, document, explanation
from jianyan.corpus.opened import Corpus, opened
from jianyan.corpus.redraw import redraw
from jianyan.corpus.summary import Note, Skipped, Summary, ranges

__all__ = [
    "INTO_FOLDER",
    "Backup",
    "Corpus",
    "Difference",
    "Limits",
    "Looking",
    "Note",
    "Skipped",
    "Summary",
    "backup",
    "build",
    "diff",
    "document",
    "explanation",
    "export",
    "faults",
    "find",
    "listed",
    "opened",
    "opened_store",
    "ranges",
    "redraw",
    "remove",
    "repair",
    "restore",
    "settle",
    "store_of",
    "verify",
]
