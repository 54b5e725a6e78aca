"""Decides what a county makes public, in what form, who must agree first, and how long it stays valid."""
