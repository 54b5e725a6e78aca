"""Moves things from state to state and keeps the record: one table a machine, one chained event a move."""
