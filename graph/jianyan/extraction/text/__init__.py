"""The text made ready: a folded copy, words, sentences and clauses, lines and what each is in the page."""
