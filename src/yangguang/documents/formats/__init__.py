"""One file a format: bytes in, blocks out."""
