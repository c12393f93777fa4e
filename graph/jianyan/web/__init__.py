"""The local server: the views live, a page for each individual, the questions as forms, and a SPARQL endpoint."""
