"""Reads and writes lists of organs and appointments as xlsx and csv; knows columns, not the database."""
