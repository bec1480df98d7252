"""Stores: where episodes, claims and facts are kept. One protocol, several stores."""
