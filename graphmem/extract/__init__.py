"""Extractors: they read claims and names from passages."""
