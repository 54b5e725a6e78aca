"""Lays reports and what was found in them out for a page, whichever door shows it."""
