"""Openings: what stands first in a sentence, before a saying that is put in, belongs to what is told.

"Near Kano, the army said on Saturday, a bomb killed three": a capital makes no name of what leads to a place, and the
bomb went off there; a saying with a comma before and behind it is put into the sentence that it tells. "In Kano, the
army said that a bomb killed three" is told there.

"It is untrue, the army said, that rebels took Goma": it is untrue that they took it.

"On Monday in Goma gunmen fired", "said on Monday rebels had fired": day and town are when and where, not part of who.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from sayso.lang import lexicon
from sayso.model import Relation, Token
from sayso.syntax.torn import FINITE, SUBJECTS, children_of, hung_anew, put

_WORDS = lexicon("grammar")
_YEAR, _DONE = 4, ("ROOT", "acl")
_OF, _THAT, _EMPTY = _WORDS["prepositions.of"], _WORDS["conjunctions.that"], _WORDS["pronouns.empty"]
_BEING = _WORDS["verbs.passive"]
_LEADING, _ALL = _WORDS["prepositions.opening"], _WORDS["determiners.all"]


def opened(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence with what opens it hung on what is told there."""
    if not tokens:
        return tokens
    tokens = _judged(_headed(_out_of(_in_all(_led(tokens)))))
    first = tokens[0]
    saying = tokens[first.head]
    told = next((t for t in children_of(tokens, saying) if t.dep == "ccomp" and t.index > saying.index), None)
    if first.dep != "prep" or told is None or not _is_put_in(tokens, first, saying, told):
        return tokens
    return hung_anew(tokens, {0: (told.index, "prep")})


