"""A year of reports of the invented county, for a first look at board and desk."""
