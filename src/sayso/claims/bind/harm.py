"""Harm: what a verb of violence did to those it was done to, as far as the words around it say so.

"Shot" alone tells neither death nor injury; "shot dead" and "shot in the leg" do. Also: whether a harm says where, and
that it came to nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.records import Draft
from sayso.grammar.chains import chain_of
from sayso.grammar.phrases import is_nobody
from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import Figure, Measure, Token

WORDS = lexicon("claims")
_FELLING = WORDS["harm.felling"]
_DOWN = WORDS["harm.down"]

_WHERE, _WHOM = (lexicon("grammar")[f"pronouns.{key}"] for key in ("where", "relative"))
"""Verbs that leave open how it ended."""
_ALIVE = WORDS["harm.alive"]
"""Verbs that tell of a harm which is neither a death nor a count of the wounded."""
_WOUNDING = WORDS["harm.wounding"]
_FATAL = WORDS["harm.fatal"]
_HURT = WORDS["harm.hurt"]
_UNHURT, _CAUSING, _ANY = WORDS["figures.nobody_hurt"], WORDS["harm.causing"], WORDS["harm.any"]
_MEASURES: tuple[Measure, Measure] = ("killed", "injured")


def outcome(draft: Draft) -> Measure | None:
    """The measure of those whom the draft's verb was done to; None where the rule's own measure stands."""
    lemma = draft.trigger.lemma
    if draft.rule.has("in-care"):
        return _after_care(draft)
    if lemma == "victim" and draft.trigger.pos == "NOUN":
        behind = {t.lemma for t in draft.sentence.tokens[draft.trigger.index + 1 :]}
        if behind & _WHOM and behind & _FATAL and behind & (_WOUNDING | WORDS["harm.maiming"]):
            return "casualties"  # "512 victims, of whom 140 died and 372 were maimed"
        return "affected"
    if draft.trigger.pos != "VERB" or lemma not in WORDS["harm.open"] | _ALIVE | _WOUNDING:
        return None
    if lemma in _WOUNDING:
        modifiers = draft.sentence.children(draft.trigger, "advmod")
        return "killed" if any(t.lower in WORDS["harm.outcome"] for t in modifiers) else None
    if lemma in _FELLING and any(t.lower in _DOWN for t in draft.sentence.children(draft.trigger, "prt", "advmod")):
        return "killed"
    near = _around(draft)
    if any(t.lemma in _FATAL for t in near):
        return "killed"
    if lemma in _ALIVE:
        return "affected"
    if any(t.lemma in _HURT or t.lemma in WORDS["harm.limbs"] for t in near):
        return "injured"
    return "injured" if lemma in WORDS["harm.beating"] else "affected"


def nobody_hurt(figures: Sequence[Figure], draft: Draft) -> tuple[Figure, ...]:
    """ "Nobody was hurt", "no casualties", "did not harm anyone": none killed and none injured; "did not kill anyone",
    "the guards were not wounded": only the one that is told; nothing where the words tell no such thing."""
    told = {draft.trigger.lemma, *(t.lemma for t in draft.words)}
    below = [t.start for noun in none_of(draft) for t in draft.sentence.subtree(noun)]
    figures = [f for f in figures if f.low == 0 or f.start not in below]
    if len(figures) == 1 and figures[0].low == figures[0].high == 0:
        return tuple(replace(figures[0], measure=m) for m in _MEASURES) if told & _UNHURT else ()
    if draft.type != "casualties" or figures:
        return ()
    told.update(t.lemma for t in draft.sentence.children(draft.trigger, "conj"))
    either = bool(told & _UNHURT)
    measures: list[Measure] = ["killed"] if told & _FATAL or either else []
    measures += ["injured"] if told & _WOUNDING or either else []
    word = _none_told(draft) or _spared(draft)
    if word is None:
        return ()
    return tuple(
        Figure(start=word.start, end=word.end, measure=m, unit="people", low=0.0, high=0.0, bound="exact")
        for m in measures
    )


def none_of(draft: Draft) -> list[Token]:
    """Those of whom it befell none: "nobody among the 80 children", "not one of the 30 workers"."""
    return [t for t in draft.frame.objects if is_nobody(draft.sentence, t)] if draft.frame.passive else []


def _none_told(draft: Draft) -> Token | None:
    """The "any" or "anyone" whom it is denied to have befallen: "did not wound any guards", "did not kill anyone"."""
    sentence = draft.sentence
    verbs = [t for t in chain_of(sentence, draft.trigger) if is_verb(t)]
    verbs += [sentence.head(t) for t in verbs if t.dep == "conj"]
    if not any(t.lemma in _CAUSING and sentence.children(t, "neg") for t in verbs):
        return None
    joined = [o for t in sentence.children(draft.trigger, "conj") for o in sentence.children(t, "dobj")]
    near = (draft.trigger, *draft.frame.objects, *joined)
    words = [w for t in near for w in (t, *sentence.children(t, "det"))]
    return next((w for w in words if w.lower in _ANY), None)


def _spared(draft: Draft) -> Token | None:
    """The word by which those of whom it is told were not hurt: "the guards were not hurt", "neither guard was"."""
    if not draft.frame.passive or draft.trigger.lemma not in _UNHURT | _WOUNDING | _FATAL:
        return None
    nots = draft.sentence.children(draft.trigger, "neg")
    degrees = draft.sentence.children(draft.trigger, "advmod")
    if nots:  # "was not seriously hurt": was, a little
        return None if any(t.lower in WORDS["status.degrees"] for t in degrees) else nots[0]
    return next(iter(none_of(draft)), None)


def _after_care(draft: Draft) -> Measure | None:
    """ "Was taken to hospital, where he died": no wounded; the verb of dying counts one by itself. Nor are those whom a
    disease brought there."""
    for token in draft.sentence.tokens[draft.trigger.index + 1 :]:
        if token.lemma not in WORDS["harm.died"]:
            continue
        verb = token if token.pos in ("VERB", "AUX") else draft.sentence.head(token)
        subjects = draft.sentence.children(verb, "nsubj", "nsubjpass")
        if all(t.pos == "PRON" or t.lower in _WHERE for t in subjects):
            people = (*draft.frame.objects, *draft.frame.subjects)
            return "killed" if any(t.tag == "NNS" for t in people) else "affected"
    return "affected" if any(t.lower in WORDS["select.illness"] for t in draft.sentence.tokens) else None


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
    below = path[: path.index(harm.trigger)] if harm.trigger in path else None
    return below is not None and not any(t.pos == "VERB" and t.dep != "conj" for t in below)
