"""Clauses: a verb with its subject (its own, or the one understood), its agent, its form and what governs it."""

from __future__ import annotations

from sayso.grammar.phrases import WORDS, after, is_set_against, members, of_which, possessors
from sayso.grammar.words import FINITE, is_noun, is_verb
from sayso.model import Sentence, Token

IMPACT_VERBS = WORDS["verbs.impact"]
_ACCUSING = WORDS["verbs.accusing"]
_AS = WORDS["conjunctions.as"]
_BY = WORDS["prepositions.by"]
_TIMES = ("DATE", "TIME")


def governor(sentence: Sentence, token: Token) -> Token | None:
    """The closest verb above a word, or None."""
    return next((t for t in sentence.ancestors(token) if is_verb(t)), None)


def is_finite(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is finite, by itself or by a helping verb."""
    return verb.tag in FINITE or any(t.tag in FINITE for t in sentence.children(verb, "aux", "auxpass"))


def is_infinitive(sentence: Sentence, verb: Token) -> bool:
    """Whether "to" stands before the verb."""
    return any(t.lower in WORDS["infinitive"] for t in sentence.children(verb, "aux"))


def infinitives(sentence: Sentence, verb: Token) -> list[Token]:
    """The verb and, up to the first, the bare infinitives that it is joined to: what is said of that one holds of all
    ("did not plan, order or carry out", "could not confirm or deny")."""
    found = [verb]
    while found[-1].dep == "conj" and found[-1].tag == sentence.head(found[-1]).tag == "VB":
        found.append(sentence.head(found[-1]))
    return found


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is a passive, a past participle that modifies a noun or a clause included."""
    if sentence.children(verb, "auxpass", "nsubjpass"):
        return True
    own = sentence.children(verb, "nsubj")
    if sentence.children(verb, "agent"):  # "men killed by rebels", but "the mayor announced by decree that"
        return not (own and sentence.children(verb, "ccomp", "dobj")) or _is_taken(sentence, verb)
    if _is_taken(sentence, verb) or (own and _is_bare(sentence, verb)):
        return True
    if sentence.children(verb, "aux", "dobj"):
        return False
    if verb.dep in ("acl", "amod", "advcl"):
        told = verb.tag == "VBN" or (verb.tag == "VBD" and verb.dep != "advcl")
        return told and not own
    head = sentence.head(verb)  # "houses were burned and nine people killed", "led away and beheaded", "found hanged"
    told = verb.tag == "VBN" or (verb.tag == "VBD" and not own and _lacks_object(sentence, verb))
    below = verb.dep in ("conj", "xcomp", "oprd")  # "were believed killed"
    return told and below and is_verb(head) and is_passive(sentence, head)


def _is_bare(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is the passive of a headline, without its helping verb: "30 drones shot down overnight".

    Such a verb always has an object in the active, and here it has none and stands alone, beside another clause
    ("ten troops killed, four captured") or with a verb of saying; or behind "with": "with nine killed and 20 wounded".
    """
    if sentence.children(verb, "aux") or verb.tag not in ("VBD", "VBN") or not _lacks_object(sentence, verb):
        return False
    labelled = verb.dep == "acl" and _before_colon(sentence, sentence.head(verb), verb)
    beside = verb.dep in ("ROOT", "parataxis")  # "ten troops killed, four captured"
    return beside or labelled or _is_quoted(sentence, verb) or _goes_with(sentence, verb)


def _goes_with(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause without a finite verb stands after "with", by itself or joined to one: "with 219 killed"."""
    if verb.dep == "conj":
        return _goes_with(sentence, sentence.head(verb))
    marks = [*sentence.children(verb, "mark"), *([sentence.head(verb)] if verb.dep == "pcomp" else [])]
    return any(t.lower in WORDS["prepositions.with"] and t.index < verb.index for t in marks)


def _is_taken(sentence: Sentence, verb: Token) -> bool:
    """ "Keno, taken hostage in May, is missing": what he was taken as is no object."""
    objects = sentence.children(verb, "dobj", "dative")
    if len(objects) != 1 or objects[0].index != verb.index + 1 or verb.lower not in WORDS["verbs.taken"]:
        return False
    return objects[0].lower in WORDS["nouns.taken_as"]


def _is_quoted(sentence: Sentence, verb: Token) -> bool:
    """Whether what a verb tells stands before the verb of saying, which is not thrown in ("took, he said, …")."""
    if verb.dep != "ccomp" or verb.index > verb.head or sentence.children(verb, "mark"):
        return False
    quoted = any(t.tag == "''" for t in sentence.tokens[verb.index : verb.head])
    return quoted or not any(t.text == "," for t in sentence.tokens[verb.head :])


def _lacks_object(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb has no object, though in the active it always has one."""
    beside = sentence.children(verb, "prt", "oprd", "acomp")  # "shot down", "shot dead"
    if not (verb.lemma in WORDS["verbs.transitive"] or (verb.lemma in WORDS["verbs.with_particle"] and beside)):
        return False
    particles = sentence.children(verb, "prt", "advmod")
    joined = [t for t in sentence.children(verb, "conj") if not sentence.children(t, "nsubj", "nsubjpass")]
    return not (
        joined  # "killed and wounded 12": the object may be that of both
        or any(sentence.children(p, "pobj") for p in particles)
        or sentence.children(verb, "dobj", "ccomp", "xcomp", "dative")
    )


def agents(sentence: Sentence, verb: Token) -> list[Token]:
    """Who did it, after "by" on the verb itself: "was reported by X", "a statement issued by X and Y"."""
    marked = [t for by in sentence.children(verb, "agent") for t in sentence.children(by, "pobj", "pcomp")]
    told = members(sentence, marked or after(sentence, verb, _BY))
    return [t for t in told if not sentence.children(sentence.head(t), "neg")]  # "but not by the rebels"


def agent_of(sentence: Sentence, verb: Token) -> Token | None:
    """The first of those who did it, or None where nobody is named."""
    return next(iter(agents(sentence, verb)), None)


def doers(sentence: Sentence, verb: Token) -> list[Token]:
    """Who did what a passive tells, the phrase with "by" that the parser hung on its subject included: "the strike
    ordered each Monday by X was observed"; not "the killing of farmers by soldiers was condemned"."""
    near = agents(sentence, verb)
    nouns = [n for n in undergoers(sentence, verb) if not of_which(sentence, n)]
    return near or members(sentence, [t for n in nouns for t in after(sentence, n, _BY)])


def undergoers(sentence: Sentence, verb: Token) -> list[Token]:
    """To whom or what a passive is done: its subjects, or the noun that it stands before as an adjective does."""
    return [sentence.head(verb)] if verb.dep == "amod" else subjects(sentence, verb)


def subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject in the verb's own clause, be it active or passive; a relative pronoun stands as it is."""
    return sentence.child(verb, "nsubj", "nsubjpass")


def _behind_aside(sentence: Sentence, noun: Token, who: bool) -> Token:
    """ "The bombing on Monday that killed nine", "a nurse in Goma who saw it": the noun behind the day or, of people,
    the place that the parser hung the clause on."""
    led = sentence.head(noun)
    over = sentence.head(led) if led.pos == "ADP" else led
    aside = noun.entity in _TIMES or (who and noun.pos == "PROPN" and led.lower in WORDS["prepositions.where"])
    return over if aside and is_noun(over) and over.index < noun.index else noun


def antecedent(sentence: Sentence, verb: Token, token: Token) -> Token:
    """The noun that a relative pronoun in the clause of the verb stands for; any other word as it is."""
    noun = sentence.head(verb)
    if is_set_against(sentence, noun):
        noun = sentence.head(noun)
    noun = _behind_aside(sentence, noun, who=token.lower in WORDS["pronouns.people"])
    relative = verb.dep in ("relcl", "acl") and token.lower in WORDS["pronouns.relative"]
    return _identified(sentence, noun) if relative and not is_verb(noun) else token


def _identified(sentence: Sentence, noun: Token) -> Token:
    """ "A soldier was the man who did it": who he was, where the noun tells no more than that somebody was."""
    if noun.dep != "attr" or noun.lemma not in WORDS["nouns.somebody"]:
        return noun
    return next((t for t in sentence.children(sentence.head(noun), "nsubj") if is_noun(t)), noun)


def told_by(sentence: Sentence, verb: Token) -> Token | None:
    """The noun before the "that" which opens the clause of a verb: "its statement (on Friday) that …", or None."""
    mark = next((t for t in sentence.children(verb, "mark") if t.lower in WORDS["conjunctions.that"]), None)
    at = mark.index - 1 if mark is not None else -1
    while at > 0 and (sentence.tokens[at].entity == "DATE" or sentence.tokens[at + 1].entity == "DATE"):
        at -= 1
    return sentence.tokens[at] if at >= 0 and is_noun(sentence.tokens[at]) else None


def own_subjects(sentence: Sentence, verb: Token) -> list[Token]:
    """The subjects in the verb's own clause, relative pronouns resolved, with all that is joined to them.

    In "there are soldiers in the town" those who are there.
    """
    own = sentence.children(verb, "nsubj", "nsubjpass", "expl")
    if own and all(t.dep == "expl" for t in own):
        own = sentence.children(verb, "attr") or own
    if len(own) > 1:  # "Air Force: 30 drones shot down": a label is no subject
        own = tuple(t for t in own if not _before_colon(sentence, t, own[-1])) or own
    return members(sentence, [antecedent(sentence, verb, t) for t in own])


def _before_colon(sentence: Sentence, one: Token, other: Token) -> bool:
    return any(t.text == ":" for t in sentence.tokens[one.index + 1 : other.index])


def subjects(sentence: Sentence, verb: Token) -> list[Token]:
    """The grammatical subjects of a verb: its own, else those understood."""
    return own_subjects(sentence, verb) or understood(sentence, verb)


def subject_of(sentence: Sentence, verb: Token) -> list[Token]:
    """Who acts in the clause of a verb: its subject, or the agent of a passive."""
    return doers(sentence, verb) if is_passive(sentence, verb) else subjects(sentence, verb)


def understood(sentence: Sentence, verb: Token) -> list[Token]:
    """The subject of a verb that has none of its own: that of the verb it is joined to or hangs on, the object that
    a verb of accusing or control leaves to it, that of "was able to", or the noun that it modifies."""
    head = sentence.head(verb)
    if head.index == verb.index:
        return []
    if verb.dep in ("acl", "relcl"):
        modifies = verb.tag in ("VBG", "VBN", "VBD") and not is_verb(head)
        return members(sentence, [head]) if modifies else _of_noun(sentence, head)
    if verb.dep == "conj" and is_verb(head):
        comma = sentence.tokens[max(verb.index - 2, 0)].text == ","
        if comma and verb.lemma in _ACCUSING and head.dep == "ccomp":  # "said Chad shelled a town, and accused"
            return subjects(sentence, sentence.head(head))
        accused = sentence.children(head, "dobj") if verb.tag == "VBG" and head.lemma in _ACCUSING else ()
        if accused and head.tag != "VBG":  # "accused Chad of arming rebels and shelling a town": joined to "of arming"
            return members(sentence, accused)
        return subjects(sentence, head)
    if verb.dep in ("xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "oprd"):
        return _from_above(sentence, verb)
    return []


def _from_above(sentence: Sentence, verb: Token) -> list[Token]:
    head = sentence.head(verb)
    while head.pos == "ADP" or head.dep in ("prep", "pcomp") or (head.dep == "acomp" and not is_verb(head)):
        if head.index == sentence.head(head).index:
            return []
        head = sentence.head(head)
    if is_verb(head):
        harms = verb.dep == "advcl" and verb.tag == "VBG" and verb.lemma in IMPACT_VERBS
        suffers = is_passive(sentence, head) or head.lemma in WORDS["verbs.crashing"]
        if harms and not sentence.children(verb, "mark") and suffers:
            return doers(sentence, head)  # "a convoy was attacked, killing five": not by the convoy
        accused = verb.dep == "pcomp" and head.lemma in _ACCUSING
        named = accused or _is_named_as(sentence, verb) or verb.dep in ("xcomp", "ccomp")
        objects = members(sentence, sentence.children(head, "dobj")) if named else []
        if verb.dep == "pcomp" and sentence.head(verb).lower in WORDS["prepositions.for"]:
            objects = objects or _receivers(sentence, head)  # "gave a soldier nine years for shelling a town"
        return objects or subjects(sentence, head)
    if verb.dep == "pcomp" and head.dep == "dobj" and sentence.head(head).lemma in _ACCUSING:
        return members(sentence, [head])  # "accused troops of …": the parser may hang the "of" on either
    return _of_noun(sentence, head) if head.pos == "NOUN" else []


def _is_named_as(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle tells as what the object before it is counted: "listed four soldiers as missing"."""
    bare = verb.tag in ("VBN", "VBG") and verb.dep in ("advcl", "pcomp")
    before = sentence.tokens[verb.index - 1] if bare and verb.index else None
    objects = sentence.children(sentence.head(before), "dobj") if before and before.head < before.index else ()
    if before is not None and before.dep == "mark":
        objects = sentence.children(sentence.head(verb), "dobj")
    return before is not None and before.lower in _AS and any(t.index < before.index for t in objects)


def _of_noun(sentence: Sentence, noun: Token) -> list[Token]:
    """Whose plan, attempt or order it is: possessor, who is given it, or subject of the verb that governs the noun."""
    verb = governor(sentence, noun)
    given = _receivers(sentence, verb) if verb and noun.dep == "dobj" else []
    return possessors(sentence, noun) or given or (subjects(sentence, verb) if verb else [])


def _receivers(sentence: Sentence, verb: Token) -> list[Token]:
    """To whom something is given: "handed a sniper a life sentence", "gave rebels in Bama a deadline"."""
    given = sentence.children(verb, "dobj")
    first = given[:1] if len(given) > 1 else ()
    return members(sentence, [t for t in (*sentence.children(verb, "dative"), *first) if is_noun(t)])


def tells_number(sentence: Sentence, verb: Token) -> bool:
    """ "Killed and nine wounded in X": a coordinated verb of a number alone, of the same event."""
    subjects = sentence.children(verb, "nsubj", "nsubjpass")
    bare = all(t.pos == "NUM" and not sentence.children(t) for t in subjects)  # not "and 21 of them were moved to X"
    return verb.dep == "conj" and bool(subjects) and bare and not sentence.children(verb, "aux", "auxpass")
