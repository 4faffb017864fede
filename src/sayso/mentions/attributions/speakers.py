"""Who speaks a verb: its subject, agent, or the subject of the verb it leans on."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.grammar.clauses import agent_of, is_passive, subject
from sayso.grammar.words import is_nominal, is_verb_form
from sayso.mentions.attributions.ranges import Range, members, surface_head
from sayso.mentions.attributions.surface import leading
from sayso.mentions.attributions.words import Words
from sayso.model import Sentence, Token

_QUOTING = frozenset({"quote", "cite", "report", "paraphrase"})
_LEANING = frozenset({"xcomp", "conj", "advcl", "dep", "ccomp", "parataxis", "pcomp", "prep", "aux"})
_DEPTH = 4
_ADDING = frozenset("add say note stress warn explain insist claim describe call cite blame accuse".split())
_REPORTING = frozenset("say report announce state tell claim confirm declare note add write acknowledge".split())
ADDRESSING = frozenset({"tell", "inform", "notify", "remind", "assure", "brief"})
"""Verbs with the one who is told right behind them, where nobody speaks in "…, told people"."""


@dataclass(slots=True)
class Speaker:
    """``head``: who speaks, None when unnamed. ``outer``: who passes it on. ``refused``: declined to say.

    ``near``: head of the noun phrase before the verb, where the parser hung it elsewhere. ``named``, ``aside``: as
    in Cue, where the order of words told them.
    """

    head: Token | None = None
    outer: list[Token] = field(default_factory=list)
    refused: bool = False
    passive: bool = False
    near: Token | None = None
    named: list[Range] = field(default_factory=list)
    aside: Range | None = None


def leading_speaker(sentence: Sentence, verb: Token, told: Speaker | None) -> Speaker | None:
    """The speaker by the order of words where the tree puts nobody, or somebody else, before the verb."""
    if told is not None and (told.passive or told.outer or told.refused):
        return told
    found = leading(sentence, verb)
    if found is None:
        return told
    speakers, aside = found
    last = (aside or speakers)[1]
    if told is not None and told.head is not None and speakers[0] <= told.head.index <= last:
        return told
    head = surface_head(sentence, speakers)
    if head is None or (told is not None and told.head is not None and told.head.index < speakers[0]):
        return told
    return Speaker(head, named=members(sentence, speakers), aside=aside)


def find_speaker(sentence: Sentence, verb: Token, words: Words) -> Speaker | None:
    """The verb's speaker, or None when the verb has none (an imperative, a parser's slip)."""
    own = subject(sentence, verb)
    if is_passive(sentence, verb):
        return _passive(sentence, verb)
    if own is not None and own.tag == "WDT" and verb.dep == "relcl" and is_nominal(sentence.head(verb)):
        return Speaker(_speaking(sentence, sentence.head(verb), words))
    if own is not None and own.tag != "EX":
        return Speaker(_speaking(sentence, own, words))
    if verb.dep in ("acl", "relcl") and is_nominal(sentence.head(verb)):
        return Speaker(_speaking(sentence, sentence.head(verb), words))
    quoted = _quoted(sentence, verb)
    if quoted is not None:
        return quoted
    before = _preceding(sentence, verb)
    if before is not None:
        top = sentence.head(before) if before.dep == "appos" and sentence.head(before).pos == "NOUN" else before
        return Speaker(before, near=top)
    adding = _adding(sentence, verb)
    if adding is not None:
        return Speaker(_speaking(sentence, adding, words))
    inverted = _inverted(sentence, verb) if verb.lemma not in ADDRESSING else None
    if inverted is not None:
        return Speaker(inverted)
    return _borrowed(sentence, verb, words)


def _passive(sentence: Sentence, verb: Token) -> Speaker:
    agent, told = agent_of(sentence, verb), sentence.child(verb, "nsubjpass")
    if agent is None and told is not None and verb.lemma in ADDRESSING and _that_clause(sentence, verb):
        return Speaker(told)  # "the agency was told that": it passes on what somebody told it
    return Speaker(agent_of(sentence, verb), passive=True)


def _that_clause(sentence: Sentence, verb: Token) -> bool:
    clause = sentence.child(verb, "ccomp")
    return clause is not None and sentence.child(clause, "mark") is not None


def _quoted(sentence: Sentence, verb: Token) -> Speaker | None:
    """ "Reuters quoted a witness as saying": the witness, under Reuters."""
    above = sentence.head(verb)
    if above.lemma != "as" or above is verb:
        return None
    quoting = sentence.head(above)
    if quoting.lemma not in _QUOTING:
        return None
    if is_passive(sentence, quoting):
        carrier = agent_of(sentence, quoting)
        return Speaker(subject(sentence, quoting), [carrier] if carrier else [])
    carrier = subject(sentence, quoting)
    return Speaker(sentence.child(quoting, "dobj"), [carrier] if carrier else [])


def _preceding(sentence: Sentence, verb: Token) -> Token | None:
    """X in "… the director, X, told" or "On Monday, X and Y reported", where the parser hung X elsewhere."""
    if verb.index < 3 or verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    before = sentence.tokens[verb.index - 1]
    if before.text == ",":
        before = sentence.tokens[verb.index - 2]
        return before if before.dep == "appos" and before.entity == "PERSON" else None
    if verb.dep not in ("ROOT", "ccomp", "conj", "advcl") or before.pos not in ("NOUN", "PROPN"):
        return None
    while before.dep in ("conj", "compound") and sentence.head(before).pos in ("NOUN", "PROPN"):
        before = sentence.head(before)
    return before if before.index < verb.index and before.dep in ("appos", "conj", "dep", "ROOT") else None


def _inverted(sentence: Sentence, verb: Token) -> Token | None:
    """X in "…, said X" where the parser missed the subject."""
    at = verb.index + 1
    if verb.index < 2 or at >= len(sentence.tokens) or verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    if sentence.tokens[verb.index - 1].pos != "PUNCT":
        return None
    first = sentence.tokens[at]
    if not (is_nominal(first) or first.pos == "DET"):
        return None
    top = first
    for above in sentence.ancestors(first):
        if above.index <= verb.index or not is_nominal(above):
            break
        top = above
    return top if is_nominal(top) and not is_verb_form(top) else None


def _borrowed(sentence: Sentence, verb: Token, words: Words) -> Speaker | None:
    """The subject of the verb that this one leans on ("declined to say", "went on to add", "…, saying")."""
    turning = _turning(sentence, verb)
    refused, current = False, turning or verb
    for _ in range(_DEPTH):
        above = sentence.head(current)
        if above is current or current.dep not in _LEANING:
            return None
        finite = current.tag in ("VBD", "VBZ", "VBP")
        if current.dep in ("ccomp", "parataxis") and finite and current is not turning:
            return None
        if current.dep == "advcl" and sentence.child(current, "aux") is not None and current.tag == "VB":
            return None
        yet = any(a.lower == "yet" for a in sentence.children(above, "advmod"))
        if current.dep == "xcomp" and (yet or words.is_a("refusal", above)):
            refused = True
        if is_verb_form(above) or above.pos == "ADJ":
            found = subject(sentence, above)
            if found is not None:
                if is_passive(sentence, above):
                    agent = agent_of(sentence, above)
                    return Speaker(agent, refused=refused) if agent else Speaker(_speaking(sentence, found, words))
                return Speaker(_speaking(sentence, found, words), refused=refused)
            if above.dep in ("acl", "relcl") and is_nominal(sentence.head(above)):
                return Speaker(_speaking(sentence, sentence.head(above), words), refused=refused)
        current = above
    return None


def _adding(sentence: Sentence, verb: Token) -> Token | None:
    """Who adds something in "X said rescuers recovered bodies, adding that": X, although "adding" hangs on
    "recovered"."""
    above = sentence.head(verb)
    outer = sentence.head(above)
    comma = verb.index > 0 and sentence.tokens[verb.index - 1].text == ","
    if verb.tag != "VBG" or verb.lemma not in _ADDING or verb.dep != "advcl" or not comma:
        return None
    reported = above.dep == "ccomp" and outer.lemma in _REPORTING and outer.index < above.index
    found = subject(sentence, outer) if reported else None
    return found if found is not None and found.dep == "nsubj" else None


def _turning(sentence: Sentence, verb: Token) -> Token | None:
    """The clause that the verb was hung on, where it is the speaker's next word: "denied that …, and accused"."""
    clause, tokens = sentence.head(verb), sentence.tokens
    before = tokens[verb.index - 2 : verb.index] if verb.index > 1 else ()
    joined = len(before) == 2 and before[0].text == "," and before[1].lower in ("and", "but")
    outer = sentence.head(clause)
    alike = verb.dep == "conj" and clause.dep == "ccomp" and outer.tag == verb.tag and outer is not clause
    return clause if joined and alike and outer.index < clause.index else None


