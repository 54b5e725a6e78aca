"""Commands that need the database; the command line calls them."""
