"""What an operator asks of the room of published information."""
