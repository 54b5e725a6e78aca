"""Yangguang runs the open-government office of a Chinese county."""
