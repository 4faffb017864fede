"""People in figures: one person named counts one, fighters count as soldiers, "of them" counts what was told last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from sayso.claims.bind.roles import sufferers
from sayso.claims.bind.targets import is_thing
from sayso.claims.evidence import FORCE_KINDS, Evidence
from sayso.claims.records import Draft
from sayso.grammar.clauses import subject
from sayso.grammar.frames import expand
from sayso.grammar.phrases import of_which
from sayso.lang import lexicon
from sayso.model import PERSONS, CountMention, Figure, Measure, Sentence, Span, Token, Unit

WORDS = lexicon("claims")

HUMAN: frozenset[Measure] = frozenset(
    {"killed", "injured", "casualties", "missing", "captured", "displaced", "evacuated", "returned"}
)
AIR_UNITS = frozenset({"drones", "missiles", "rockets", "shells", "aircraft"})
_ONE_BY_ONE: frozenset[Measure | None] = frozenset({"killed", "injured", "captured", "missing"})
_GROUPS = WORDS["people.groups"]
_KIN = WORDS["people.kin"]
_WITH, _ALONG = WORDS["people.with"], WORDS["people.along"]
_REACH = 400


def single_people(draft: Draft, measure: Measure | None, evidence: Evidence) -> list[Figure]:
    """A person named, or told by whose they are ("its driver", "his wife"), counts one."""
    if measure is None or measure not in _ONE_BY_ONE:
        return []
    people = [one for token in _sufferers(draft) for one in _one_person(draft, token, evidence)]
    if not people:
        return []
    units = {unit for _, _, unit in people}
    start, end = min(start for start, _, _ in people), max(end for _, end, _ in people)
    return [exactly(len(people), Span(start=start, end=end), measure, people[0][2] if len(units) == 1 else "people")]


def _sufferers(draft: Draft) -> list[Token]:
    """To whom it was done, each once, by name where what they are stands before the name."""
    tokens = sufferers(draft.frame) if draft.rule.target == "subject" else draft.frame.objects
    told = [t for t in tokens if not _is_gloss(draft, t, tokens) and t not in draft.words]  # not "taken hostage"
    return list(dict.fromkeys(_by_name(draft, t, tokens) for t in told))


def exactly(number: float, words: Span, measure: Measure, unit: Unit) -> Figure:
    """A figure of just so many."""
    told = float(number)  # a whole number would be kept as another one than the same figure read from a ledger
    return Figure(start=words.start, end=words.end, measure=measure, unit=unit, low=told, high=told, bound="exact")


def with_named(figures: list[Figure], draft: Draft, measure: Measure | None, evidence: Evidence) -> list[Figure]:
    """The figures and, each for one, those who are named beside the counted: "killed Gillespie and five soldiers", "the
    driver and 13 passengers"."""
    if measure is None or measure not in _ONE_BY_ONE or not figures:
        return figures
    tokens = sufferers(draft.frame) if draft.rule.target == "subject" else draft.frame.objects
    alone = [t for t in tokens if _is_name(t, evidence) or _is_joined(draft, t, tokens)]
    names = [t for t in alone if not any(f.start <= t.start < f.end for f in figures)]
    if not any(evidence.count(t) for t in tokens):
        return figures
    found = [one for t in names if not _tells_who(draft, t) for one in _one_person(draft, t, evidence)]
    more = [exactly(1.0, Span(start=start, end=end), measure, unit) for start, end, unit in found]
    return _counted_up(sorted([*figures, *more], key=lambda f: f.start))


def _counted_up(figures: list[Figure]) -> list[Figure]:
    """Two or more of whom each was told alone as so many: "a driver and his helper"."""
    told = {(f.measure, f.unit, f.low, f.high) for f in figures}
    if (
        len(figures) < 2
        or len(told) > 1
        or figures[0].unit == "soldiers"
        or (figures[0].low, figures[0].high) != (1, 1)
    ):
        return figures  # "an officer and a militant" are of two sides
    return [replace(figures[0], end=figures[-1].end, low=float(len(figures)), high=float(len(figures)))]


