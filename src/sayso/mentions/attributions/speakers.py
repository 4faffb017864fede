"""Who speaks a verb: its subject, agent, or the subject of the verb it leans on."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.grammar.clauses import agent_of, antecedent, is_passive, subject
from sayso.grammar.phrases import after, of_which, possessors
from sayso.grammar.ranges import Range, members, surface_head
from sayso.grammar.words import is_nominal, is_noun, is_verb_form
from sayso.lang import lexicon
from sayso.mentions.attributions.surface import leading
from sayso.mentions.attributions.words import Words
from sayso.model import Relation, Sentence, Token

WORDS = lexicon("attributions")
_QUOTING = WORDS["verbs.quoting"]
_ISSUING = WORDS.row("prepositions.issuer")
_TO_WITH = WORDS.row("prepositions.to_with")
_TEMPORAL = WORDS["prepositions.temporal"]
ADDRESSING = WORDS["verbs.addressing"]
"""Verbs with the one who is told right behind them, where nobody speaks in "…, told people"."""
_LEANING: frozenset[Relation] = frozenset(
    {"xcomp", "conj", "advcl", "dep", "ccomp", "parataxis", "pcomp", "prep", "aux"}
)
_DATED = frozenset({"DATE", "TIME"})
_DEPTH = 4


@dataclass(slots=True)
class Speaker:
    """``head``: who speaks, None when unnamed. ``noun``: what speaks for them, a statement or a film, if anything does.
    ``outer``: who passes it on. ``refused``: declined to say.

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
    noun: Token | None = None


def leading_speaker(sentence: Sentence, verb: Token, told: Speaker | None) -> Speaker | None:
    """The speaker by the order of words where the tree puts nobody, or somebody else, before the verb."""
    found = leading(sentence, verb)
    if found is None or (told is not None and (told.passive or told.outer or told.refused)):
        return told
    speakers, aside = found
    if told is not None and told.head is not None and told.head.index <= (aside or speakers)[1]:
        return told
    return Speaker(surface_head(sentence, speakers), named=members(sentence, speakers), aside=aside)


def find_speaker(sentence: Sentence, verb: Token, words: Words) -> Speaker | None:
    """The verb's speaker, or None when the verb has none (an imperative, a parser's slip)."""
    if is_passive(sentence, verb):
        return _passive(sentence, verb)
    own = _own(sentence, verb)
    if own is not None:
        own = _misjoined(sentence, verb, own) or _teller(sentence, verb, own, words) or own
        noun = antecedent(sentence, verb, own) if own.tag == "WDT" else own
        return Speaker(_speaking(sentence, noun, words), noun=noun)
    quoted = _quoted(sentence, verb)
    if quoted is not None:
        return quoted
    before = _preceding(sentence, verb)
    if before is not None:
        return Speaker(before, near=sentence.head(before) if before.dep == "appos" else before)
    inverted = _inverted(sentence, verb)
    return Speaker(inverted) if inverted is not None else _borrowed(sentence, verb, words)


def _own(sentence: Sentence, verb: Token) -> Token | None:
    """The subject in the verb's own clause, else the noun that the clause modifies."""
    head = sentence.head(verb)
    return subject(sentence, verb) or (head if verb.dep in ("acl", "relcl") and is_nominal(head) else None)


def _misjoined(sentence: Sentence, verb: Token, own: Token) -> Token | None:
    """X in "X who arrived after the strike told AFP", where the parser has the strike tell it and X do nothing."""
    root = sentence.root
    seen = verb.dep == "ccomp" and sentence.head(verb).dep == "relcl" and own.tag == "NN"  # "who saw the crater told"
    if own.index > verb.index or not (seen or any(m.lower in _TEMPORAL for m in sentence.children(verb, "mark"))):
        return None
    related = (above for above in (verb, *sentence.ancestors(verb)) if above.dep in ("relcl", "acl"))
    inside = any(sentence.head(above) is root for above in related) or sentence.head(verb) is root
    return root if is_noun(root) and root.index < own.index and inside else None


def _teller(sentence: Sentence, verb: Token, own: Token, words: Words) -> Token | None:
    """X in "X reported the blast saying that …", where the parser has the blast say it."""
    above = sentence.head(own if verb.dep == "acl" else verb)
    thing = own.tag in ("NN", "NNS") and own.lemma not in words.kinds and not words.is_a("evidence", own)
    if verb.tag != "VBG" or not thing or own.index != verb.index - 1 or above.lemma not in _QUOTING:
        return None
    return subject(sentence, above)


def _passive(sentence: Sentence, verb: Token) -> Speaker:
    agent, told = agent_of(sentence, verb), sentence.child(verb, "nsubjpass")
    clauses = sentence.children(verb, "ccomp") if verb.lemma in ADDRESSING and agent is None else ()
    if any(sentence.child(c, "mark") for c in clauses):
        return Speaker(told)  # "the agency was told that": it passes on what somebody told it
    return Speaker(agent, passive=True)


def _quoted(sentence: Sentence, verb: Token) -> Speaker | None:
    """ "Reuters quoted a witness as saying": the witness, under Reuters."""
    above = sentence.head(verb)
    quoting = sentence.head(above)
    if above.lemma not in WORDS["as"] or quoting.lemma not in _QUOTING:
        return None
    passive = is_passive(sentence, quoting)
    said, carrier = sentence.child(quoting, "dobj"), subject(sentence, quoting)
    if passive:
        said, carrier = carrier, agent_of(sentence, quoting)
    near = said if passive and said is not None and said.index < verb.index else None  # "…, X was quoted as saying"
    return Speaker(said, [carrier] if carrier else [], near=near)


