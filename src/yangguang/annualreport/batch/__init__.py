"""A folder of thousands of reports: read and checked on every core, resumable, one file out."""
