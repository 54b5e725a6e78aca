"""One verb a function: what may be done with an item, by whom, and what is written down of it."""
