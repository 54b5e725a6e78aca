"""What changed between two versions of a text, said in paragraphs, cells and words."""
