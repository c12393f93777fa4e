"""Many documents: which there are, which changed, and the output folder that holds them."""

from jianyan.corpus.build import build
from jianyan.corpus.files import find
from jianyan.corpus.folder import settle
from jianyan.corpus.redraw import redraw
from jianyan.corpus.summary import Note, Summary

__all__ = ["Note", "Summary", "build", "find", "redraw", "settle"]