def _is_joined(draft: Draft, token: Token, tokens: Sequence[Token]) -> bool:
    """Whether the word is joined to the counted by "and"."""
    above = [draft.sentence.head(token)] if token.dep == "conj" else []
    return any(t in tokens for t in (*above, *draft.sentence.children(token, "conj")))


def _tells_who(draft: Draft, token: Token) -> bool:
    """Whether a name stands in a list that only tells who was counted before: "three people, A, B and C"."""
    while token.dep == "conj" and draft.sentence.head(token).pos in ("NOUN", "PROPN", "NUM"):
        token = draft.sentence.head(token)
    return token.dep == "appos"


def with_companions(figures: list[Figure], draft: Draft, measure: Measure | None, evidence: Evidence) -> list[Figure]:
    """ "A presenter was killed along with nine members of her family", "killed Said and his wife": all together.

    Only where every number is exact and every other word one person, and all or none of them fight; else those who are
    counted beside them are a figure of their own: "20 people were killed along with two gunmen".
    """
    along = _along(draft)
    told, sentence = _sufferers(draft), draft.sentence
    kin = [one for t in told[1:] for one in (t, *of_which(sentence, t)) if one.lemma in _KIN]
    family = any(t.tag == "PRP$" for one in kin for t in sentence.children(one)) and _is_name(told[0], evidence)
    if measure not in _ONE_BY_ONE or measure is None or not (along or family):
        return figures
    tokens = [*told, *along]
    tokens = _once(tokens, evidence)
    values = [_how_many(t, evidence) for t in tokens]
    if any((c := evidence.count(t)) and (c.part_of is not None or c.unit is None) for t in along):
        return figures  # "69 were hurt, with 17 of them in critical condition"
    counts = list(filter(None, map(evidence.count, along)))
    if any(value is None for value in values) or any(c.unit == "soldiers" for c in counts):
        return [*(figures or single_people(draft, measure, evidence)), *_beside(counts, figures, measure)]
    words = Span(start=min(t.start for t in tokens), end=max(t.end for t in tokens))
    whole = exactly(sum(value or 0.0 for value in values), words, measure, "people")
    return [whole, *(f for f in figures if f.measure != measure)]


def _beside(counts: list[CountMention], figures: list[Figure], measure: Measure) -> list[Figure]:
    """Those counted beside others whose fate they shared."""
    return [
        Figure(
            start=c.start, end=c.end, measure=measure, unit=c.unit or "people", low=c.low, high=c.high, bound=c.bound
        )
        for c in counts
        if c.unit in PERSONS and all(f.start != c.start for f in figures)
    ]


def _once(tokens: list[Token], evidence: Evidence) -> list[Token]:
    """The words without those that a number before them counts already ("his wife and two daughters")."""
    kept: list[Token] = []
    for token in tokens:
        spans = [c for one in kept if (c := evidence.count(one))]
        if not any(c.start <= token.start < c.end for c in spans):
            kept.append(token)
    return kept


def _along(draft: Draft) -> list[Token]:
    """Who shared the fate of those it was done to: "along with …", "together with …", "died with his wife and son"."""
    sentence, trigger = draft.sentence, draft.trigger
    beside = [t for v in sentence.children(trigger, "conj") if subject(sentence, v) for t in sentence.subtree(v)]
    preps = [p for p in sentence.subtree(trigger) if p.dep == "prep" and p.lower in _WITH and p not in beside]
    behind = [p for p in preps if p.head == trigger.index < p.index]  # not "with Monday's killing, 19 have been shot"
    joined = [*behind, *(p for p in preps if sentence.head(p).lower in _ALONG)]
    if not (draft.frame.passive or draft.rule.target == "subject"):
        # "abducted a judge, along with her driver"; with "with" alone it may be by whom or by what
        joined = [p for p in joined if draft.frame.objects and sentence.tokens[p.index - 1].lower in _ALONG]
    found = [t for p in joined for t in sentence.children(p, "pobj")]
    return [one for token in found for one in expand(sentence, token) if one.pos in ("NOUN", "PROPN", "NUM")]


