"""Exports: readings and ledgers out of sayso, one file for each format."""
