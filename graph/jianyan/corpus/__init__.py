"""Many documents: which there are, which changed, what they say together, and the output folder that holds them."""

from jianyan.corpus.build import build, remove, repair
from jianyan.corpus.difference import Difference, diff
from jianyan.corpus.export import INTO_FOLDER, export
from jianyan.corpus.files import find, listed
from jianyan.corpus.folder import settle, store_of
from jianyan.corpus.opened import Corpus, opened
from jianyan.corpus.redraw import redraw
from jianyan.corpus.summary import Note, Skipped, Summary

__all__ = [
    "INTO_FOLDER",
    "Corpus",
    "Difference",
    "Note",
    "Skipped",
    "Summary",
    "build",
    "diff",
    "export",
    "find",
    "listed",
    "opened",
    "redraw",
    "remove",
    "repair",
    "settle",
    "store_of",
]
