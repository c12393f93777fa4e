"""What is proposed: clauses and their predicates, statements and their levels, the parts of a measure."""
