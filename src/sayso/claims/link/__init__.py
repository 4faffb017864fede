"""Link: which of what a report names is a claim's place, actor and target, by a learned model.

The rules bind and resolve these fields first. ``options`` lists for each field the values that the report has to give,
the rules' choice and "none" among them, with signs; ``context`` knows what the encoder made of them; ``scoring`` weighs
both by learned weights; ``linker`` takes another value than the rules' where the weights are surely for it.
``surroundings`` and ``relations`` know what the report names and how it stands to a trigger, ``grounds`` and
``neighbours`` what else points to a place or a value. No sign holds a name, a side or a country.
"""

from sayso.claims.link.context import Context, ContextWeights, Seen
from sayso.claims.link.linker import LINKED, LearnedLinker, eligible
from sayso.claims.link.options import FIELDS, LinkedField, Option, options_of, situation_of
from sayso.claims.link.scoring import MANIFEST, Scorer
from sayso.claims.link.surroundings import Surroundings

__all__ = [
    "FIELDS", "LINKED", "MANIFEST", "Context", "ContextWeights", "LearnedLinker", "LinkedField", "Option", "Scorer",
    "Seen", "Surroundings", "eligible", "options_of", "situation_of",
]  # fmt: skip
