"""Mentions: one package for each kind of thing a report names, from blocks, actors and places to who says what.

Kinds of mention never import each other; what they share lies below them, in ``grammar``, ``rules`` and ``gazetteer``.
"""
