"""Deeds: clauses that tell what a war or an attack did, hung on it.

"A war against rebels that killed thousands": the war did. "A series of blasts that shook the town": the blasts did.
"Blamed rebels for blasts that shook the town, wounding ten": the blasts wounded them, and not the blame.
"Nine dead, 14 hurt", "killed and nine wounded": the number suffered it. "Accused by villagers of a raid": the raid is
what they are accused of. "Local media report that nine died": the media report it. "Killing nine, a nurse and a guard
said": both say so.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.lang import lexicon
from sayso.model import Token
from sayso.syntax.torn import FINITE, SUBJECTS, children_of, hung_anew, put

_WORDS = lexicon("grammar")
_WARS, _COSTING, _SIDES = _WORDS["nouns.wars"], _WORDS["verbs.costing"], _WORDS["prepositions.sides"]
_SERIES, _OF = _WORDS["nouns.series"], _WORDS["prepositions.of"]
_ACCUSING, _BY, _CHARGING = _WORDS["verbs.accusing"], _WORDS["prepositions.by"], _WORDS["prepositions.charging"]
_HURT, _PLURAL, _GONE = _WORDS["verbs.hurt"], _WORDS["verbs.plural"], _WORDS["words.gone"]
_NOT, _REPORTING = _WORDS["not"], _WORDS["verbs.reporting"]
_THAT, _MANY = _WORDS["conjunctions.that"], _WORDS["nouns.media"]
_CLOSING, _BEING = _WORDS["verbs.closing"], _WORDS["verbs.passive"]
_DASHES = frozenset({":", "HYPH"})
_APART = frozenset({"dobj", "npadvmod", "dep", "appos"})


def of_deed(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """Hang on the deeds a clause that the parser hung on whom a war was against, or on the word for their number."""
    over = war = tokens[verb.head]
    while war.dep == "pobj" and tokens[war.head].lower in _SIDES:  # "a fight near the town of Bria that killed nine"
        war = tokens[tokens[war.head].head]
    fought = war is not over and war.lemma in _WARS and verb.lemma in _COSTING
    of = [p for p in children_of(tokens, over) if p.lower in _OF and over.lemma in _SERIES]
    told = [t for p in of for t in children_of(tokens, p) if t.dep == "pobj" and t.index < verb.index]
    deed = war if fought else next(iter(told), None)
    that = verb.tag == "VBG" or any(t.tag == "WDT" and t.dep == "nsubj" for t in children_of(tokens, verb))
    return hung_anew(tokens, {verb.index: (deed.index, verb.dep)}) if that and deed else tokens


def at_cost(tokens: tuple[Token, ...], at: int) -> tuple[Token, ...]:
    """Hang on the clause before it the verb of harm that the parser hung on one of accusing or of saying: "blamed
    rebels for blasts that killed nine and injured 15"."""
    harm = tokens[at]
    joined = harm.dep in ("conj", "dep") and tokens[harm.head].lemma in _ACCUSING | _REPORTING
    led = tokens[harm.head].lemma in _ACCUSING and tokens[at - 1].text == ","
    if harm.lemma not in _COSTING or not (joined or led):
        return tokens
    before = [t for t in tokens[harm.head : at] if t.dep in ("relcl", "acl") and t.head != at]
    before = [t for t in before if t.lemma in _COSTING] if joined else [t for t in before if t.dep == "relcl"]
    return hung_anew(tokens, {at: (before[-1].index, "conj" if joined else "advcl")}) if before else tokens


def charged(tokens: tuple[Token, ...], by: Token) -> tuple[Token, ...]:
    """Hang on a verb of accusing what the parser hung on the accusers: "was accused by villagers of a raid"."""
    verb = tokens[by.head]
    if by.lower not in _BY or verb.lemma not in _ACCUSING:
        return tokens
    accusers = [t for t in children_of(tokens, by) if t.dep == "pobj"]
    led = [p for one in accusers for p in children_of(tokens, one) if p.dep == "prep" and p.lower in _CHARGING]
    of_what = [p for p in led for t in children_of(tokens, p) if t.dep == "pcomp" or t.pos == "NOUN"]
    return hung_anew(tokens, {p.index: (verb.index, "prep") for p in of_what})


def blamed(tokens: tuple[Token, ...], participle: Token) -> tuple[Token, ...]:
    """Make those who lay a deed at somebody's door the subject of that, and the deed the subject of the verb behind:
    "a raid that the army blamed on rebels killed nine"."""
    who = tokens[participle.head]
    verb = tokens[who.head]
    deed = tokens[verb.head]
    that = [
        t for t in tokens[deed.index + 1 : who.index] if t.lower in _WORDS["pronouns.relative"] and t.head == verb.index
    ]
    torn = participle.dep == "acl" and who.dep == "nsubj" and verb.dep in ("acl", "relcl") and deed.pos == "NOUN"
    if not (torn and that and deed.index < who.index < participle.index < verb.index):
        return tokens
    top = verb.index if deed.dep == "ROOT" else deed.head
    return hung_anew(
        tokens,
        {
            verb.index: (top, "ccomp" if deed.dep == "dobj" else deed.dep),
            deed.index: (verb.index, "nsubj"),
            participle.index: (deed.index, "relcl"),
            who.index: (participle.index, "nsubj"),
            that[0].index: (participle.index, "dobj"),
        },
    )


