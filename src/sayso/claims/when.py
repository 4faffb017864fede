"""When: which time expression of a sentence governs an event. What the expressions mean the times stage has settled.

An expression governs the events of its own clause and of the clauses that hang on it, never across a relative or
participle clause about something else ("the men who fled in May were shot"); an expression that belongs to another
noun dates that noun ("the May bombing"); "said on Wednesday" dates the saying. Speech acts take only a time on the
speech verb itself.
"""

from __future__ import annotations

from datetime import timedelta

from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.claims.extent import CLOCK, is_bare, said_on, when_of
from sayso.grammar.frames import governor
from sayso.lang import lexicon
from sayso.model import Sentence, TimeMention, Token
from sayso.model.claims import When

WORDS = lexicon("claims")

_SAYING = WORDS["when.saying"]
_MODIFIES = frozenset({"poss", "compound", "nmod", "amod", "nummod", "npadvmod"})
_OUTSIDE_MARKS = WORDS["when.outside_marks"]
_LIMIT = 4.5
_COARSE_LIMIT = 0.9
_JOINED_LIMIT = 2.6
_OPENING = 8
_WEEK = 7
_SERIES = 1.5
_NUMBERS = WORDS.table("when.numbers")
_LENGTHS = {"hour": 1 / 24, "day": 1, "week": 7}
_REGIMES = frozenset({"emergency", "warning"})


def time_of(candidate: Candidate, evidence: Evidence) -> When | None:
    """The time that the sentence itself gives for the event, or None."""
    counted = _counted_back(candidate, evidence)
    if counted:
        return counted
    best: tuple[float, int] | None = None
    chosen: TimeMention | None = None
    for mention in evidence.times_in.get(candidate.sentence.index, ()):
        if mention.kind in ("duration", "set") and mention.earliest is None and mention.latest is None:
            continue
        if candidate.type in _REGIMES and is_bare(mention) and CLOCK.search(mention.text):
            continue  # "a curfew from 8 p.m.": hours of the day, not a day
        distance = _distance(candidate, mention, evidence)
        if distance is None or distance > _reach(mention, candidate.sentence):
            continue
        if mention.rule == "times/nth-unit":
            distance += _SERIES  # "for a second day on Friday": Friday
        key = (distance, abs(mention.start - candidate.trigger.start))
        if best is None or key < best:
            best, chosen = key, mention
    if chosen is None:
        return _since_clause(candidate, evidence)
    return when_of(chosen, candidate, evidence)


def _since_clause(candidate: Candidate, evidence: Evidence) -> When | None:
    """ "Since the operation began on May 3, 25 people have been killed": from that day to the day it was stated."""
    sentence, trigger = candidate.sentence, candidate.trigger
    for mention in evidence.times_in.get(sentence.index, ()):
        head = evidence.head(mention)
        clause = governor(sentence, head) if head else None
        if clause is None or clause.dep != "advcl" or mention.earliest is None:
            continue
        if "since" in _marks(sentence, clause) and trigger in sentence.ancestors(clause):
            return When(
                earliest=mention.earliest,
                latest=said_on(candidate) or evidence.reading.document.published,
                mention=mention,
            )
    return None


def _reach(mention: TimeMention, sentence: Sentence) -> float:
    """How far a time governs: a limit ("until Friday") only its verb, a month or year only its clause.

    A month or year that the sentence opens with governs the clauses joined to its own as well.
    """
    if mention.sense == "until" and not is_bare(mention) and not CLOCK.search(mention.text):
        return 0.0
    if mention.earliest and mention.latest and (mention.latest - mention.earliest).days > _WEEK:
        return _JOINED_LIMIT if mention.start - sentence.start <= _OPENING else _COARSE_LIMIT
    return _LIMIT


def _counted_back(candidate: Candidate, evidence: Evidence) -> When | None:
    """ "a drone hit a bus on Friday, two days after rockets killed nine": the later day less the two."""
    sentence, trigger = candidate.sentence, candidate.trigger
    verb = trigger if trigger.pos == "VERB" else governor(sentence, trigger)
    mark = next((t for t in sentence.children(verb, "mark") if t.lower == "after"), None) if verb else None
    if mark is None or mark.index < 2:
        return None
    words = sentence.tokens[mark.index - 2 : mark.index]
    count = _NUMBERS.get(words[0].lower) or (int(words[0].text) if words[0].text.isdecimal() else None)
    if count is None or words[1].lemma not in _LENGTHS:
        return None
    times = evidence.times_in.get(sentence.index, ())
    base = next((m for m in times if m.end <= words[0].start and m.grain in ("day", "part-of-day") and m.latest), None)
    if base is None or base.latest is None:
        return None
    day = base.latest - timedelta(int(count * _LENGTHS[words[1].lemma]))
    return When(earliest=day, latest=day, mention=base)