def _how_many(token: Token, evidence: Evidence) -> float | None:
    """How many people a word names; None where it does not say or names no people."""
    count = evidence.count(token)
    if count is not None:
        things = count.unit is not None and count.unit not in PERSONS  # "three bodies along with four rifles"
        return count.low if count.bound == "exact" and count.low == count.high and not things else None
    several = token.tag in ("NNS", "NNPS") or token.lemma in _GROUPS
    return None if several or is_thing(token, evidence) or evidence.is_of_weapon(token) else 1.0


def _one_person(draft: Draft, token: Token, evidence: Evidence) -> list[tuple[int, int, Unit]]:
    if evidence.count(token) or token.lemma in _GROUPS:
        return []
    mention = evidence.actor(token)
    if _is_name(token, evidence):
        if mention is None:
            return [(token.start, token.end, "people")]
        soldier = any(evidence.is_class(t, "soldier") for t in draft.sentence.within(mention))
        return [(mention.start, mention.end, "soldiers" if soldier else "people")]
    if token.tag in ("NNS", "NNPS"):
        return []
    if token.lower in WORDS["people.alone"]:
        return [(token.start, token.end, "soldiers" if mention and mention.kind in FORCE_KINDS else "people")]
    listed = token.dep == "conj" and any(t.pos == "DET" for t in draft.sentence.children(token))
    if (draft.rule.has("among") or listed) and token.tag == "NN" and evidence.is_person(token):
        return [(token.start, token.end, "people")]  # "among the dead was a guard", "three guards and a cook"
    unit = evidence.persons.get(token.lemma) if token.tag == "NN" else None
    owner = next(iter(draft.sentence.children(token, "poss")), None)
    if owner is not None and (unit or token.lemma in _KIN or (token.tag == "NN" and evidence.is_person(token))):
        return [(owner.start, token.end, unit if unit == "soldiers" else "people")]
    articles = draft.sentence.children(token, "det", "nummod", "predet")
    told = not articles or any(t.lower in WORDS["people.told_of"] for t in articles)  # "the driver", "driver wounded"
    fights = unit == "people" and _armed(draft, token, evidence)
    return [(token.start, token.end, "soldiers" if fights else unit)] if unit and told else []


def is_one_person(token: Token, sentence: Sentence, evidence: Evidence) -> bool:
    """Whether the word is for one person, by name or by what they are ("a senior administrator")."""
    if evidence.count(token) is not None or is_thing(token, evidence) or evidence.is_of_weapon(token):
        return False
    told = any(t.lower in WORDS["people.one"] for t in sentence.children(token, "det", "nummod"))
    mention = evidence.actor(token)
    person = evidence.is_person(token) or (mention is not None and mention.form == "role")
    noun = token.tag == "NN" or (token.tag == "NNP" and told)
    return _is_name(token, evidence) or (noun and told and person and token.lemma not in _KIN | _GROUPS)


def _is_name(token: Token, evidence: Evidence) -> bool:
    """Whether a word that suffers what only people do names one: a person known or not, but no place and no body."""
    mention = evidence.actor(token)
    if mention is not None:
        return mention.person and token.pos == "PROPN"
    sentence = evidence.reading.sentence_at(token.start)
    after = sentence.tokens[token.index + 1 : token.index + 2] if sentence else ()
    goes_on = any(t.entity == "PERSON" and t.head != token.index for t in after)  # "Adnan al" of "Adnan al-Dibs"
    other = evidence.in_name(token) or evidence.is_of_weapon(token) or not token.text[1:2].isalpha()
    if token.pos != "PROPN" or goes_on or other:
        return False
    bare = sentence is not None and not sentence.children(token, "det")
    return token.entity == "PERSON" or (bare and token.tag == "NNP" and evidence.place(token) is None)


