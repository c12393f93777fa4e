"""Views of the graph: self-contained pages that load nothing and ask the store through SPARQL only."""