def set_before(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Hang on a preposition the name or year right behind it that was taken for a part of who does it."""
    for lead in (t for t in tokens[:-2] if t.dep == "prep"):
        names = list(takewhile(lambda t: t.dep == "compound" and t.pos == "PROPN", tokens[lead.index + 1 : -2]))
        names = names or [t for t in tokens[lead.index + 1 : lead.index + 2] if _is_year(t)]
        doer = tokens[names[-1].head] if names else lead
        behind = tokens[min(doer.index + 1, len(tokens) - 1)]
        verb = tokens[behind.head] if behind.dep == "aux" else behind
        deeds = ("ccomp", *_DONE) if names and _is_year(names[-1]) else ("ccomp",)
        told = verb.dep in deeds and {verb.tag, behind.tag} & FINITE
        torn = doer.dep == "pobj" and doer.head == lead.index and bool(told)
        torn = torn and not {t.dep for t in children_of(tokens, verb)} & SUBJECTS
        if names and doer.pos == "NOUN" and (torn or (doer.dep in SUBJECTS and not children_of(tokens, lead))):
            others = {t.index: (names[-1].index, t.dep) for t in names[:-1]}
            changed: dict[int, tuple[int, Relation]] = {doer.index: (verb.index, "nsubj")} if torn else {}
            if torn and verb.dep == "acl":  # "in 2001 rebels carried off 34 pupils and in 2003 …"
                changed |= {verb.index: (lead.head, "ccomp"), lead.index: (verb.index, "prep")}
            tokens = hung_anew(tokens, {**others, **changed, names[-1].index: (lead.index, "pobj")})
    return tokens


def _is_year(token: Token) -> bool:
    """Whether four digits were taken for how many of the noun behind them: "in 2001 rebels"."""
    return token.dep == "nummod" and token.entity == "DATE" and token.text.isdigit() and len(token.text) == _YEAR


def _led(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Let a preposition at the head lead to the name behind it, where it was taken for a part of that name."""
    first, name = tokens[0], tokens[tokens[0].head]
    behind = tokens[min(name.index + 1, len(tokens) - 1)]
    if first.dep != "compound" or first.lower not in _LEADING or name.dep not in SUBJECTS or behind.text != ",":
        return tokens
    tokens = put(tokens, replace(first, pos="ADP", tag="IN", lemma=first.lower))
    return hung_anew(tokens, {0: (name.head, "prep"), name.index: (0, "pobj")})


def _in_all(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "In all 25 people were hurt": 25 were, and "in all" is no place that they were in."""
    lead, noun = tokens[0], tokens[tokens[min(2, len(tokens) - 1)].head]
    torn = lead.dep == "prep" and noun.head == 0 and noun.dep == "pobj" and noun.index > 2
    verb = tokens[lead.head]
    own = children_of(tokens, verb)
    if not torn or tokens[1].lower not in _ALL or tokens[2].tag != "CD" or {t.dep for t in own} & SUBJECTS:
        return tokens
    subject: Relation = "nsubjpass" if any(t.dep == "auxpass" for t in own) else "nsubj"
    return hung_anew(tokens, {1: (0, "pobj"), noun.index: (verb.index, subject)})


def _out_of(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Of 30 drones fired at Bor, 23 were shot down": those behind "of" are no second subject."""
    whole = tokens[tokens[tokens[0].head].head]
    subjects = [t for t in children_of(tokens, tokens[whole.head]) if t.dep in SUBJECTS and t.index > whole.index]
    if tokens[0].lower not in _OF or tokens[0].dep != "quantmod" or whole.dep not in SUBJECTS or not subjects:
        return tokens
    return hung_anew(tokens, {0: (whole.head, "prep"), whole.index: (0, "pobj")})


def _headed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "#Haiti | Gangs burned 35 homes": the name of a land before a bar says where, and is no second subject; what
    calls before it, "BREAKING #Haiti", is no deed."""
    if tokens[0].text.isupper() and [t.text for t in tokens[1:2]] == ["#"]:
        tokens = put(tokens, replace(tokens[0], pos="INTJ", tag="UH"))
    name = tokens[min(tokens[0].text == "#", len(tokens) - 1)]
    bar = tokens[min(name.index + 1, len(tokens) - 1)]
    others = [t for t in children_of(tokens, tokens[name.head]) if t.dep in SUBJECTS and t.index > bar.index]
    if name.dep not in SUBJECTS or name.entity != "GPE" or bar.tag != ":" or not others:
        return tokens
    return hung_anew(tokens, {name.index: (name.head, "npadvmod")})


def _judged(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Hang on "it is untrue" or "there is no proof" the clause that a saying put in between parts from it."""
    judging = tokens[tokens[0].head]
    behind = tokens[judging.index + 1 :]
    that = next((t for t in behind if t.dep == "mark" and t.lower in _THAT and tokens[t.index - 1].text == ","), None)
    if that is None or tokens[0].lower not in _EMPTY or judging.lemma not in _BEING:
        return tokens
    deed, between = tokens[that.head], tokens[judging.index + 1 : that.index]
    subjects = [t for t in between if t.dep in SUBJECTS and tokens[t.head] in between]
    if not subjects:
        return tokens
    saying = tokens[subjects[-1].head]
    changed: dict[int, tuple[int, Relation]] = {deed.index: (judging.index, "ccomp")}
    if deed.dep == "ROOT":
        changed |= {judging.index: (saying.index, "ccomp"), saying.index: (saying.index, "ROOT")}
    return hung_anew(tokens, changed)


def _is_put_in(tokens: tuple[Token, ...], first: Token, saying: Token, told: Token) -> bool:
    """Whether a saying with its subject stands between two commas, behind what opens the sentence."""
    speakers = [t for t in children_of(tokens, saying) if t.dep in SUBJECTS and first.index < t.index < saying.index]
    own = children_of(tokens, told)
    subject = next((t for t in own if t.dep in SUBJECTS and t.index > saying.index), None)
    if not speakers or subject is None or any(t.dep == "mark" for t in own):
        return False
    start = min([subject.index, *(t.index for t in children_of(tokens, subject))])
    starts = [speakers[0].index, *(t.index for t in children_of(tokens, speakers[0]) if t.index)]
    return tokens[start - 1].text == "," and tokens[min(starts) - 1].text == ","
