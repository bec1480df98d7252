"""A bundled conversation to try graphmem on: made up, a hundred turns, five years."""
