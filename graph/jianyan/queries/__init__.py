"""Questions to the graph: SPARQL files that describe themselves, typed parameters, results in many formats.

result = run(store, "who-backs", {"sector": "新能源汽车"})
print(write(result, "csv"))
"""

from jianyan.queries.catalogue import catalogue, find
from jianyan.queries.engine import Note, Result, run
from jianyan.queries.header import Parameter, QueryFile, parse
from jianyan.queries.writers import FORMATS, rows_as_text, serialize, write

__all__ = [
    "FORMATS",
    "Note",
    "Parameter",
    "QueryFile",
    "Result",
    "catalogue",
    "find",
    "parse",
    "rows_as_text",
    "run",
    "serialize",
    "write",
]
