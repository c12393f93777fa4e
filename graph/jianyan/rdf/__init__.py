"""A Reading as RDF: terms and identifiers, quads, concept schemes, shapes.

Pure: it knows no store, and of a text only the spans that it is handed.
"""
