"""Knows who somebody is: a person's account and how it signs in; nothing of roles, nothing of organs."""
