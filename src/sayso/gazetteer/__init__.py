"""The embedded world gazetteer and its lookup: names to places, places to what holds them."""

from sayso.gazetteer.entries import FEATURES, Country, Entry, Feature
from sayso.gazetteer.folding import fold
from sayso.gazetteer.gazetteer import Gazetteer, find_rows, prior
from sayso.gazetteer.installed import PackInfo, install, installed, packs_folder, remove
from sayso.gazetteer.packs import read_pack, refuse

__all__ = [
    "FEATURES",
    "Country",
    "Entry",
    "Feature",
    "Gazetteer",
    "PackInfo",
    "find_rows",
    "fold",
    "install",
    "installed",
    "packs_folder",
    "prior",
    "read_pack",
    "refuse",
    "remove",
]
