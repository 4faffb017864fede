"""Extent: the days that a time expression gives an event it dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from sayso.claims.bind.compared import is_compared
from sayso.claims.bind.spoken import days_ahead, said_on
from sayso.claims.bind.tolls import is_total
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.frames import governor
from sayso.grammar.tenses import BE, HAVE, PRESENT, is_helped
from sayso.lang import lexicon
from sayso.mentions.times import calendar
from sayso.model import Sentence, TimeMention, Token
from sayso.model.claims import When
from sayso.rules.ontology import types_with

_DATED = re.compile(
    r"\d{4}|day\b|yesterday|tonight|overnight|last|week|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I
)
CLOCK = re.compile(r"\d(?:[.:]\d\d| ?[ap]\.?m\b)")
"""A time of the clock."""
_HALF_A_YEAR = 180
_MANY = 1000
_CUMULATIVE = frozenset(
    "killed injured displaced evacuated missing destroyed damaged returned captured affected".split()
)
_COUNTED = types_with("counted")
WORDS = lexicon("claims")
_BEGIN, _ONSETS, _GOING_ON = WORDS["when.begin"], WORDS["when.onsets"], WORDS["when.going_on"]
_WHEN, _IN, _WHICH = WORDS["when.relative"], WORDS["when.relative_in"], WORDS["when.relative_which"]
Stretch = tuple[date | None, date | None]
_BEHIND = 4
_APART = 7
"""How many days apart the first and the second of two are that are told as one stretch."""
_SINCE, _THEN = WORDS["when.since"], WORDS["when.then"]
_THROUGH, _INTO, _NIGHT = WORDS["when.through"], WORDS["when.into"], WORDS["when.night"]
_CLAUSES = frozenset({"ccomp", "relcl", "acl", "advcl", "parataxis"})


def when_of(mention: TimeMention, draft: Draft, evidence: Evidence) -> When | None:
    """The days of an event that the expression dates, or None where it tells none."""
    earliest, latest = mention.earliest, mention.latest
    published = evidence.reading.document.published
    stated = said_on(draft) or published
    beside = next((t for t in evidence.times_in.get(draft.sentence.index, ()) if t.start == mention.end + 1), None)
    if mention.sense == "so-far":
        earliest, latest = beside.earliest if beside else None, latest or stated  # "so far this month"
    elif mention.sense == "since" and (draft.type == "capture" or hangs_on(draft, mention) or _is_its(draft, mention)):
        latest = end_of(mention)
    elif mention.sense == "since":
        stated = _reached_on(mention, draft, evidence) or stated
        latest = stated if latest is None or latest == published else latest
    elif mention.sense == "until" and mention.grain == "day" and hangs_on(draft, mention):
        earliest = latest
    elif mention.sense == "until":
        earliest, latest = _limit(mention, evidence)
    else:
        earliest, latest = _stretched(mention, draft, evidence)
        if mention.text.lower() == "last night" and latest and earliest == latest:
            latest += timedelta(1)
        earliest, latest = _with_coordinated(mention, (earliest, latest), draft.sentence, evidence)
        earliest, latest = (day and day - days_ahead(mention, latest, draft) for day in (earliest, latest))
        if published and earliest and latest and earliest < published < latest and draft.status != "planned":
            latest = published  # "31 this year": what has happened so far
    if earliest is None and latest is None:
        return None
    return When(earliest=earliest, latest=latest, mention=mention)


def _reached_on(mention: TimeMention, draft: Draft, evidence: Evidence) -> date | None:
    """ "The number of dead since May reached 300 on Tuesday": the day up to which the verb itself counts."""
    for other in evidence.times_in.get(draft.sentence.index, ()):
        head = evidence.head(other)
        own = head is not None and governor(draft.sentence, head) == draft.frame.verb and draft.frame.verb is not None
        later = other.latest and mention.earliest and other.latest > mention.earliest
        if own and later and other.sense == "at" and other.grain == "day":
            return other.latest
    return None


def hangs_on(draft: Draft, mention: TimeMention) -> bool:
    """ "since October 2020, when a man was seized", "a raid in May, in which two died": of that month, not since."""
    sentence, trigger = draft.sentence, draft.trigger
    if trigger.start < mention.end:
        return False
    behind = [t for t in sentence.tokens if mention.end <= t.start <= mention.end + _BEHIND]
    which = [t for t in behind[:2] if t.lower in _IN and any(c.lower in _WHICH for c in sentence.children(t))]
    when = next((t for t in behind[:2] if t.lower in _WHEN or t in which), None)
    return when is not None and sentence.head(when) in (trigger, *sentence.ancestors(trigger))


def _is_its(draft: Draft, mention: TimeMention) -> bool:
    """ "Since the truce of 3 May": of the truce itself, not since."""
    since = [t.start for t in draft.sentence.tokens if t.lower in _SINCE and t.start < mention.start]
    return bool(since) and since[-1] < draft.trigger.start < mention.start


def end_of(mention: TimeMention) -> date | None:
    """The last day of the stretch that a "since" begins with."""
    first = mention.earliest
    if first is None or mention.grain not in ("month", "year"):
        return first
    return calendar.month(first.year, 12 if mention.grain == "year" else first.month).last


def _limit(mention: TimeMention, evidence: Evidence) -> Stretch:
    """What an "until" or "by" says: a last day, unless the words are no limit at all."""
    latest, published = mention.latest, evidence.reading.document.published
    head = evidence.head(mention)
    possessor = head is not None and head.dep == "poss"  # "killed by Monday's shelling"
    if possessor or is_bare(mention) or CLOCK.search(mention.text):  # "shortly before 2 a.m." is on that day
        return latest, latest
    if latest and published and (published - latest).days > _HALF_A_YEAR:  # "shut until May 15": the coming one
        latest = latest.replace(year=latest.year + 1, day=min(latest.day, 28 if latest.month == 2 else latest.day))
    return None, latest


def _stretched(mention: TimeMention, draft: Draft, evidence: Evidence) -> Stretch:
    """ "through Saturday night" ends the morning after; "into Sunday" began the day before."""
    head = evidence.head(mention)
    before = draft.sentence.head(head).lower if head else ""
    if before in _THROUGH and _NIGHT.intersection(mention.text.split()) and mention.latest:
        return mention.earliest, mention.latest + timedelta(1)
    if before in _INTO and mention.earliest:
        return mention.earliest - timedelta(1), mention.latest
    return mention.earliest, mention.latest


def _with_coordinated(mention: TimeMention, told: Stretch, sentence: Sentence, evidence: Evidence) -> Stretch:
    """ "on Tuesday and Wednesday", "in May, June and July": from the first to the last of the coordinated."""
    pairs = pairwise(evidence.times_in.get(sentence.index, ()))
    joined = [(first, second) for first, second in pairs if _are_joined(first, second, evidence)]
    run = [mention]
    for first, second in joined:
        run += [second] if first in run else []
    for first, second in reversed(joined):
        run += [first] if second in run else []
    earliest = [told[0], *(t.earliest for t in run[1:])]
    latest = [told[1], *(t.latest for t in run[1:])]
    return min(filter(None, earliest), default=None), max(filter(None, latest), default=None)


def _are_joined(left: TimeMention, right: TimeMention, evidence: Evidence) -> bool:
    """Whether nothing but a joining word stands between a day, month or year and one that comes soon behind it."""
    between = evidence.reading.document.text[left.end : right.start].lower().split()
    apart = right.earliest - left.latest if left.latest and right.earliest else timedelta(0)
    alike = left.grain == right.grain or {left.grain, right.grain} <= {"day", "part-of-day"}
    joins = between == [","] or (set(between) <= WORDS["when.joins"] and "and" in between)
    return alike and joins and timedelta(0) <= apart <= timedelta(1 if "," in between else _APART)


def is_bare(mention: TimeMention) -> bool:
    """Whether a time of day comes without its day ("around 1 am", "that night")."""
    return mention.kind == "time" and not _DATED.search(mention.text) and not mention.text.lower().startswith("this ")


def says_since(draft: Draft) -> bool:
    """Whether the verb has a "since" or "since then" of its own."""
    verb = draft.frame.verb
    for token in draft.sentence.children(verb, "advmod", "prep", "mark") if verb else ():
        if token.lower in _SINCE and all(t.lower in _THEN for t in draft.sentence.children(token)):
            return is_perfect(draft) and (token.dep != "mark" or bool(draft.sentence.children(token)))
    return False


def is_progressive(draft: Draft) -> bool:
    """ "are conducting": what goes on as it is told."""
    verb = draft.frame.verb
    return verb is not None and verb.tag == "VBG" and is_helped(draft.sentence, verb, BE)


def is_perfect(draft: Draft) -> bool:
    """ "have fled": what has come about by the time it is told."""
    return is_helped(draft.sentence, draft.frame.verb, HAVE)


def is_pluperfect(draft: Draft) -> bool:
    """ "Had fired mortars": what came before the events that are told, and gives them no time.

    In what somebody said, "had" is only the past of the saying.
    """
    verb = draft.frame.verb
    if verb is None or verb.tag != "VBN" or draft.attribution is not None:
        return False
    return is_helped(draft.sentence, verb, HAVE, ("VBD",))


def is_counted_up(draft: Draft) -> bool:
    """ "have been evacuated", said Saturday; "has killed more than 35,000"."""
    if draft.type not in _COUNTED:
        return False
    if not any(f.measure in _CUMULATIVE for f in draft.figures) or not is_perfect(draft):
        return False
    if said_on(draft) is not None or draft.type == "displacement":
        return draft.type != "arrest"
    return draft.type == "casualties" and any((f.low or f.high or 0) >= _MANY for f in draft.figures)


def _own_clause(sentence: Sentence, clause: Token) -> list[Token]:
    """The words above a clause, up to the verb of the one it hangs in: "X said that Y had fled since it began"."""
    found: list[Token] = []
    for token in sentence.ancestors(clause):
        found.append(token)
        if token.dep in _CLAUSES:
            break
    return found


def _joined(draft: Draft) -> list[Token]:
    """The trigger, its verb and the verbs that this one is joined to ("has spread and driven out 2,000")."""
    verbs = [t for t in (draft.trigger, draft.frame.verb) if t]
    while verbs[-1].dep == "conj" and not draft.sentence.children(verbs[-1], "nsubj", "nsubjpass"):
        verbs.append(draft.sentence.head(verbs[-1]))
    return verbs


def _is_of(draft: Draft, clause: Token) -> bool:
    """Whether a "since" clause bounds an event: it hangs on its words, or stands behind them with no verb between."""
    sentence = draft.sentence
    above = _own_clause(sentence, clause)
    mark = min((t.index for t in sentence.children(clause, "mark", "advmod")), default=clause.index)
    between = sentence.tokens[draft.trigger.index + 1 : mark]
    follows = draft.trigger.index < mark and all(t.pos not in ("VERB", "AUX") and t.text != "," for t in between)
    return follows or any(t in above for t in (draft.trigger, draft.frame.verb))


def is_since(sentence: Sentence, clause: Token) -> bool:
    """ "since the revolt began": whether it is a clause that says when something began."""
    return clause.dep == "advcl" and "since" in {t.lower for t in sentence.children(clause, "mark", "advmod")}


def only_begins(draft: Draft) -> bool:
    """ "Since the fighting began in March": says only from when on something else is counted."""
    over = draft.sentence.head(draft.trigger)
    began = draft.trigger.dep in ("nsubj", "nsubjpass") and over.lemma in _BEGIN
    return began and is_since(draft.sentence, over) and not (draft.figures or draft.actors or draft.targets)


def is_beginning(draft: Draft, mention: TimeMention, evidence: Evidence) -> bool:
    """ "In clashes since the truce collapsed on Friday": the day begins a count of what stands outside its clause."""
    head = evidence.head(mention)
    clause = governor(draft.sentence, head) if head else None
    inside = (draft.trigger, *draft.sentence.ancestors(draft.trigger))
    if clause is None or _goes_on_from(draft, clause):
        return clause is not None
    return is_since(draft.sentence, clause) and clause not in inside


def _goes_on_from(draft: Draft, clause: Token) -> bool:
    """ "The war, which began in 2011 and has killed 30,000": what has come about since it began; "the fighting that
    began on Monday continues"."""
    if clause.lemma not in _BEGIN:
        return False
    verb = draft.frame.verb
    told = (verb, *draft.sentence.children(verb, "aux")) if verb and verb.lemma in _GOING_ON else ()
    lasts = any(t.tag in PRESENT for t in told)
    own = clause.dep in ("relcl", "acl") and draft.sentence.head(clause) is draft.trigger
    return (lasts and own) or (clause in _joined(draft)[1:] and is_perfect(draft))


