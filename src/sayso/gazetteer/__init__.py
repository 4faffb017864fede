"""The embedded world gazetteer and its lookup: names to places, places to what holds them."""

from sayso.gazetteer.entries import FEATURES, Country, Entry, Feature
from sayso.gazetteer.folding import fold
from sayso.gazetteer.gazetteer import Gazetteer, find_rows, prior

__all__ = ["FEATURES", "Country", "Entry", "Feature", "Gazetteer", "find_rows", "fold", "prior"]
