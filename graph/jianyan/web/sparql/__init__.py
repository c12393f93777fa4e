"""The SPARQL endpoint: SPARQL 1.1 Protocol (queries), service description, and the editor at the same address."""

from jianyan.web.sparql.endpoint import routes

__all__ = ["routes"]