def _preceding(sentence: Sentence, verb: Token) -> Token | None:
    """X in "… the director, X, told" or "On Monday, X and Y reported", where the parser hung X elsewhere."""
    if verb.index < 3 or verb.tag not in ("VBD", "VBZ", "VBP") or verb.dep not in ("ROOT", "ccomp", "conj", "advcl"):
        return None
    before = sentence.tokens[verb.index - 1]
    while before.dep in ("conj", "compound") and is_noun(sentence.head(before)):
        before = sentence.head(before)
    hung = before.dep in ("appos", "conj", "dep", "ROOT")
    return before if is_noun(before) and hung and before.index < verb.index else None


def listeners(sentence: Sentence, speaker: Token) -> list[Token]:
    """Who was told, in what is said of the speaker: "residents who spoke to X", "a medic who told X that"."""
    found: list[Token] = []
    for verb in sentence.children(speaker, "acl", "relcl"):
        if verb.lemma in WORDS["verbs.talking"]:
            found += after(sentence, verb, _TO_WITH)
        elif verb.lemma in ADDRESSING and verb.dep == "relcl":
            found += sentence.children(verb, "dobj", "dative")
    return found


def _inverted(sentence: Sentence, verb: Token) -> Token | None:
    """X in "…, said X" where the parser missed the subject."""
    at = verb.index + 1
    if verb.lemma in ADDRESSING or verb.tag not in ("VBD", "VBZ", "VBP") or not 2 < at < len(sentence.tokens):
        return None
    top = sentence.tokens[at]
    if sentence.tokens[verb.index - 1].pos != "PUNCT" or not is_nominal(top):
        return None
    for above in sentence.ancestors(top):
        if above.index <= verb.index or not is_nominal(above):
            break
        top = above
    return top


def _borrowed(sentence: Sentence, verb: Token, words: Words) -> Speaker | None:
    """The subject of the verb that this one leans on ("declined to say", "went on to add", "…, saying")."""
    turning = _turning(sentence, verb, words)
    refused, current = False, turning or verb
    for _ in range(_DEPTH):
        above = sentence.head(current)
        finite = current.tag in ("VBD", "VBZ", "VBP") and current is not turning
        if above is current or current.dep not in _LEANING or (finite and current.dep in ("ccomp", "parataxis")):
            return None
        if current.dep == "advcl" and current.tag == "VB" and sentence.child(current, "aux") is not None:
            return None
        if current.dep == "xcomp":
            yet = any(a.lower in WORDS["yet"] for a in sentence.children(above, "advmod"))
            refused = refused or yet or words.is_a("refusal", above)
        own = _own(sentence, above) if is_verb_form(above) or above.pos == "ADJ" else None
        if own is not None:
            agent = agent_of(sentence, above) if own.dep == "nsubjpass" else None
            return Speaker(agent or _speaking(sentence, own, words), refused=refused)
        current = above
    return None


def _turning(sentence: Sentence, verb: Token, words: Words) -> Token | None:
    """The clause that the verb was hung on, where it is the speaker's next word: "denied that …, and accused", "said
    a lorry was hit and blamed", since a lorry blames nobody."""
    clause = sentence.head(verb)
    if verb.dep != "conj" or clause.dep != "ccomp":
        return None
    before = [t.lower for t in sentence.tokens[max(0, verb.index - 2) : verb.index]]
    alike = before[:1] == [","] and before[-1] in WORDS["and"] and sentence.head(clause).tag == verb.tag
    own = subject(sentence, clause)
    return clause if alike or (own is not None and not words.speaks(own)) else None


def _speaking(sentence: Sentence, noun: Token, words: Words) -> Token:
    """Who stands behind a statement: its owner ("the ministry's statement", "a statement from the ministry")."""
    return (maker_of(sentence, noun, words) if words.is_a("statement", noun) else None) or noun


def maker_of(sentence: Sentence, noun: Token, words: Words) -> Token | None:
    """Who made the statement or report: a possessor, "from X", "by X", "issued by X", or who issued it."""
    body = [t for t in sentence.children(noun, "compound", "nmod") if t.text[0].isupper() and t.entity not in _DATED]
    sent = after(sentence, noun, WORDS["from"]) if noun.lemma in WORDS["nouns.dispatch"] else []
    sent = [t for t in sent if body or t.entity == "GPE"]
    told = min((t.index for t in of_which(sentence, noun)), default=len(sentence.tokens))
    issuing = [t for t in after(sentence, noun, _ISSUING) if t.index < told]  # not "a report of raids by rebels"
    for owner in (*possessors(sentence, noun), *issuing):
        if owner.entity not in _DATED and owner not in sent:
            return owner
    if body and (sent or sentence.children(noun, "poss")):
        return body[-1]  # "yesterday's IOM report", "the UN report from Goma"
    for made in sentence.children(noun, "acl"):
        maker = agent_of(sentence, made) if made.tag == "VBN" and not words.is_a("carrier", made) else None
        if maker is not None:
            return maker
    verb = sentence.head(noun)  # "X issued a statement"
    if noun.dep != "dobj" or not is_verb_form(verb):
        return None
    found = subject(sentence, verb)
    if found is None and verb.dep in ("conj", "xcomp"):
        found = subject(sentence, sentence.head(verb))
    return found if found is not None and found.dep == "nsubj" else None