def _distance(candidate: Candidate, mention: TimeMention, evidence: Evidence) -> float | None:
    """How far a time is from the trigger, counted in clauses; None when it dates something else."""
    sentence, trigger = candidate.sentence, candidate.trigger
    head = evidence.head(mention)
    if head is None or any(mention.start <= t.start < mention.end for t in candidate.words):
        return None
    if _dates_the_saying(sentence, head, candidate, evidence):
        return None
    if candidate.rule.speaker:
        return 0.0 if _direct(sentence, head, candidate) else None
    path = [head, *sentence.ancestors(head)]
    if trigger in path:
        return _from_below(candidate, path[: path.index(trigger)], _is_recent(mention, evidence))
    chain = [trigger, *sentence.ancestors(trigger)]
    for steps, above in enumerate(chain):
        if above in path:
            return _across(candidate, head, above, path[: path.index(above)], chain[:steps], evidence)
    return None


def _direct(sentence: Sentence, head: Token, candidate: Candidate) -> bool:
    """Whether the time hangs on the speech act itself, with nothing but prepositions between."""
    for above in sentence.ancestors(head):
        if above in candidate.words or above is candidate.frame.verb:
            return True
        subject = above.dep in ("nsubj", "nsubjpass") and above.start < head.start
        if above.pos not in ("ADP", "SCONJ") and not subject:
            return False
    return False


def _is_recent(mention: TimeMention, evidence: Evidence) -> bool:
    """Whether a time is a day of the week before publication."""
    published = evidence.reading.document.published
    if published is None or mention.latest is None or mention.grain not in ("day", "part-of-day", "minute"):
        return False
    return 0 <= (published - mention.latest).days <= _WEEK


def _from_below(candidate: Candidate, path: list[Token], recent: bool) -> float | None:
    """The distance of a time below the trigger; ``path``: from the time up to, without, the trigger."""
    sentence = candidate.sentence
    roles = (*candidate.frame.subjects, *candidate.frame.objects)
    distance = 0.0
    for token in path:
        above = sentence.head(token)
        if token.dep in ("relcl", "acl") and above not in candidate.words:
            if not recent or above not in roles:
                return None
            distance += 1.0  # "rockets that crossed yesterday were shot down"
        if token.pos not in ("VERB", "AUX"):
            continue
        if token.dep == "advcl" and _marks(sentence, token) & _OUTSIDE_MARKS:
            return None
        if token.dep == "conj" and sentence.children(token, "nsubj", "nsubjpass"):
            return None
        distance += 1.0 if token.dep == "conj" else 2.0
    return distance + _noun_distance(sentence, path, candidate)


def _noun_distance(sentence: Sentence, path: list[Token], candidate: Candidate) -> float:
    """A time that modifies a noun dates that noun first of all."""
    head = path[0]
    if head.dep not in _MODIFIES:
        return 0.0
    noun = sentence.head(head)
    return 0.0 if noun in candidate.words or noun.pos in ("VERB", "AUX") else 1.5


def _across(
    candidate: Candidate, head: Token, above: Token, path: list[Token], chain: list[Token], evidence: Evidence
) -> float | None:
    """The distance of a time in another branch; ``above``: where the branches of time and trigger meet."""
    sentence, trigger = candidate.sentence, candidate.trigger
    if not path:
        return 0.5  # "on Sunday, when a drone struck": the trigger hangs on the time
    fronted = head.start < trigger.start
    if any(t.dep in ("relcl", "acl") for t in path):
        return None
    inner = [t for t in path[1:] if t.pos == "VERB"]
    outer = [t for t in chain[1:] if t.pos == "VERB"]
    if above.pos == "VERB" and above.lemma in _SAYING and not fronted and not _told(candidate, head):
        return None
    if any(t.dep == "conj" for t in inner) and not fronted:
        return None
    return 0.5 + 2.0 * len(inner) + 1.0 * len(outer) + _noun_distance(sentence, path, candidate)


def _marks(sentence: Sentence, verb: Token) -> frozenset[str]:
    return frozenset(t.lower for t in sentence.children(verb, "mark", "advmod"))


def _told(candidate: Candidate, head: Token) -> bool:
    """Whether the time stands within what the source says."""
    attribution = candidate.attribution
    return attribution is not None and any(c.start <= head.start < c.end for c in attribution.content)


def _dates_the_saying(sentence: Sentence, head: Token, candidate: Candidate, evidence: Evidence) -> bool:
    """ "said on Wednesday" dates the saying, not the event, unless the words stand within what is said."""
    verb = governor(sentence, head)
    if verb is None or verb.index == candidate.trigger.index or verb.start not in evidence.cues:
        return False
    return not _told(candidate, head) and not _put_in(sentence, head, verb)


def _put_in(sentence: Sentence, head: Token, verb: Token) -> bool:
    """ "On 9 February, she told us, an aircraft bombed the ward": the saying is put in between time and event."""
    if head.index > verb.index:
        return False
    between = sentence.tokens[head.index : verb.index]
    after = sentence.tokens[verb.index + 1 : verb.index + 4]
    return any(t.text == "," for t in between) and any(t.text == "," for t in after)
