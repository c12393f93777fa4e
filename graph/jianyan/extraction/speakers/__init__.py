"""Who says what in running text: subjects, verbs of speaking, quotations, mandates; and the voices they give."""
