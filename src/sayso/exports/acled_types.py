"""ACLED's event and sub-event types, and which of them an incident is closest to.

By the leading type first, then by the words of its claims (a suicide bomber, a grenade, chlorine), then by who fought
whom: long-range fire from one side alone is remote violence, exchanged or beside a clash it is an armed clash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.exports.dossiers import Dossier, side_key
from sayso.exports.parties import ARMED, state_of
from sayso.model import EVENT_TYPES, EventType, Role

SUB_EVENTS: dict[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ),
}  # fmt: skip
"""Event type to its sub-event types."""
EVENT_OF = {sub: event for event, subs in SUB_EVENTS.items() for sub in subs}
_DISORDER = {"Protests": "Demonstrations", "Strategic developments": "Strategic developments"}
_DISORDER_OF_SUB = {
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Violent demonstration": "Demonstrations",
}

PLAIN: dict[EventType, str] = {
    "clash": "Armed clash", "advance": "Armed clash", "repel": "Armed clash",
    "capture": "Non-state actor overtakes territory", "withdraw": "Non-violent transfer of territory",
    "shelling": "Shelling/artillery/missile attack", "missile-strike": "Shelling/artillery/missile attack",
    "airstrike": "Air/drone strike", "drone-strike": "Air/drone strike", "bombing": "Remote explosive/landmine/IED",
    "interception": "Disrupted weapons use", "attack-civilians": "Attack",
    "abduction": "Abduction/forced disappearance", "arrest": "Arrests", "damage": "Looting/property destruction",
    "deploy": "Change to group/activity", "agree": "Agreement", "protest": "Peaceful protest",
    "riot": "Violent demonstration",
}  # fmt: skip
"""What a type is where nothing says otherwise; every type that is not here is ``Other``, but ``casualties``."""
_REMOTE = frozenset({"shelling", "missile-strike", "airstrike", "drone-strike", "bombing"})


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_CHEMICAL = _words(r"chemical (?:weapons?|attacks?)|chlorine|sarin|nerve agents?|mustard gas|toxic gas")
_SUICIDE = _words(r"suicide|svbieds?|(?:blew|blown) (?:himself|herself|themselves) up")
_GRENADE = _words(r"(?:hand )?grenades?")
_LAUNCHED = _words(r"rocket[- ]propelled grenades?|grenade launchers?")
_SEXUAL = _words(r"rap(?:e|es|ed|ing)|gang[- ]raped?|sexual(?:ly)?")
_UNOPPOSED = _words(r"without (?:a fight|resistance|fighting|firing a shot)|unopposed")
_MOB = _words(r"mobs?|lynch\w*|vigilantes?|beaten to death|crowd (?:beat|killed|stoned)")
_BASE = _words(r"(?:set up|establish\w*|opened|built) (?:\w+ ){0,3}(?:bases?|headquarters|checkpoints?|outposts?)")
_FORCE = _words(r"live (?:rounds|ammunition|fire|bullets)|opened fire|shot (?:dead|at)|fired (?:on|at|into)")
_DISPERSED = _words(r"tear ?gas\w*|water cannons?|dispers\w+|rubber bullets|batons?")
_AIR = _words(r"air ?strikes?|air ?raids?|drones?|warplanes?|fighter jets?|helicopters?|glide bombs?|UAVs?")
_SHELLS = _words(r"shell(?:s|ed|ing|fire)?|artillery|mortars?|rockets?|missiles?")
_EXPLOSIVE = _words(r"(?:land)?mines?|IEDs?|bombs?|bombings?|bombed|explosives?|explosions?|blasts?|car bombs?")


def sub_event(dossier: Dossier) -> str:
    """The closest sub-event type."""
    kind = dossier.type
    text = " ".join(told.words for told in dossier.leading)
    if kind in _REMOTE:
        return "Armed clash" if _exchanged(dossier) else _remote(kind, text)
    if kind == "casualties":
        return _cause(dossier, text)
    if kind == "capture":
        return _taken(dossier, text)
    if kind == "attack-civilians" and _SEXUAL.search(text):
        return "Sexual violence"
    if kind == "protest":
        harmed = any(f.measure in ("killed", "injured") and f.low for t in dossier.held for f in t.claim.figures)
        if _FORCE.search(text) and harmed:
            return "Excessive force against protesters"
        return "Protest with intervention" if _DISPERSED.search(text) or _FORCE.search(text) else PLAIN[kind]
    if kind == "riot" and _MOB.search(text):
        return "Mob violence"
    if kind == "deploy" and _BASE.search(text):
        return "Headquarters or base established"
    return PLAIN.get(kind, "Other")


def disorder(sub: str) -> str:
    """The disorder type of a sub-event type; of several a ``; ``-list."""
    return _DISORDER_OF_SUB.get(sub) or _DISORDER.get(EVENT_OF[sub], "Political violence")


def _remote(kind: EventType, text: str) -> str:
    if _CHEMICAL.search(text):
        return "Chemical weapon"
    if kind == "bombing":
        if _SUICIDE.search(text):
            return "Suicide bomb"
        if _GRENADE.search(_LAUNCHED.sub("", text)):
            return "Grenade"
    return PLAIN[kind]


def _cause(dossier: Dossier, text: str) -> str:
    """Of a toll told without its attack: by its words, else by who died."""
    for words, kind in ((_AIR, "airstrike"), (_SHELLS, "shelling"), (_SUICIDE, "bombing"), (_EXPLOSIVE, "bombing")):
        if words.search(text):
            return _remote(kind, text)  # type: ignore[arg-type]
    units = {f.unit for t in dossier.held for f in t.claim.figures if f.measure in ("killed", "injured") and f.low != 0}
    return "Armed clash" if units == {"soldiers"} else "Attack"


def _taken(dossier: Dossier, text: str) -> str:
    if _UNOPPOSED.search(text):
        return "Non-violent transfer of territory"
    home = dossier.country.iso3 if dossier.country else None
    takers = {state_of(role) for role in dossier.actors}
    return "Government regains territory" if home in takers and home else PLAIN["capture"]


def _exchanged(dossier: Dossier) -> bool:
    """Whether both sides fired, or fought: two armed sides act, or each is said to have struck the other."""
    clashes = [t for t in dossier.held if t.claim.type == "clash" and len(_armed(dossier, t.claim.actors)) > 1]
    if clashes:
        return True
    struck = {
        (actor, target)
        for told in dossier.held
        if told.claim.type in _REMOTE
        for actor in _armed(dossier, told.claim.actors)
        for target in _armed(dossier, told.claim.targets)
    }
    return any((target, actor) in struck for actor, target in struck if actor != target)


def _armed(dossier: Dossier, roles: Iterable[Role]) -> set[str]:
    return {side_key(role) for role in roles if dossier.sort(role) in (*ARMED, "outsiders")}


def mapped() -> list[tuple[str, str]]:
    """Every event type with the sub-event type it is by default, for the documentation."""
    return [(kind, "by cause" if kind == "casualties" else PLAIN.get(kind, "Other")) for kind in EVENT_TYPES]
