"""The public pages, without a browser."""
