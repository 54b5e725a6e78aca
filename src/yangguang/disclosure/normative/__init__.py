"""The life of a normative document: registered, found legal, filed, in force until it ends, cleaned up."""
