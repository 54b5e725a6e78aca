"""Rebuilds what the register derives."""
