"""Questions to the graph: SPARQL files that describe themselves, typed parameters, results in many formats.

result = run(store, "who-backs", {"sector": "新能源汽车"})
print(write(result, "csv"))
"""

from jianyan.queries.catalogue import catalogue, find
from jianyan.queries.engine import Note, Result, denoted, run
from jianyan.queries.header import Parameter, QueryFile, parse
from jianyan.queries.labels import every
from jianyan.queries.writers import FORMATS, rows_as_text, serialize, write
from jianyan.queries.written import NODE, as_sparql, with_nodes

__all__ = [
    "FORMATS",
    "NODE",
    "Note",
    "Parameter",
    "QueryFile",
    "Result",
    "as_sparql",
    "catalogue",
    "denoted",
    "every",
    "find",
    "parse",
    "rows_as_text",
    "run",
    "serialize",
    "with_nodes",
    "write",
]
