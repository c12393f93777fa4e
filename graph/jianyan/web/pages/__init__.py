"""What answers at each address but SPARQL's; each module gives its routes for a :class:`~jianyan.web.site.Site`."""
