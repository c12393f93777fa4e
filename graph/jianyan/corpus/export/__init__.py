"""The corpus for the tools that people have.

    rdf       N-Quads, TriG, Turtle, JSON-LD
    network   GraphML and GEXF: who backs what, for Gephi, networkx and igraph
    tables    documents, measures, backers and memberships: CSV, Excel, Parquet

All of them go through the corpus a document at a time, so that memory does not grow with it.
"""

from jianyan.corpus.export.writing import FORMATS, INTO_FOLDER, export

__all__ = ["FORMATS", "INTO_FOLDER", "export"]
