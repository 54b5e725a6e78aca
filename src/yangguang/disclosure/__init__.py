"""Information items: drafted by definition, reviewed by version, released, corrected, taken down."""
