"""The local server: the pages of a build live, search, questions as forms, and a SPARQL endpoint.

app          what answers at which address
edition      the generation of the dataset that counts, and what its pages have in common
live         the pages of a build
search       full-text search
answers      the rows of a question as a table of links
individuals  what the graph says of one thing
correcting   corrections from pages
running      queries in processes of their own, with limits
sparql       the SPARQL 1.1 Protocol and its editor
"""

from jianyan.web.running import Limits
from jianyan.web.serving import serve
from jianyan.web.settings import Settings, checked_origin

__all__ = ["Limits", "Settings", "checked_origin", "serve"]
