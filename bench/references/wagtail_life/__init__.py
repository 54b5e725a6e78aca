"""The same life on Wagtail, for a Python that has it: what another system spends on it."""
