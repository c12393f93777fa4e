"""Bytes → Document: how a text is decoded, and what a format says of itself."""

from jianyan.reading.document import SUFFIXES, read, read_bytes, source_of

__all__ = ["SUFFIXES", "read", "read_bytes", "source_of"]
