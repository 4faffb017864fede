"""Forces: whose "troops", "the army" or "the rebels" are, where the words do not say but the report does.

A bare force word stands for the force that the report has named: the only one of its kind in the report, else the one
named last before it, close by. Armies of no named side fall back on the state where most of the report takes place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from sayso.model import ActorMention, Reading
from sayso.rules.actors import Force

REGULAR = frozenset(
    "army military troop troops soldier soldiers force forces aircraft jets warplanes navy air-force airforce units "
    "unit artillery commandos paratroopers servicemen personnel".split()
)
IRREGULAR = frozenset(
    "rebel rebels insurgent insurgents militant militants paramilitary paramilitaries fighter fighters guerrilla "
    "guerrillas jihadist jihadists extremists terrorists group militia militiamen".split()
)
_NEAR = 700
"""How many characters before the word a named force may stand to be the one meant, when several are named."""


class Forces:
    """Resolves bare force words of one reading.

    ``main``: ISO alpha-3 code to a state's main forces; ``states``: ISO alpha-2 to alpha-3 codes.
    """

    def __init__(self, reading: Reading, main: Mapping[str, Force], states: Mapping[str, str]) -> None:
        mentions = sorted((*reading.actors, *reading.coreferences), key=lambda m: m.start)
        named = [m for m in mentions if m.id is not None and not m.person]
        self._regular = [m for m in named if m.kind == "military"]
        self._irregular = [
            m for m in named if m.kind in ("armed-group", "party") and m.side != m.id and len(m.id or "") > 3
        ]
        self._home = _home(reading, main, states)

    def resolve(self, mention: ActorMention) -> ActorMention:
        """The mention as the force it stands for; unchanged where the report does not tell."""
        if mention.id is not None or mention.person or mention.kind not in ("military", "armed-group"):
            return mention
        word = mention.text.split()[-1].lower() if mention.text.split() else ""
        bare = len(mention.text.split()) == 1 or mention.text.split()[0].lower() in ("government", "security", "army")
        if not bare:
            return mention
        if word in REGULAR and mention.side is None:
            found = _pick(mention, self._regular)
            if found is None and not self._regular:
                return replace(mention, name=self._home.name, id=self._home.id) if self._home else mention
        elif word in IRREGULAR:
            found = _pick(mention, self._irregular)
        else:
            return mention
        if found is None:
            return mention
        return replace(mention, name=found.name, id=found.id, side=found.side)


def _pick(mention: ActorMention, named: list[ActorMention]) -> ActorMention | None:
    """The only force named in the report, else the one named last within reach."""
    if len({m.id for m in named}) == 1:
        return named[0]
    before = [m for m in named if m.start < mention.start and mention.start - m.start <= _NEAR]
    return before[-1] if before else None


def _home(reading: Reading, main: Mapping[str, Force], states: Mapping[str, str]) -> Force | None:
    """The main forces of the state where most of the report's places lie."""
    countries = Counter(p.place.country for p in reading.places if p.place.country and p.locative)
    if not countries:
        return None
    country, often = countries.most_common(1)[0]
    if often * 2 <= sum(countries.values()):
        return None
    return main.get(states.get(country, ""))
