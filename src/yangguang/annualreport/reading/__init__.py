"""From a document to the cells of the form, by label and structure, never by the order of numbers."""
