"""Forces: whose "troops", "the army" or "the rebels" are, where the words do not say but the report does.

A bare force word stands for the force that the report has named: the one it calls by that word, the only one of its
kind in the report, else the one named last before it, close by. Armies of no named side fall back on the state where
most of the report takes place, or the state told of most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.lang import lexicon
from sayso.model import ActorMention, PlaceMention, Reading
from sayso.rules.actors import Force

WORDS = lexicon("claims")
_RESOLVE_WORDS = WORDS["forces.resolve"]

REGULAR = WORDS["forces.regular"]
IRREGULAR = WORDS["forces.irregular"]
_WORDS = REGULAR | IRREGULAR | _RESOLVE_WORDS
_EPITHETS = WORDS.row("forces.epithets")
_GROUP = WORDS["forces.group"]
_LOOK = 12
_ASIDE = 6
"""How far behind "a rebel group" the name stands that says which."""
_OFTEN = 4
"""How often the places of one country must be told of to be the ground beside others, each told of half as often."""
_NEAR = 700
"""How many characters before the word a named force may stand to be the one meant, when several are named."""


class Forces:
    """Resolves bare force words of one reading.

    ``main``: ISO alpha-3 code to a state's main forces; ``states``: ISO alpha-2 to alpha-3 codes; ``groups``: ids of
    the listed armed groups to their names.
    """

    def __init__(
        self, reading: Reading, main: Mapping[str, Force], states: Mapping[str, str], groups: Mapping[str, str]
    ) -> None:
        self.groups = groups
        mentions = sorted((*reading.actors, *reading.coreferences), key=lambda m: m.start)
        named = [m for m in mentions if m.id is not None and not m.person]
        countries = frozenset(states.values())
        self._people = [m for m in mentions if m.person and m.form != "reference"]
        armies = {force.id for force in main.values()}
        regular = (m for m in named if m.kind == "military")
        self._regular = [m for m in regular if m.form != "role" or m.id in armies]  # not "Border Guard men"
        self._irregular = [m for m in named if m.kind in ("armed-group", "party") and m.id not in countries]
        self._allied = _alliances(m for m in named if m.kind in ("international", "military"))
        self._epithets = _epithets(reading.document.text, self._irregular)
        self._reading, self._main = reading, main
        self._states = states
        self._ground = _home(reading, main, states)
        self._home = self._ground or _told(named, main)

    def of_state(self, state: str | None) -> Force | None:
        """The main forces of a state by its code."""
        return self._main.get(state or "")

    def of_country(self, country: str | None) -> Force | None:
        """The main forces of a country by its ISO alpha-2 code."""
        return self.of_state(self._states.get(country or ""))

    def state_of(self, country: str | None) -> str | None:
        """The code of the state whose land a country is, by its ISO alpha-2 code."""
        return self._states.get(country or "")

    def group(self, member: ActorMention) -> ActorMention | None:
        """The armed group by whose name a member is called ("a Coast Front militant"), where the report names it."""
        named = (m for m in self._irregular if member.side in (m.id, m.side) and member.text.startswith(f"{m.text} "))
        return next(named, None) if member.side else None

    @property
    def home(self) -> Force | None:
        """The main forces of the state the report is about, where one can be told."""
        return self._home

    @property
    def ally(self) -> ActorMention | None:
        """The alliance that fights in the report, where it names one alone."""
        return next(iter(self._allied.values())) if len(self._allied) == 1 else None

    def resolve(
        self, mention: ActorMention, owner: ActorMention | None = None, others: Collection[str | None] = ()
    ) -> ActorMention:
        """The mention as the force it stands for; unchanged where the report does not tell.

        ``owner``: whose it is called, where that is a person ("his forces"); ``others``: ids of those it is not.
        """
        if mention.id is not None or mention.person or mention.kind not in ("military", "armed-group", "authority"):
            return mention
        words = _joined(mention.text.lower()).split()
        if words[0] in WORDS["nations.allied"] and (ally := self.ally):
            return replace(mention, name=ally.name, id=ally.id, side=ally.side)
        if mention.form == "reference" and words[-1] not in _WORDS:
            words = _joined(mention.name.lower()).split()
        word = next((w for w in words if w in IRREGULAR), words[-1] if words else "")  # "rebel forces"
        if words and words[-1] in _GROUP and self._article(mention) in WORDS["forces.introducing"]:
            told = next((m for m in self._irregular if 0 < m.start - mention.end <= _ASIDE), None)  # ", the M23"
            return replace(mention, name=told.name, id=told.id, side=told.side) if told else mention
        one = word in _GROUP or (word in IRREGULAR and self._is_definite(mention))  # "the Islamic extremists"
        known = WORDS["forces.before"] | (WORDS["forces.before_group"] if one else frozenset())
        if not words or not all(w in known for w in words[:-1]):
            return mention
        if mention.kind == "authority" and word not in _RESOLVE_WORDS:
            return mention
        if owner is not None:
            led = self._led_by(owner)
            return replace(mention, name=led[0], id=led[1], side=led[2]) if led else mention
        if word in REGULAR and mention.side is None:
            return self._as_regular(mention, official=bool(WORDS["forces.official"] & set(words)))
        if word in IRREGULAR and not self._is_named_next(mention):
            epithets = (found for stem, found in self._epithets.items() if word.startswith(stem))
            told = next(epithets, None)  # "paramilitary forces" are often a state's own
            named = [m for m in self._irregular if m.start < mention.start or word not in _GROUP]  # not "the group"
            near = None if word in WORDS["forces.either"] else _pick(mention, named)
            found = told or (near if near and near.id not in others else None)
            return replace(mention, name=found.name, id=found.id, side=found.side) if found else mention
        return mention

    def _is_definite(self, mention: ActorMention) -> bool:
        """Whether an article says that the report has told of them."""
        return self._article(mention) in WORDS["means.refers_back"]

    def _article(self, mention: ActorMention) -> str:
        """The word before a mention, or nothing."""
        before = self._reading.document.text[max(mention.start - _LOOK, 0) : mention.start].lower().split()
        return before[-1] if before else ""

    def _is_named_next(self, mention: ActorMention) -> bool:
        """ "The extremist group Coast Front": a name right behind says who it is."""
        behind = self._reading.document.text[mention.end : mention.end + 2]
        return behind[:1].isspace() and behind[1:].isupper()

    def machine(self, start: int) -> ActorMention | None:
        """The force whose jets, tanks or ships stand at an offset, where the words name no owner."""
        if not self._regular:
            return None
        if len({m.id for m in self._regular}) == 1:
            return self._regular[0]
        before = [m for m in self._regular if m.start < start and start - m.start <= _NEAR]
        return before[-1] if before else None

    def _as_regular(self, mention: ActorMention, official: bool) -> ActorMention:
        home = self._home if official else None
        found = next((m for m in self._regular if home and m.id == home.id), None)
        if home and found is None and mention.text.lower().split()[0] in WORDS["forces.stately"]:
            return replace(mention, name=home.name, id=home.id)  # "government forces", though only others are named
        found = found or self._named(mention)
        if found is not None:  # "two soldiers died, the general staff said": of its army
            force = self._main.get(found.side or "") if found.start > mention.start else None
            told = force or found
            return replace(mention, name=told.name, id=told.id, side=found.side)
        if self._home and (official or not self._regular):
            return replace(mention, name=self._home.name, id=self._home.id)
        return mention

    def _named(self, mention: ActorMention) -> ActorMention | None:
        """The only army named in the report, else the one named last within reach.

        One that is named only in later sentences is meant where it is at home: "Soldiers beat three men. Italian
        soldiers guard a church nearby".
        """
        found = _pick(mention, self._regular)
        own = self._reading.sentence_at(mention.start)
        if found is None or own is None or found.start < mention.start:
            return found
        if self._ground and found.id == self._ground.id:
            return found
        said = (s for a in self._reading.attributions for s in a.sources)
        speaks = not self._ground or any(s.start <= found.start < s.end for s in said)
        return found if found.start < own.end and speaks else None

    def _led_by(self, person: ActorMention) -> tuple[str, str | None, str | None] | None:
        """Name, id and side of the force that somebody leads: his state's, or the one named in what he is called; of a
        body that has men of its own, its own."""
        told = " ".join(m.text for m in self._people if m.entity == person.entity)
        group = next((m for m in (*self._irregular, *self._regular) if m.text in told or m.name in told), None)
        if group is not None:
            return group.name, group.id, group.side
        if person.kind in ("international", "military", "armed-group", "party") and not person.person:
            return person.name, person.id, person.side
        state = person.side if person.kind in ("government", "military") else None
        force = self._main.get(state or "")
        return (force.name, force.id, state) if force else None


def _joined(text: str) -> str:
    """The words for a force with those that are one force's in two written as one: "the air-force"."""
    for pair in WORDS.row("forces.in_two"):
        text = text.replace(pair, pair.replace(" ", "-"))
    return text


