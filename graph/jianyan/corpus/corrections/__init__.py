"""Corrections that last: what people say against the program, kept in files beside the corpus.

    rows      the files: CSV and Turtle → corrections
    targets   where in a text a correction applies
    apply     Reading → Reading, for one document
    identity  what is one and what is not, across documents
    review    what is most worth a human look, as a corrections file to fill in

A correction names a document by the digest of its text and a place in it by a quote with what stands before and behind,
never by a position or an identifier of the graph: so it still holds when the text is read again by another version.
"""

from jianyan.corpus.corrections.apply import apply
from jianyan.corpus.corrections.identity import decided, identity, pair, unknown
from jianyan.corpus.corrections.rows import Row, beside, load, version
from jianyan.corpus.corrections.targets import Lost

__all__ = ["Lost", "Row", "apply", "beside", "decided", "identity", "load", "pair", "unknown", "version"]
