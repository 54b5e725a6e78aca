"""Writing documents: one small model, written as docx, html and pdf."""
