"""The annual open-government report: its form, and reading, checking, compiling and writing it."""
