"""Knows the organs of each government, who acts for them from when to when, and the routes decisions take."""