def since_begun(draft: Draft) -> bool:
    """ "Have been killed since the war began", "since the outbreak of the war": since a day that is not told."""
    sentence, before = draft.sentence, draft.sentence.tokens[: draft.trigger.index]
    if not is_perfect(draft):  # "Since the war began: 390 dead"
        return bool(before) and before[0].lower in _SINCE and any(t.text == ":" for t in before)
    if any(t.lemma in _BEGIN and is_since(sentence, t) and _is_of(draft, t) for t in sentence.tokens):
        return True
    onsets = (sentence.head(t) for t in sentence.tokens if t.dep == "pobj" and t.lemma in _ONSETS)
    return any(t.lower in _SINCE and sentence.head(t) in (draft.trigger, draft.frame.verb) for t in onsets)


def since_it_began(draft: Draft, evidence: Evidence) -> When | None:
    """ "Since the revolt began on May 3, 25 people have been killed", "have been killed by the strikes, which began …".

    What has come about since, up to the day it was stated.
    """
    sentence, joined = draft.sentence, _joined(draft)
    perfect = any(is_helped(sentence, verb, HAVE) for verb in joined)
    perfect = perfect or any(is_total(figure, draft) for figure in draft.figures)
    for mention in evidence.times_in.get(sentence.index, ()):
        head = evidence.head(mention)
        clause = governor(sentence, head) if head else None
        if clause is None or mention.earliest is None or draft.trigger is clause or is_compared(draft, mention):
            continue
        goes_on = _goes_on_from(draft, clause)
        of_it = perfect and clause.dep in ("relcl", "acl") and clause.lemma in _BEGIN
        above = tuple(sentence.ancestors(clause)) if of_it else ()
        if goes_on or any(t in above for t in joined) or (is_since(sentence, clause) and _is_of(draft, clause)):
            latest = said_on(draft) or evidence.reading.document.published
            runs = replace(mention, sense="since") if latest and latest > mention.earliest else mention
            return When(earliest=mention.earliest, latest=latest, mention=runs)
    return None