def to_blame(tokens: tuple[Token, ...], blame: Token) -> tuple[Token, ...]:
    """ "Rebels are to blame for the raid": the same as that they are blamed for it."""
    be, to = tokens[blame.head], tokens[blame.index - 1]
    below = children_of(tokens, blame)
    if blame.dep != "xcomp" or be.lemma not in _BEING or to.tag != "TO" or any(t.dep == "dobj" for t in below):
        return tokens
    top = blame.index if be.head == be.index else be.head
    hung = {t.index: (blame.index, "nsubjpass" if t.dep == "nsubj" else t.dep) for t in children_of(tokens, be)}
    tokens = hung_anew(tokens, {**hung, be.index: (blame.index, "auxpass"), to.index: (blame.index, "dep")})
    return put(tokens, replace(blame, tag="VBN", head=top, dep=be.dep))


def corrected(tokens: tuple[Token, ...], wrong: int) -> tuple[Token, ...]:
    """Hang on its noun a number that is told instead of another: "six, not ten, people died"."""
    right, noun = tokens[wrong - 3], tokens[min(wrong + 2, len(tokens) - 1)]
    words = [t.lower for t in tokens[wrong - 2 : wrong + 2]]
    if wrong < 3 or right.tag != "CD" or noun.pos != "NOUN" or [words[0], words[3:]] != [",", [","]]:
        return tokens
    if words[1] not in _NOT or (right.index and tokens[right.index - 1].pos in ("AUX", "ADP")):
        return tokens  # "the number was five, not 15, soldiers said"
    return hung_anew(tokens, {right.index: (noun.index, "nummod"), wrong: (right.index, "appos")})


def suffering(tokens: tuple[Token, ...], told: Token) -> tuple[Token, ...]:
    """Hang a number on what stands right behind it: "14 hurt", "nine die", "were killed and nine wounded"; "three
    missing" as "three dead" is."""
    number = tokens[told.index - 1]
    over = tokens[number.head]
    if told.dep == "acl" and told.tag == "VBN" and number.dep == "conj" and over.tag == "VBN":
        joined = [t for t in children_of(tokens, over) if t.dep == "conj" and t.tag == "VBN" and t.index < number.index]
        verb = [over, *joined][-1].index
        return hung_anew(tokens, {told.index: (verb, "conj"), number.index: (told.index, "nsubj")})
    if told.dep == "amod" and told.lower in _GONE and told.head in (number.index, number.head):
        return put(tokens, replace(told, pos="ADJ", tag="JJ", head=number.index))
    torn = told.dep == "amod" and told.tag == "VBN" and tokens[told.index + 1].tag in _DASHES  # "4 hurt - mayor"
    noun = told.lower in _HURT | _PLURAL and told.tag in ("NN", "JJ")
    if not torn and not noun:
        return tokens
    tokens = put(tokens, replace(number, head=told.index, dep="nsubj"))
    tag = "VBP" if told.lower in _PLURAL else "VBN"
    return put(tokens, replace(told, pos="VERB", tag=tag, dep="acl" if torn else told.dep))


def reporting(tokens: tuple[Token, ...], noun: Token) -> tuple[Token, ...]:
    """Make a verb, and who reports its subject, of a noun with a clause of "that": "local media report that …"."""
    who = tokens[noun.index - 1] if noun.index else noun
    below = children_of(tokens, noun)
    clause = next((t for t in below if t.dep in ("acl", "ccomp", "relcl") and t.index > noun.index), None)
    that = tokens[noun.index + 1].lower in _THAT if clause else False
    if clause is None or not that or who.lower not in _MANY or any(t.dep in ("det", "poss") for t in below):
        return tokens
    before = {t.index: (who.index, t.dep) for t in below if t.index < who.index}
    tokens = hung_anew(tokens, {**before, who.index: (noun.index, "nsubj"), clause.index: (noun.index, "ccomp")})
    return put(tokens, replace(tokens[noun.index], pos="VERB", tag="VBP"))


def said_by(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """Make the subject of a closing verb of saying the noun between a comma and the verb that the parser hung on what
    is said: "in Goma, a nurse said", "killing nine, a nurse and a guard said"."""
    if verb.lemma not in _CLOSING or verb.tag not in FINITE:
        return tokens
    subject = next((t for t in children_of(tokens, verb) if t.dep in SUBJECTS), None)
    parts = [subject, *children_of(tokens, subject)] if subject else []
    joint = tokens[min((t.index for t in parts), default=verb.index) - 1]
    who = tokens[joint.head] if subject and joint.dep == "cc" else joint
    start = min([who.index, *(t.index for t in children_of(tokens, who) if t.dep in ("det", "amod", "compound"))])
    apart = who.dep in _APART and who.pos == "NOUN" and start > 1 and tokens[start - 1].text == ","
    if not apart or who.index > joint.index or (subject is not None and who is joint):
        return tokens
    if subject is not None:
        return hung_anew(tokens, {who.index: (verb.index, "nsubj"), subject.index: (who.index, "conj")})
    return hung_anew(tokens, {who.index: (verb.index, "nsubj")})
