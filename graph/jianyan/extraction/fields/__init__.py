"""The document's own fields: title, day of issue, publisher, issuer, authors, meeting."""
