"""What Chinese text says that it must not say here: marks of state secrets, found in one linear pass."""
