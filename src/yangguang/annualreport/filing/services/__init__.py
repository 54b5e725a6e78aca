"""What may be done to a filing? One verb a file, each with its actor."""
