"""Moves an annual report from its draft through leader and county office to the public; corrects it."""
