"""Sides: everybody who takes part in a fight, a deal or talks."""

from __future__ import annotations

from sayso.claims.bind.agents import acting_role
from sayso.claims.bind.authors import narrowed
from sayso.claims.bind.hearers import land_of
from sayso.claims.bind.nations import forces_or
from sayso.claims.bind.targets import ABSTRACT, phrase_role
from sayso.claims.evidence import PLACE_LABELS, Evidence
from sayso.claims.records import Draft
from sayso.grammar.clauses import agents, subject_of, undergoers
from sayso.grammar.phrases import after, expand, led_by
from sayso.grammar.words import PLURAL, is_verb
from sayso.lang import lexicon
from sayso.model import Role, Sentence, Token, role_of
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_AGAINST, _BETWEEN = WORDS.row("roles.against"), WORDS["roles.between"]
_FIGHTING = types_with("fighting") | types_with("unrest")
_WITH, _ENGAGED = WORDS["roles.with"], WORDS["roles.engaged"]
_TAKING_PART = WORDS["roles.losing"] | WORDS["roles.taking_part"]
_FELLED, _IN, _AT = WORDS["roles.felled"], WORDS["roles.in"], WORDS["setting.within"]


def sides_of(draft: Draft, evidence: Evidence) -> tuple[Role, ...]:
    """Every side of a fight, a deal or talks, in text order."""
    frame, sentence = draft.frame, draft.sentence
    sparing = draft.type in _FIGHTING and not is_verb(draft.trigger)  # "the fighting forced villagers to flee"
    struck = [t for t in frame.objects if not sparing or evidence.is_force(t) or not evidence.is_person(t)]
    tokens = [*frame.subjects, *struck, *_losers(draft, evidence), *_pitted(sentence, draft.trigger)]
    nouns = [word for word in draft.words if word.pos == "NOUN"]
    found = [t for p, t in frame.obliques if p in _AGAINST] + [t for w in nouns for t in after(sentence, w, _AGAINST)]
    talks = frame.subjects if draft.type == "agree" else ()  # "talks between Chad and Niger began"
    tokens += dict.fromkeys(
        found + [t for word in (*nouns, draft.trigger, *talks) for t in _further_off(sentence, word)]
    )
    if not tokens and is_verb(sentence.head(draft.trigger)):  # "Fighting was reported on Sunday between the two"
        over = sentence.head(draft.trigger)
        tokens = after(sentence, over, _AGAINST) or _further_off(sentence, over)
    sides = [t for token in tokens for t in expand(sentence, token) if not _is_sort(sentence, t)]
    between = [t for t in sides if _led_to(draft, t).lower in _BETWEEN]
    if len(between) > 1:  # "clashes between rebels and the army killed nine soldiers"
        sides = between
    roles = forces_or(sides, draft, evidence, lambda *of: acting_role(*of) or _people(*of))
    if draft.type == "agree" and len(roles) == 1:
        roles += _other_party(draft, evidence)
    return narrowed(sorted(roles, key=lambda r: r.start))


def _is_sort(sentence: Sentence, token: Token) -> bool:
    """ "Between pro-Moscow and pro-European activists": a part of an adjective of which the noun is left out, or its
    hyphen; and what brackets say of a side named before: "the Coast Front (Land and Freedom)"."""
    beside = sentence.tokens[max(token.index - 1, 0) : token.index + 2]
    before = [t.text for t in sentence.tokens[: token.index]]
    aside = before.count("(") > before.count(")")
    return aside or not token.text[0].isalnum() or (token.pos == "ADJ" and any(t.text == "-" for t in beside))


def _further_off(sentence: Sentence, word: Token) -> list[Token]:
    """ "Clashes in the district between rebels and the army": the parser hangs "between" on the district."""
    led = [word]
    for below in sentence.subtree(word):
        over = sentence.head(below)
        if below.index > word.index and below.dep in ("prep", "pobj") and over in led:
            led.append(below)
    return [t for t in led if t.dep == "pobj" and sentence.head(t).lower in _BETWEEN]


