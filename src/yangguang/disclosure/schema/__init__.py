"""Decides what an item type may ask for, show and demand; read from YAML files, without a database."""
