"""The API under /api, one module a resource; every module has a ``router``."""
