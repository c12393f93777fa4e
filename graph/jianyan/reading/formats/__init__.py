"""One module a format: bytes → :class:`~jianyan.reading.formats.content.Content`."""
