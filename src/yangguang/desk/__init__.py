"""The workspace of the people who do the work: one shell, a home, lists, and a page for each thing."""
