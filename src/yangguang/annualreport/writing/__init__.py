"""Writing annual reports: the statutory form as a document, and figures as data files."""
