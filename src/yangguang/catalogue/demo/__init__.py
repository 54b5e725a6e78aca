"""The columns of the invented county: the national layout, and what the county has beside it."""
