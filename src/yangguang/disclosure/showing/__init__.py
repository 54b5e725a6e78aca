"""Decides what everybody may be told of a released item, for the pages of the portal and for the API."""
