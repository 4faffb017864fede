"""Worth: what aid or arms are worth in money."""

from __future__ import annotations

from sayso.claims.bind.measures import make_figure
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.model import Figure

_GIVEN = frozenset({"aid", "supply"})
_NEAR = 4
"""So many words above the trigger an amount may hang on: "agreed on a package of aid worth $9 million"."""


def money_given(draft: Draft, evidence: Evidence) -> list[Figure]:
    """What aid or arms are worth: "a $48 million aid package", "$9 billion in military aid", "$20 million of aid"."""
    if draft.type not in _GIVEN:
        return []
    sentence, found = draft.sentence, []
    over = [draft.trigger, *sentence.ancestors(draft.trigger)][:_NEAR]
    for count in evidence.counts_in.get(sentence.index, ()):
        amount = sentence.within(count) if count.unit == "usd" else ()
        heads = [sentence.head(t) for t in amount]
        worth = any(t in over for t in amount) or any(t in draft.words for t in heads)
        figure = make_figure(count, "deployed") if amount and worth else None
        found += [figure] if figure else []
    return found
