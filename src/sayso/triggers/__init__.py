"""Triggers, learned: how likely each word of a report names a claim of each type.

A small encoder (see docs/triggers.md) reads the whole report, with the triggers that the rules found as hints, and
gives every piece of a word a likelihood for each event type. It decides nothing: ``sayso.claims`` asks it how likely a
claim of the rules is, and where one may stand that no rule tells.
"""

from sayso.triggers.likelihoods import Candidate, Hint, Likelihoods
from sayso.triggers.model import Estimator, TriggerModel

__all__ = ["Candidate", "Estimator", "Hint", "Likelihoods", "TriggerModel"]
