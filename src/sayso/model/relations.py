"""The relations of a dependency tree: what a word is to its head. The names are those of the CLEAR scheme.

This is the vocabulary of sayso's own trees, whatever parser made them: each language's adapter (``lang/xx/labels.py``)
brings the labels of its parser into it, and everything above reads trees by these names alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

__all__ = ["RELATIONS", "Relation"]

Relation = Literal[
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta",
    "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss",
    "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
]  # fmt: skip

RELATIONS: Mapping[Relation, str] = {
    "ROOT": "the word above all others, its own head",
    "acl": "a clause on a noun, without a relative pronoun: troops *accused* of looting",
    "acomp": "an adjective said of the subject: five are *missing*",
    "advcl": "a clause that tells when, why or how: fled when shells *fell*",
    "advmod": "an adverb: *reportedly* captured",
    "agent": "the preposition before who did it, in a passive: killed *by* rebels",
    "amod": "an adjective or participle before its noun: *armed* men",
    "appos": "a second name for the noun before it: the mayor, *Sol*",
    "attr": "a noun said of the subject: the attack was the *third*",
    "aux": "a helping verb, or the mark of an infinitive: *had* fled, *to* flee",
    "auxpass": "the helping verb of a passive: *was* killed",
    "case": "the mark of a possessor: rebels*'s*",
    "cc": "the word that joins: rebels *and* soldiers",
    "ccomp": "a clause that is what is said, believed or caused: said they *fled*",
    "compound": "a noun before its noun: *border* town",
    "conj": "what is joined to the word before: rebels and *soldiers*",
    "csubj": "a clause as subject: what they *did* is unknown",
    "csubjpass": "a clause as subject of a passive",
    "dative": "who is given or told something: gave *them* arms",
    "dep": "a relation that the parser could not name, or one outside this vocabulary",
    "det": "an article or the like: *the* army",
    "dobj": "the object: shelled the *town*",
    "expl": "an empty subject: *there* were clashes",
    "intj": "an exclamation",
    "mark": "the word that opens a clause: said *that*, *if*",
    "meta": "what is no part of the sentence: a stray mark or number",
    "neg": "a negation: did *not* fire, *no* casualties",
    "nmod": "another word before its noun",
    "npadvmod": "a noun in an adverb's place: said *Monday*",
    "nsubj": "the subject of an active verb: *rebels* attacked",
    "nsubjpass": "the subject of a passive: *soldiers* were killed",
    "nummod": "a number on its noun: *nine* men",
    "oprd": "what an object or subject is called, made or found to be: was found *dead*",
    "parataxis": "a clause set beside another without a joint",
    "pcomp": "a clause or phrase after a preposition: accused of *killing*",
    "pobj": "the noun after a preposition: in the *town*",
    "poss": "a possessor: the *army*'s tanks, *its* tanks",
    "preconj": "the first of two joints: *both* A and B",
    "predet": "a word before the article: *all* the men",
    "prep": "a preposition: attacked *in*",
    "prt": "the particle of a verb: sealed *off*",
    "punct": "a mark of punctuation",
    "quantmod": "a word on a number: *at least* nine",
    "relcl": "a relative clause: rebels who *hold* the port",
    "xcomp": "a clause that takes its subject from its verb: tried to *flee*",
}
"""What each relation says, with an example in which the word that bears it is marked."""
