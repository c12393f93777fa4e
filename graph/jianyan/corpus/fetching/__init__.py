"""Addresses as inputs: fetched once, politely and within bounds, and kept so that a build can be repeated offline."""

from jianyan.corpus.fetching.fetch import Limits
from jianyan.corpus.fetching.kept import FOLDER, forget, sources

__all__ = ["FOLDER", "Limits", "forget", "sources"]
