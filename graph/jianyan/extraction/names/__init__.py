"""Who and what the text names: places, bodies, sectors, persons with their posts."""
