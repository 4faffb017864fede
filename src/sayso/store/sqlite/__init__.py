"""A ledger in one SQLite file; SQLite's only door."""
