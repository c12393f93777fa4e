"""Bytes → Document: how a text is decoded, and what a format says of itself."""

from jianyan.reading.document import SUFFIXES, data_of, read, read_bytes, source_of

__all__ = ["SUFFIXES", "data_of", "read", "read_bytes", "source_of"]
