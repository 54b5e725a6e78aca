"""Text and grids out of files people send, and documents written back; every piece knows where it stood."""
