"""Changes organs, appointments and settings: one verb a function, each with its event."""
