"""What must be true before an item moves: its content, the people, the decisions, the orders of others."""
