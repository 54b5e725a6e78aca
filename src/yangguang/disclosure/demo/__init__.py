"""Three years of publishing in the invented county: every type, every state, nobody past the route."""