def _alliances(named: Iterable[ActorMention]) -> dict[str | None, ActorMention]:
    """The alliances that fight, each once; without one of which another is a part."""
    found = {m.id: m for m in named if WORDS["forces.alliances"].intersection(m.text.lower().replace("-", " ").split())}
    return {known: m for known, m in found.items() if all(known != other.side for other in found.values())}


def _epithets(text: str, named: list[ActorMention]) -> dict[str, ActorMention]:
    """Which named force the report calls by which noun ("the paramilitary Coast Front"), where it is one alone."""
    calls: dict[str, dict[str | None, ActorMention]] = {}
    for mention in named:
        around = text[max(mention.start - 25, 0) : mention.end + 12].lower()
        for stem in _EPITHETS:
            if stem in around:
                calls.setdefault(stem, {}).setdefault(mention.id, mention)
    return {stem: next(iter(found.values())) for stem, found in calls.items() if len(found) == 1}


def _pick(mention: ActorMention, named: list[ActorMention]) -> ActorMention | None:
    """The only force named in the report, else the one named last within reach."""
    if len({m.id for m in named}) == 1:
        return named[0]
    before = [m for m in named if m.start < mention.start and mention.start - m.start <= _NEAR]
    return before[-1] if before else None


def _home(reading: Reading, main: Mapping[str, Force], states: Mapping[str, str]) -> Force | None:
    """The main forces of the state where most of the report's places lie; of a state that has an army of its own.

    A name that may as well mean a place elsewhere tells of no state, nor does one that no gazetteer has, a country
    from or to which somebody goes, and where the report was written, if it tells of other countries.
    """
    sure = [p for p in reading.places if p.locative and not p.doubtful and p.place.grain == p.place.precision]
    told = [p for p in sure if not _is_dateline(p, reading)]
    countries = Counter(
        p.place.country for p in (told or sure) if p.place.country and not _only_passed(p, reading, sure)
    )
    if not countries:
        return None
    (country, often), *others = countries.most_common(2)
    most = often * 2 > sum(countries.values()) or (often >= _OFTEN and all(often >= 2 * n for _, n in others))
    force = main.get(states.get(country, ""))
    return force if force and force.own and most else None


def _is_dateline(place: PlaceMention, reading: Reading) -> bool:
    sentence = reading.sentence_at(place.start)
    return sentence is not None and sentence.kind == "dateline"


def _only_passed(place: PlaceMention, reading: Reading, places: Sequence[PlaceMention]) -> bool:
    """A country to or from which somebody goes, or that only says where a town is ("Geneva, Switzerland")."""
    if place.place.grain != "country":
        return False
    before = reading.document.text[max(0, place.start - _LOOK) : place.start]
    held = any(0 < place.start - p.end <= 2 and p.place.country == place.place.country for p in places)
    return held or bool(before.split() and before.split()[-1].lower() in WORDS["forces.whither"])


def _told(named: list[ActorMention], main: Mapping[str, Force]) -> Force | None:
    """The main forces of the state that is told of most as acting, if more than any two others."""
    sides = (m.side or m.id or "" for m in named if m.kind in ("government", "military", "party"))
    told = Counter(side for side in sides if side in main and main[side].own)
    if not told:
        return None
    state, often = told.most_common(1)[0]
    return main[state] if often * 2 > sum(told.values()) else None
