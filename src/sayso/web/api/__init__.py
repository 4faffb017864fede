"""The API under /api, one module a resource; every module has a ``router``.

What it lists are the same records, from the same functions, as the command line lists; ``parameters`` says what may be
asked, ``answers`` what an answer looks like, ``specification`` tells both to programs (OpenAPI).
"""
