"""Resolve: what the words leave to the report (see ``resolver``)."""
