"""Measuring retrieval through the public SDK."""
