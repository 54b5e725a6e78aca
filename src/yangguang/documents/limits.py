"""How much may a file from outside ask of this machine? Sizes, counts and seconds, in one place."""

from __future__ import annotations

FILE_BYTES = 48 * 1024 * 1024
"""Larger files are refused by their size alone, unread."""
ARCHIVE_MEMBERS = 4_000
ARCHIVE_BYTES = 160 * 1024 * 1024
"""All members of a zip together, unpacked."""
PART_BYTES = 24 * 1024 * 1024
"""One XML part of a zip, unpacked; a tree of it takes about ten times as much memory."""
TEXT_FILE_BYTES = 16 * 1024 * 1024
"""A web page or a text file."""
PICTURES = 100
PICTURE_BYTES = 16 * 1024 * 1024
"""All pictures of a Word file that becomes a draft, together."""
PAGES = 300
SEARCHED_PAGES = 2_000
"""Pages of a PDF that is searched for marks, not read."""
SEARCHED_CHARACTERS = 20_000_000
EMBEDDED = 2
"""Files within files within a file; deeper ones are refused."""
BLOCKS = 60_000
CELLS = 120_000
CHARACTERS = 3_000_000
COLUMNS = 400
DEPTH = 120
"""Elements inside elements; beyond it text is taken flat."""

MEMORY_BYTES = 360 * 1024 * 1024
"""Address space of the reading process; with its parent it stays below 512 MB."""
SECONDS = 14.0
"""Wall clock for one file; the processor time is held to the same number."""
CONVERSION_SECONDS = 12.0
"""Wall clock for LibreOffice on one .doc."""
CONVERSION_BYTES = 48 * 1024 * 1024
FILES_PER_CHILD = 200
"""A reading process is replaced after so many files, so that nothing creeps."""
