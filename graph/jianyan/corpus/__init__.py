"""Many documents: which there are, which changed, what they say together, and the output folder that holds them."""

from jianyan.corpus.build import build, remove
from jianyan.corpus.files import find, listed
from jianyan.corpus.folder import settle, store_of
from jianyan.corpus.summary import Note, Skipped, Summary

__all__ = ["Note", "Skipped", "Summary", "build", "find", "listed", "remove", "settle", "store_of"]
