"""Decides how pages of items are put together: frozen facts in, complete bytes out, no query, no clock."""
