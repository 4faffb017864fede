"""The embedded world gazetteer and its lookup."""


class Gazetteer:
    """Names to places."""
