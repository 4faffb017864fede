"""Harm: what a verb of violence did to those it was done to, as far as the words around it say so.

"Shot" alone tells neither death nor injury; "shot dead" and "shot in the leg" do. Also: whether a harm says where.
"""

from __future__ import annotations

from sayso.claims.records import Draft
from sayso.lang import lexicon
from sayso.model import Measure, Token

WORDS = lexicon("claims")
_FELLING = WORDS["harm.felling"]
_DOWN = WORDS["harm.down"]
_OUTCOME_WORDS = WORDS["harm.outcome"]

_OPEN = WORDS["harm.open"]
_WHERE = lexicon("grammar")["pronouns.where"]
"""Verbs that leave open how it ended."""
_BEATING = WORDS["harm.beating"]
_ALIVE = WORDS["harm.alive"]
"""Verbs that tell of a harm which is neither a death nor a count of the wounded."""
_DIED = WORDS["harm.died"]
_WOUNDING = WORDS["harm.wounding"]
_FATAL = WORDS["harm.fatal"]
_HURT = WORDS["harm.hurt"]
_LIMBS = WORDS["harm.limbs"]


def outcome(draft: Draft) -> Measure | None:
    """The measure of those whom the draft's verb was done to; None where the rule's own measure stands."""
    lemma = draft.trigger.lemma
    if draft.rule.has("in-care"):
        return _after_care(draft)
    if lemma == "victim" and draft.trigger.pos == "NOUN":
        return None if any(t.lemma in _HURT or t.lemma in _FATAL for t in draft.words) else "affected"
    if draft.trigger.pos != "VERB" or lemma not in _OPEN | _ALIVE | _WOUNDING:
        return None
    if lemma in _WOUNDING:
        modifiers = draft.sentence.children(draft.trigger, "advmod")
        return "killed" if any(t.lower in _OUTCOME_WORDS for t in modifiers) else None
    if lemma in _FELLING and any(t.lower in _DOWN for t in draft.sentence.children(draft.trigger, "prt", "advmod")):
        return "killed"
    near = _around(draft)
    if any(t.lemma in _FATAL or t.lower in _FATAL for t in near):
        return "killed"
    if lemma in _ALIVE:
        return "affected"
    if any(t.lemma in _HURT or t.lemma in _LIMBS for t in near):
        return "injured"
    return "injured" if lemma in _BEATING else "affected"


def _after_care(draft: Draft) -> Measure | None:
    """ "Was taken to hospital, where he died": no wounded; the verb of dying counts one by itself."""
    for token in draft.sentence.tokens[draft.trigger.index + 1 :]:
        if token.lemma not in _DIED:
            continue
        verb = token if token.pos in ("VERB", "AUX") else draft.sentence.head(token)
        subjects = draft.sentence.children(verb, "nsubj", "nsubjpass")
        if all(t.pos == "PRON" or t.lower in _WHERE for t in subjects):
            people = (*draft.frame.objects, *draft.frame.subjects)
            return "killed" if any(t.tag == "NNS" for t in people) else "affected"
    return None


def _around(draft: Draft) -> list[Token]:
    """The words that tell how it ended: those of the match, modifiers, and the verbs beside it."""
    sentence, trigger = draft.sentence, draft.trigger
    head = sentence.head(trigger)
    beside = [t for t in sentence.children(trigger, "conj", "advcl", "xcomp", "relcl") if t.pos == "VERB"]
    if trigger.dep in ("conj", "advcl", "pcomp", "xcomp", "acl", "ccomp") and head.pos == "VERB":
        beside.append(head)
    if trigger.dep == "pcomp":
        above = sentence.head(head)
        beside += [above] if above.pos == "VERB" else []
    found = [*draft.words, *beside]
    for verb in (trigger, *beside):
        found += sentence.children(verb, "advmod", "acomp", "oprd", "ccomp", "dobj")
        for word in (verb, *sentence.children(verb, "dobj")):  # "shot a man in the leg": the leg may hang on the man
            found += [t for p in sentence.children(word, "prep") for t in sentence.children(p, "pobj")]
    after = sentence.tokens[trigger.index + 1 : trigger.index + 3]
    return [*found, *after]


def places_itself(harm: Draft) -> bool:
    """Whether the words of the harm itself place it: "killed in Goma", but not "killed, Gaza's medics said"."""
    if not harm.place_given or harm.place is None:
        return False
    sentence = harm.sentence
    token = next((t for t in sentence.tokens if t.start >= harm.place.start), None)
    if token is None or harm.trigger.pos != "VERB" or harm.part > 0:
        return True
    path = list(sentence.ancestors(token))
    return harm.trigger in path and not any(t.pos == "VERB" for t in path[: path.index(harm.trigger)])