def _by_name(draft: Draft, token: Token, tokens: Sequence[Token]) -> Token:
    """The name right behind what somebody is ("the guide Ana Alvarez"), else the word itself."""
    behind = draft.sentence.tokens[token.index + 1 :]
    name = list(takewhile(lambda t: t.pos == "PROPN", behind)) if token.tag == "NN" else []
    return name[-1] if name and (name[-1].head == token.index or name[-1] in tokens) else token


def _is_gloss(draft: Draft, token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a name only tells who the person before it is: "his father, Omar Deng, and a cousin"."""
    if token.dep != "appos" or token.pos != "PROPN":
        return False
    head = draft.sentence.head(token)
    return head in tokens and head.tag == "NN" and head.lemma not in _GROUPS


def told_unit(count: CountMention, measure: Measure, draft: Draft, evidence: Evidence) -> CountMention:
    """ "60 attackers", "four members of the front", "5,000 men deployed": fighters are counted as soldiers."""
    if count.unit is None and measure == "intercepted":  # "at least three of them": what was counted last
        told = [c.unit for c in evidence.reading.counts if c.start < count.start and c.unit in AIR_UNITS]
        return replace(count, unit=told[-1]) if told else count
    if count.noun == "bomber" and measure == "deployed":
        return replace(count, unit="aircraft")
    if count.unit is None and draft.type == "withdraw":
        return replace(count, unit="soldiers")
    if count.unit is None and measure in HUMAN:
        return _as_told_before(count, measure, evidence)
    if count.unit != "people" or measure not in HUMAN | {"deployed"}:
        return count
    token = next((t for t in draft.sentence.tokens if t.start == count.head), None)
    if token is None:
        return count
    lost = draft.trigger.lemma in WORDS["roles.losing"] and any(evidence.is_force(t) for t in draft.frame.subjects)
    if (measure == "deployed" and draft.rule.when) or lost or _armed(draft, token, evidence):
        return replace(count, unit="soldiers")
    return count


def _armed(draft: Draft, token: Token, evidence: Evidence) -> bool:
    """Whether the people counted belong to a force: "members of the front", "its men", "army casualties"."""
    sentence = draft.sentence
    if token.lemma not in WORDS["people.members"]:
        owners = sentence.children(token, "amod", "compound", "nmod") if token.lemma in WORDS["people.harmed"] else ()
        return any(evidence.is_force(t) for t in owners)
    mention = evidence.actor(token) if token.lemma in WORDS["people.staff"] else None
    if mention and mention.kind == "civilians":  # "family members of guerrillas"
        return False
    near = [token, *sentence.children(token, "amod", "compound", "nmod")]
    near += of_which(sentence, token)
    if any(evidence.is_force(t) for t in near):
        return True
    if any((party := evidence.actor(t)) and party.kind == "party" and party.id for t in near[1:]):
        fought = any(evidence.is_force(t) for t in draft.frame.subjects)
        return fought or token.lemma in WORDS["people.fighting"]  # "coalition forces detained a Taliban leader"
    for owner in sentence.children(token, "poss"):
        whose = evidence.actor(owner)
        if whose is not None:
            return whose.kind in FORCE_KINDS
        source = draft.attribution.sources[0] if draft.attribution else None
        if owner.tag == "PRP$" and source is not None and source.kind in FORCE_KINDS:
            return True
    return False


def _as_told_before(count: CountMention, measure: Measure, evidence: Evidence) -> CountMention:
    """ "Three of them", "four others": of what was counted last, as far as fighters are counted for the others."""
    whole = evidence.reading.text(count).lower().split()[-1] in WORDS["people.as_told_before"]
    other = count.additional and not count.noun
    if not whole and not other:
        return count
    units = [c.unit for c in evidence.reading.counts if count.start - _REACH < c.start < count.start
             and c.unit in PERSONS and not c.by_article and c.part_of is None]  # fmt: skip
    if other and (not units or units[-1] != "soldiers"):
        return replace(count, unit="people")
    taken = measure in ("killed", "injured") or (units and units[-1] in ("soldiers", "civilians"))
    return replace(count, unit=units[-1]) if units and taken else count
