"""Statutory numbers as dated, cited data; working days; identifiers and their checksums."""
