"""Harm: what a verb of violence did to those it was done to, as far as the words around it say so.

"Shot" alone tells neither death nor injury; "shot dead" and "shot in the leg" do.
"""

from __future__ import annotations

from sayso.model import Measure, Token
from sayso.stages.claims.candidates import Candidate

_OPEN = frozenset("shoot stab knife beat hit attack gun spear whip flog torture lash club maul".split())
"""Verbs that leave open how it ended."""
_ALIVE = frozenset("rape gang-rape molest maltreat mistreat mutilate torture flog whip maim assault".split())
"""Verbs that tell of a harm which is neither a death nor a count of the wounded."""
_WOUNDING = frozenset("wound injure hurt".split())
_FATAL = frozenset("dead death fatally kill die murder killing slay corpse body".split())
_HURT = frozenset("wound injure hurt injury survive hospital maim".split())
_LIMBS = frozenset("leg arm foot hand shoulder knee thigh ankle hip calf limb wrist elbow finger".split())


def outcome(candidate: Candidate) -> Measure | None:
    """The measure of those whom the candidate's verb was done to; None where the rule's own measure stands."""
    lemma = candidate.trigger.lemma
    if lemma == "victim" and candidate.trigger.pos == "NOUN":
        return None if any(t.lemma in _HURT or t.lemma in _FATAL for t in candidate.words) else "affected"
    if candidate.trigger.pos != "VERB" or lemma not in _OPEN | _ALIVE | _WOUNDING:
        return None
    if lemma in _WOUNDING:
        modifiers = candidate.sentence.children(candidate.trigger, "advmod")
        return "killed" if any(t.lower in ("fatally", "mortally") for t in modifiers) else None
    near = _around(candidate)
    if any(t.lemma in _FATAL or t.lower in _FATAL for t in near):
        return "killed"
    if lemma in _ALIVE:
        return "affected"
    if any(t.lemma in _HURT or t.lemma in _LIMBS for t in near):
        return "injured"
    return "affected"


def _around(candidate: Candidate) -> list[Token]:
    """The words that tell how it ended: those of the match, modifiers, and the verbs beside it."""
    sentence, trigger = candidate.sentence, candidate.trigger
    head = sentence.head(trigger)
    beside = [t for t in sentence.children(trigger, "conj", "advcl", "xcomp", "relcl") if t.pos == "VERB"]
    if trigger.dep in ("conj", "advcl", "pcomp", "xcomp", "acl", "ccomp") and head.pos == "VERB":
        beside.append(head)
    if trigger.dep == "pcomp":
        above = sentence.head(head)
        beside += [above] if above.pos == "VERB" else []
    found = [*candidate.words, *beside]
    for verb in (trigger, *beside):
        found += sentence.children(verb, "advmod", "acomp", "oprd", "ccomp", "dobj")
        found += [t for p in sentence.children(verb, "prep") for t in sentence.children(p, "pobj")]
    after = sentence.tokens[trigger.index + 1 : trigger.index + 3]
    return [*found, *after]
