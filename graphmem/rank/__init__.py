"""Ranking: pure functions, numpy in, numpy out."""
