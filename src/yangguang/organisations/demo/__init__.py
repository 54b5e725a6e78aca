"""An invented county to look around in: its organs, its people, its routes."""