def _other_party(draft: Draft, evidence: Evidence) -> list[Role]:
    """The party that stands further off: "agreed to a truce with the army", "is at work on talks with the rebels"."""
    sentence, trigger = draft.sentence, draft.trigger
    verb = draft.frame.verb
    below = sentence.subtree(trigger) if is_verb(trigger) else []
    found = [t for word in below if word.lower in _WITH and word.dep == "prep" for t in sentence.children(word, "pobj")]
    above = verb is not None and not is_verb(trigger) and verb.lemma in _ENGAGED and verb.start not in evidence.cues
    found += subject_of(sentence, verb) if verb is not None and above else []
    parties = [one for t in found for one in expand(sentence, t) if evidence.is_force(one) or evidence.is_state(one)]
    return [role for one in parties if (role := acting_role(draft, one, evidence))]


def _losers(draft: Draft, evidence: Evidence) -> list[Token]:
    """Who takes part or loses is a side: "engaged in clashes", "lost 25 men in clashes", "25 rebels died in", "six
    soldiers were hurt while nine rebels were killed in", "a rebel died as a gunfight broke out"."""
    sentence, trigger = draft.sentence, draft.trigger
    over = sentence.head(trigger) if trigger.dep == "nsubj" else None
    arising = over is not None and over.dep == "advcl"
    verb = sentence.head(over) if arising and over is not None else led_by(sentence, trigger, _IN)
    if verb is None or not is_verb(verb):
        return []
    if verb.lemma in _TAKING_PART:
        return undergoers(sentence, verb)
    beside = [verb, sentence.head(verb), *sentence.children(verb, "advcl", "conj")]
    felling = [t for t in beside if is_verb(t) and t.lemma in _FELLED] if verb.lemma in _FELLED else []
    here = (t for t in felling if t is verb or not any(map(evidence.place, after(sentence, t, _AT))))
    felled = [one for t in here for one in (*undergoers(sentence, t), *agents(sentence, t))]
    return [t for t in felled if evidence.is_force(t) or evidence.is_state(t)]


def _pitted(sentence: Sentence, word: Token) -> list[Token]:
    """ "Fighting pitted rebels against the army", "clashes broke out, pitting …", "the war, which pits …"."""
    over = sentence.head(word)
    near = (over, *sentence.children(word, "relcl", "acl"), *sentence.children(over, "advcl", "conj"))
    verbs = [verb for verb in near if verb.lemma in WORDS["roles.pitting"]]
    return [t for verb in verbs for t in (*sentence.children(verb, "dobj"), *after(sentence, verb, _AGAINST))]


def _people(draft: Draft, token: Token, evidence: Evidence) -> Role | None:
    """A state or people without arms as a side: "farmers clashed with herders", "between two rival tribes"."""
    mention, led_to = evidence.actor(token), _led_to(draft, token).lower
    taking_part = led_to in _AGAINST or (is_verb(draft.trigger) and token in draft.frame.subjects)
    land = land_of(token, evidence) if led_to in _AGAINST else None  # "talks between Chad and Niger"
    if land or draft.type not in _FIGHTING or not taking_part or token.start in evidence.source_words:
        return land
    if mention is not None:
        return role_of(mention)
    sides = led_to in _BETWEEN and (token.tag in PLURAL or _is_a_people(draft, token))
    other = evidence.place(token) or evidence.in_time(token) or evidence.weapon(token) or token.lemma in ABSTRACT
    people = not other and (sides or evidence.is_person(token))
    return phrase_role(draft.sentence, token, evidence) if people else None


def _is_a_people(draft: Draft, token: Token) -> bool:
    """ "The Hausa and Nuba": a name that the parser takes for no place, or with an article before it."""
    first = draft.sentence.children(_led_to(draft, token), "pobj")
    articles = any(draft.sentence.children(t, "det") for t in (token, *first))
    return token.pos == "PROPN" and (token.entity not in PLACE_LABELS or articles)


def _led_to(draft: Draft, token: Token) -> Token:
    """The word on which a noun hangs, or the first of those that it is joined to."""
    while token.dep == "conj":
        token = draft.sentence.head(token)
    return draft.sentence.head(token)
