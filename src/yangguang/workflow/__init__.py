"""Moves things from state to state and keeps the record of it: one table a machine, one chained event a move."""
