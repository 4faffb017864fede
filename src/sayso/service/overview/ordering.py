"""The first rows of a long list, and those behind a row, without sorting all of it."""

from sayso.store.columns import all_behind, first_of

__all__ = ["all_behind", "first_of"]