def _speaking(sentence: Sentence, noun: Token, words: Words) -> Token:
    """Who stands behind a statement: its owner ("the ministry's statement", "a statement from the ministry")."""
    if not words.is_a("statement", noun):
        return noun
    return owner_of(sentence, noun, words) or noun


def owner_of(sentence: Sentence, noun: Token, words: Words) -> Token | None:
    """Who made the statement or report: a possessor, "from X", "by X", "issued by X", or who issued it."""
    owner = sentence.child(noun, "poss")
    if owner is not None:
        return owner
    for prep in sentence.children(noun, "prep", "agent"):
        if prep.lemma in ("from", "by"):
            owner = sentence.child(prep, "pobj")
            if owner is not None and not words.is_a("platform", owner):
                return owner
    for made in sentence.children(noun, "acl"):
        owner = agent_of(sentence, made) if made.tag == "VBN" else None
        if owner is not None and not words.is_a("carrier", made):
            return owner
    return _issuer(sentence, noun)


def _issuer(sentence: Sentence, noun: Token) -> Token | None:
    """X in "X issued a statement"."""
    verb = sentence.head(noun)
    if noun.dep != "dobj" or not is_verb_form(verb):
        return None
    found = subject(sentence, verb)
    if found is None and verb.dep in ("conj", "xcomp"):
        found = subject(sentence, sentence.head(verb))
    return found if found is not None and found.dep == "nsubj" else None
