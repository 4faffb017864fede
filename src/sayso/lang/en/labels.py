"""From the labels of the English parser to the relations of sayso's trees, and what its tags mean.

The models trained on OntoNotes use the CLEAR labels, which are sayso's own names, and the Penn tags. Labels of
Universal Dependencies that mean one of ours are understood as well. Whatever is unknown becomes ``dep``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from sayso.model import RELATIONS, Relation

__all__ = ["TAGS", "relation"]

_OTHER_NAMES: Mapping[str, Relation] = {
    "root": "ROOT", "obj": "dobj", "iobj": "dative", "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass",
    "aux:pass": "auxpass", "acl:relcl": "relcl", "compound:prt": "prt", "nmod:poss": "poss", "obl:npmod": "npadvmod",
}  # fmt: skip

TAGS: Mapping[str, str] = {
    "CC": "a word that joins: and", "CD": "a number: nine", "DT": "an article or the like: the", "EX": "there",
    "FW": "a foreign word", "HYPH": "a hyphen", "IN": "a preposition, or a word that opens a clause: in, if",
    "JJ": "an adjective", "JJR": "its comparative", "JJS": "its superlative", "LS": "the number of an item",
    "MD": "a modal verb: may", "NFP": "a mark that is no punctuation", "NN": "a noun", "NNS": "a plural",
    "NNP": "a name", "NNPS": "a name in the plural", "PDT": "a word before the article: all",
    "POS": "the mark of a possessor: 's", "PRP": "a pronoun: they", "PRP$": "a possessive pronoun: their",
    "RB": "an adverb", "RBR": "its comparative", "RBS": "its superlative", "RP": "the particle of a verb: off",
    "SYM": "a symbol", "TO": "to", "UH": "an exclamation", "VB": "a verb in its base form: flee",
    "VBD": "in the past: fled", "VBG": "its participle in -ing, or a gerund: fleeing",
    "VBN": "its past participle: seen", "VBP": "in the present: flee", "VBZ": "in its third person: flees",
    "WDT": "which, that, before or for a noun", "WP": "who, what", "WP$": "whose", "WRB": "when, where, how",
    "ADD": "an address of the web", "AFX": "an affix", "XX": "unknown", "$": "a currency", "#": "a number sign",
    ",": "a comma", ".": "the end of a sentence", ":": "a colon, semicolon or dash", "``": "an opening quotation mark",
    "''": "a closing quotation mark", "-LRB-": "an opening bracket", "-RRB-": "a closing bracket", "_SP": "white space",
}  # fmt: skip
"""The tags that a token of an English sentence can bear (``Token.tag``), the Penn Treebank's, and what they mean."""


def relation(label: str) -> Relation:
    """The relation that a label of the parser stands for; ``dep`` for one that stands for none of ours."""
    if label in RELATIONS:
        return cast("Relation", label)
    return _OTHER_NAMES.get(label, "dep")
