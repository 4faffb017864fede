"""When: which time expression of a sentence governs an event. What the expressions mean the times stage has settled.

An expression governs the events of its own clause and of the clauses that hang on it, never across a relative or
participle clause about something else ("the men who fled in May were shot"); an expression that belongs to another
noun dates that noun ("the May bombing"); "said on Wednesday" dates the saying. Speech acts take only a time on the
speech verb itself.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import takewhile

from sayso.claims.bind.answers import is_of_other
from sayso.claims.bind.aside import is_put_out, is_reason, is_remembered, is_unearthed
from sayso.claims.bind.compared import is_compared, is_counted_over
from sayso.claims.bind.enclosed import is_enclosed, is_of_followed, is_outside, struck_before
from sayso.claims.bind.extent import CLOCK, hangs_on, is_bare, is_beginning, is_perfect, since_it_began, when_of
from sayso.claims.bind.later import counted, gone_on
from sayso.claims.bind.spoken import dates_speech
from sayso.claims.bind.tolls import is_total
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.frames import governor
from sayso.grammar.tenses import HAVE, is_helped
from sayso.grammar.words import OF
from sayso.lang import lexicon
from sayso.model import Sentence, TimeMention, Token
from sayso.model.claims import When

WORDS = lexicon("claims")

_SAYING = WORDS["when.saying"]
_AT_ONCE, _MEANWHILE = WORDS["when.at_once"], WORDS["when.meanwhile"]
_MODIFIES = frozenset({"poss", "compound", "nmod", "amod", "nummod", "npadvmod"})
_LIMIT, _COARSE_LIMIT, _JOINED_LIMIT = 4.5, 0.9, 2.6
_OPENING = 8
_WEEK, _YEAR = 7, 366
_SERIES, _SEGMENT = 1.5, 9.0
_RUNNING = frozenset({"since", "so-far"})
_VAGUE, _REF = "PAST_REF", "_REF"
_LASTING = WORDS["when.lasting"]
_REGIMES = frozenset({"emergency", "warning"})


def time_of(draft: Draft, evidence: Evidence, elsewhere: Collection[int] = ()) -> When | None:
    """The time that the sentence itself gives for the event, or None.

    ``elsewhere``: starts of the times that belong to other numbers of the sentence.
    """
    other = counted(draft, evidence)
    if other or is_unearthed(draft):
        return other
    chosen = _nearest(draft, evidence, elsewhere)
    if chosen:
        return when_of(chosen, draft, evidence)
    return since_it_began(draft, evidence) or gone_on(draft, evidence)


def is_vague(draft: Draft, evidence: Evidence) -> bool:
    """Whether its own words date the event by no known day: "in recent days", "on Friday" in an undated report."""
    chosen, published = _nearest(draft, evidence, ()), evidence.reading.document.published
    if chosen is None or chosen.value.endswith(_REF) or published:
        return chosen is not None and chosen.value == _VAGUE
    return not (chosen.earliest or chosen.latest or is_bare(chosen))


def _nearest(draft: Draft, evidence: Evidence, elsewhere: Collection[int]) -> TimeMention | None:
    """The time of the sentence that stands closest over the event."""
    running = any(is_total(figure, draft) for figure in draft.figures)
    enclosed = is_enclosed(draft, evidence)
    apart = enclosed or struck_before(draft.sentence, draft.trigger) is not None
    best: tuple[float, int] | None = None
    chosen: TimeMention | None = None
    for mention in evidence.times_in.get(draft.sentence.index, ()):
        if mention.start in elsewhere or (
            mention.kind in ("duration", "set") and not (mention.earliest or mention.latest)
        ):
            continue
        if is_compared(draft, mention) or is_beginning(draft, mention, evidence):
            continue
        other = is_put_out(draft, mention, evidence) or is_of_other(draft.sentence, draft.trigger, mention.start)
        if other or (apart and is_outside(draft, mention)):
            continue
        if draft.type in _REGIMES and is_bare(mention) and CLOCK.search(mention.text):
            continue  # "a curfew from 8 p.m.": hours of the day, not a day
        distance = _distance(draft, mention, evidence)
        if running and mention.sense not in _RUNNING:
            continue  # "two were killed on Tuesday, bringing the toll to 41": 41 are not Tuesday's
        reach = _reach(mention, draft, evidence.reading.document.published)
        if distance is None or distance > (max(reach, _JOINED_LIMIT) if enclosed and reach else reach):
            continue
        if mention.running or is_counted_over(draft, mention):
            distance += _SERIES  # "for a second day on Friday", "the third attack this month, on Friday": Friday
        between = sorted((mention.start, draft.trigger.start))
        if any(t.text == ";" and between[0] < t.start < between[1] for t in draft.sentence.tokens):
            distance = _SEGMENT  # of those in another segment the one nearest by
        key = (distance, abs(mention.start - draft.trigger.start))
        if best is None or key < best:
            best, chosen = key, mention
    return chosen


def _reach(mention: TimeMention, draft: Draft, published: date | None) -> float:
    """How far a time governs: a limit ("until Friday") only its verb, a month or year only its clause.

    A month or year that the sentence opens with governs the clauses joined to its own as well, and one that runs to
    the day of publication the perfect ("in 54 raids this year 86 have been killed").
    """
    limit = mention.sense == "until" and not hangs_on(draft, mention)
    if limit and not is_bare(mention) and not CLOCK.search(mention.text):
        return 0.0
    if mention.earliest and mention.latest and (mention.latest - mention.earliest).days > _WEEK:
        running = mention.latest == published and is_perfect(draft)
        return _JOINED_LIMIT if running or mention.start - draft.sentence.start <= _OPENING else _COARSE_LIMIT
    return _LIMIT


def _distance(draft: Draft, mention: TimeMention, evidence: Evidence) -> float | None:
    """How far a time is from the trigger, counted in clauses; None when it dates something else."""
    sentence = draft.sentence
    head = evidence.head(mention)
    if head is None or any(mention.start <= t.start < mention.end for t in draft.words):
        return None
    if _dates_the_saying(sentence, head, draft, evidence) and not _is_period(sentence, head, mention):
        return None
    if hangs_on(draft, mention):
        return 0.5
    if draft.rule.speaker:
        return 0.0 if dates_speech(sentence, head, draft) else None
    found = _by_clauses(draft, head, mention, evidence)
    if found is None and mention.sense == "since" and (_runs_up_to(draft, head) or _runs_on(draft, head)):
        return _COARSE_LIMIT
    return found


def _runs_up_to(draft: Draft, head: Token) -> bool:
    """ "50,000 have died in fighting that pits A against B since 1992": the perfect needs it, wherever it hangs."""
    between = draft.sentence.tokens[draft.trigger.index + 1 : head.index]
    return is_perfect(draft) and head.index > draft.trigger.index and not any(t.lemma in HAVE for t in between)


def _runs_on(draft: Draft, head: Token) -> bool:
    """ "The aftermath of blasts that have rocked the port since Friday": what a relative clause says has gone on."""
    sentence = draft.sentence
    verb = governor(sentence, head)
    if verb is None or verb.dep != "relcl" or not is_helped(sentence, verb, HAVE):
        return False
    up = takewhile(lambda t: t.pos not in ("VERB", "AUX"), (draft.trigger, *sentence.ancestors(draft.trigger)))
    return sentence.head(verb) in up and draft.trigger.index < verb.index


def _by_clauses(draft: Draft, head: Token, mention: TimeMention, evidence: Evidence) -> float | None:
    """The distance by the clauses between a time and the trigger; None when it dates something else."""
    sentence, trigger = draft.sentence, draft.trigger
    path = [head, *sentence.ancestors(head)]
    if trigger in path:
        return _from_below(draft, path[: path.index(trigger)], _is_recent(mention, evidence))
    chain = [trigger, *sentence.ancestors(trigger)]
    for steps, above in enumerate(chain):
        if is_reason(sentence, chain[:steps]) and (head.start < trigger.start or is_remembered(draft)):
            return None
        if steps and above.lemma in WORDS["when.remembering"]:
            return None  # "a service on Sunday marked the bombing": the service is Sunday's
        if trigger.index < above.index and is_of_followed(sentence, above, head):
            return None  # "the raid followed a truce in May", "the raid was followed by a truce in May"
        if above in path:
            return _across(draft, head, above, path[: path.index(above)], chain[:steps], evidence)
    return None


def _is_recent(mention: TimeMention, evidence: Evidence) -> bool:
    """Whether a time is a day of the week before publication."""
    published = evidence.reading.document.published
    if published is None or mention.latest is None or mention.grain not in ("day", "part-of-day", "minute"):
        return False
    return 0 <= (published - mention.latest).days <= _WEEK


def _from_below(draft: Draft, path: list[Token], recent: bool) -> float | None:
    """The distance of a time below the trigger; ``path``: from the time up to, without, the trigger."""
    sentence = draft.sentence
    roles = (*draft.frame.subjects, *draft.frame.objects)
    distance = 0.0
    for token in path:
        above = sentence.head(token)
        if token.lower in WORDS["apart.before"] and path[0].dep in _MODIFIES:
            return None  # "before Monday's clash"
        if token.pos == "ADJ" and above in roles and token.index > above.index:
            return None  # "the guns, silent since May, wounded two"
        if token.dep in ("relcl", "acl") and above not in draft.words and token.lemma not in _LASTING:
            if not recent or above not in roles:
                return None
            distance += 1.0  # "rockets that crossed yesterday were shot down"
        if token.pos not in ("VERB", "AUX") or token.lemma in _LASTING:
            continue
        meanwhile = token.tag == "VBG" and _marks(sentence, token) & _MEANWHILE  # "while reporting from Homs in May"
        if token.dep == "advcl" and _marks(sentence, token) & WORDS["when.outside_marks"] and not meanwhile:
            return None
        if token.dep == "conj" and sentence.children(token, "nsubj", "nsubjpass"):
            return None
        # "sent troops when riots broke out"
        at_once = token.dep == "advcl" and (meanwhile or not _AT_ONCE.isdisjoint(_marks(sentence, token)))
        distance += 0.5 if at_once else 1.0 if token.dep == "conj" else 2.0
    return distance + _noun_distance(sentence, path, draft)


def _noun_distance(sentence: Sentence, path: list[Token], draft: Draft) -> float:
    """A time that modifies a noun dates that noun first of all."""
    head = path[0]
    if head.dep not in _MODIFIES:
        return 0.0
    noun = sentence.head(head)
    return 0.0 if noun in draft.words or noun.pos in ("VERB", "AUX") else 1.5


def _across(
    draft: Draft, head: Token, above: Token, path: list[Token], chain: list[Token], evidence: Evidence
) -> float | None:
    """The distance of a time in another branch; ``above``: where the branches of time and trigger meet."""
    sentence, trigger = draft.sentence, draft.trigger
    if not path:
        return 0.5  # "on Sunday, when a drone struck": the trigger hangs on the time
    fronted = head.start < trigger.start
    if any(t.dep in ("relcl", "acl") for t in path):
        return None
    inner = [t for t in path[1:] if t.pos == "VERB" and (t.dep, sentence.head(t).pos) != ("xcomp", "AUX")]
    outer = [t for t in chain[1:] if t.pos == "VERB" or sentence.children(t, "xcomp")]  # "is to be held"
    told = fronted or _told(draft, head) or _is_account(draft, above)
    if above.pos == "VERB" and above.lemma in _SAYING and not told:
        return None
    if any(t.dep == "conj" for t in inner) and not fronted:
        return None
    return 0.5 + 2.0 * len(inner) + 1.0 * len(outer) + _noun_distance(sentence, path, draft)


def _is_account(draft: Draft, verb: Token) -> bool:
    """ "Witnesses reported clashes on Friday", "deaths were reported on Friday": the day is that of both."""
    return verb.lemma in WORDS["when.seeing"] and draft.trigger in draft.sentence.children(verb, "dobj", "nsubjpass")


def _marks(sentence: Sentence, verb: Token) -> frozenset[str]:
    return frozenset(t.lower for t in sentence.children(verb, "mark", "advmod"))


def _told(draft: Draft, head: Token) -> bool:
    """Whether the time stands within what the source says."""
    attribution = draft.attribution
    return attribution is not None and any(c.start <= head.start < c.end for c in attribution.content)


def _dates_the_saying(sentence: Sentence, head: Token, draft: Draft, evidence: Evidence) -> bool:
    """ "said on Wednesday" dates the saying, not the event, unless the words stand within what is said."""
    verb = governor(sentence, head)
    if _may_be_of_denial(sentence, head, draft):
        return True
    cue = beside_cue(sentence, head, evidence)
    if cue and head.start < draft.trigger.start and not any(t in evidence.cues for t in (w.start for w in draft.words)):
        return True
    if verb is None or verb.index == draft.trigger.index or verb.start not in evidence.cues:
        return False
    if _is_account(draft, verb):
        return False
    return not _told(draft, head) and not _put_in(sentence, head, verb)


def _may_be_of_denial(sentence: Sentence, head: Token, draft: Draft) -> bool:
    """ "The army denied the killing on Tuesday": the day may as well be that of the denial."""
    cue = draft.attribution.cue if draft.attribution and draft.attribution.stance == "denies" else None
    denied = cue is not None and draft.trigger.dep == "dobj" and sentence.head(draft.trigger).start == cue.start
    return denied and head.index > draft.trigger.index and head.dep == "pobj" and sentence.head(head).lower not in OF


def beside_cue(sentence: Sentence, head: Token, evidence: Evidence) -> bool:
    """ "Police said late on Friday they had seized": what stands right behind the word of saying is of the saying."""
    before = head.index - 1
    while before >= 0 and sentence.tokens[before].pos in ("ADP", "ADV", "DET", "ADJ"):
        before -= 1
    cue = sentence.tokens[max(before, 0)]
    return head.dep not in _MODIFIES and cue.start in evidence.cues and cue.lemma in _SAYING


def _is_period(sentence: Sentence, head: Token, mention: TimeMention) -> bool:
    """ "Between 3 and 9 March the office recorded 14 deaths": a period of counting is that of what was counted."""
    verb = governor(sentence, head)
    days = (mention.latest - mention.earliest).days if mention.earliest and mention.latest else 0
    return verb is not None and verb.lemma in WORDS["when.recording"] and 0 < days <= _YEAR


def _put_in(sentence: Sentence, head: Token, verb: Token) -> bool:
    """ "On 9 February, she told us, an aircraft bombed the ward": the saying is put in between time and event."""
    if head.index > verb.index:
        return False
    between = sentence.tokens[head.index : verb.index]
    after = sentence.tokens[verb.index + 1 : verb.index + 4]
    return any(t.text == "," for t in between) and any(t.text == "," for t in after)
