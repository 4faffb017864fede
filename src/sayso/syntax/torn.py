"""Torn: nouns and verbs that the parser hung across what parts them, and how a tree is hung anew.

"Guards fought in the town and six people were missing": the parser joins to the town the people who stand right before
their own verb.

"In the capital, Mogadishu, a soldier was killed": a name set beside where it was takes no part in what befell there.

"Took Bunia on Saturday and Beni on Sunday": a name is joined to no day.

"A truck laden with explosives detonated in the town": what goes off by itself is no participle of what it holds.

"Fell short of taking the town and withdrew": a verb in the past is joined to none without a tense.

"Killed 90 people - fighters and civilians - in a week": no dash stands inside a noun made of two.

"Found men bound and shot", "were led away and shot": without an object both are done to the men.

"88 drones launched, 71 downed": counted things, of which nothing else is told, were launched.

"Mortar rounds wounded nine civilians": of two finite verbs side by side the first, without a subject, is a noun.

"Also on Friday, suspected rebels shot an agent": a participle that nobody is subject of says which rebels.

"In the meantime local sources said": with no comma behind the opening the parser takes who speaks for its end.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sayso.lang import lexicon
from sayso.model import Relation, Token

__all__ = ["AUXILIARY", "FINITE", "HARMING", "SUBJECTS", "children_of", "gone_off", "hung_anew", "rejoined"]

_WORDS = lexicon("grammar")
_BURSTING = _WORDS["verbs.bursting"]
_NUMBERS, _OF = lexicon("counts")["tolls.totalled"], lexicon("counts")["of"]
_THAT, _DOWNING, _SHOOTING = (_WORDS[key] for key in ("pronouns.that", "verbs.downing", "verbs.shooting"))
_LAUNCHING, _LAUNCHED = _WORDS["verbs.launching"], _WORDS["nouns.launched"]
_CLAUSED = frozenset({"dobj", "aux", "ccomp", "xcomp", "conj"})
_PLACES = _WORDS["nouns.places"]
_BELIEVING = _WORDS["verbs.believing"]
HARMING = _WORDS["verbs.transitive"] | _WORDS["verbs.with_particle"]
_AT = _WORDS["prepositions.aiming"]
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSAL = SUBJECTS | {"aux", "auxpass", "mark", "neg", "expl"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
AUXILIARY = frozenset({"aux", "auxpass"})
_DAYS = frozenset({"DATE", "TIME"})
_CITING = _WORDS["verbs.citing"]
_TAKEN = SUBJECTS | AUXILIARY | {"dobj", "ccomp", "xcomp", "mark"}
_DASHES = frozenset("-–—")


def rejoined(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with what was joined across a dash, or to the clause before, hung where it belongs."""
    for mend in (
        _stood_for, _done_to, _doing, _suspected, _of_one_tense, _beside_day, _beside_place, _before_verb, _set_apart,
        _citing, _done_alike, _opened,
    ):  # fmt: skip
        tokens = mend(tokens)
    return tokens


def _suspected(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Hang a participle of believing that has no subject on the noun right behind, and the noun's verb in its place."""
    for word in (t for t in tokens if t.lemma in _BELIEVING and t.tag in ("VBD", "VBN") and t.index):
        below = children_of(tokens, word)
        verb = next((t for t in below if t.dep == "ccomp"), word)
        noun = next((t for t in children_of(tokens, verb) if t.dep in SUBJECTS and t.index > word.index), None)
        if noun is None or any(t.dep in SUBJECTS | AUXILIARY for t in below):
            continue
        if any(t.head != noun.index or t.pos == "DET" for t in tokens[word.index + 1 : noun.index]):
            continue
        day = tokens[word.head]
        dated = word.dep == "acl" and day.entity in _DAYS
        changed = {t.index: (verb.index, t.dep) for t in below}
        changed |= {day.index: (verb.index, day.dep)} if dated else {}
        top = day.head if dated else verb.index if word.dep == "ROOT" else word.head
        changed |= {word.index: (noun.index, "amod"), verb.index: (top, "ccomp" if dated else word.dep)}
        tokens = hung_anew(tokens, changed)
    return tokens


def _citing(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make the object of "quoting" at the head of a sentence, up to the comma, what it was taken to modify."""
    first, noun = tokens[0], tokens[tokens[0].head]
    behind = tokens[noun.index + 1 : noun.index + 2]
    opens = first.lower in _CITING and first.dep == "amod" and noun.head != noun.index
    if not opens or noun.dep in SUBJECTS or not behind or behind[0].text != ",":
        return tokens
    return hung_anew(tokens, {0: (noun.head, "advcl"), noun.index: (0, "dobj")})


def _done_alike(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make participles, as the one before them is, of verbs without subject and object that end in one of harm."""
    for last in (t for t in tokens if t.tag in ("VBD", "VBN") and t.dep == "conj" and t.lemma in HARMING):
        row = [last]
        while (
            (above := tokens[row[0].head]).dep == "conj" and above.tag in ("VBD", "VBN") and above.index < row[0].index
        ):
            row.insert(0, above)
        below = [t for verb in row for t in children_of(tokens, verb)]
        if any(t.dep in _TAKEN or t.lower in _AT for t in below):
            continue
        before = next((t for t in reversed(tokens[: row[0].index]) if t.text != "," and t.dep != "cc"), above)
        passive = any(t.dep == "auxpass" for t in children_of(tokens, above))
        if not passive and (before.dep != "acl" or before.tag != "VBN" or above.index >= before.index):
            continue
        changed: dict[int, tuple[int, Relation]] = {row[0].index: (before.index, "conj")} if not passive else {}
        tokens = hung_anew(tokens, changed)
        done = {t.index for t in row}
        tokens = tuple(replace(t, tag="VBN") if t.index in done else t for t in tokens)
    return tokens


def _stood_for(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make "that of" the noun of a number that it takes up: "the number of dead at 9 and that of the wounded at 20"."""
    for that, of in pairwise(tokens):
        if that.lower in _THAT and that.tag == "DT" and of.head == that.index and of.lower in _OF:
            noun = next((t for t in reversed(tokens[: that.index]) if t.lemma in _NUMBERS), that)
            stood = replace(that, lemma=noun.lemma, pos=noun.pos, tag=noun.tag)
            tokens = (*tokens[: that.index], stood, *tokens[of.index :])
    return tokens


def _done_to(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make a passive of a verb whose doer is only counted things that it is always done to, and which has no object."""
    for verb in (t for t in tokens if t.lemma in _DOWNING and t.tag in ("VBD", "VBN")):
        below, after = children_of(tokens, verb), tokens[verb.index + 1 : verb.index + 2]
        if verb.lemma in _SHOOTING and not any(t.lemma in _DOWNING for t in after):
            continue  # "two men shot and wounded a guard"
        counted = next((t for t in below if t.dep == "nsubj" and t.index == verb.index - 1), None)
        count = next((t for t in children_of(tokens, counted) if t.tag == "CD"), counted) if counted else None
        closed = any(t.dep in _CLAUSED and counted and t.index > counted.index for t in below)
        done = counted is not None and (verb.lemma not in _LAUNCHING or counted.lemma in _LAUNCHED)
        if done and counted and count and count.tag == "CD" and not closed:
            tokens = hung_anew(tokens, {counted.index: (verb.index, "nsubjpass")})
            tokens = put(tokens, replace(verb, tag="VBN"))
    return tokens


def _opened(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give a verb without a subject the noun right before it for one, where an opening that has a noun of its own took
    it in."""
    noun = next((t for t in tokens if t.dep == "pobj" and t.pos in ("NOUN", "PROPN")), None)
    if noun is None or noun.index + 1 == len(tokens) or tokens[noun.head].index != 0:
        return tokens
    preposition, verb = tokens[noun.head], tokens[noun.index + 1]
    below = children_of(tokens, verb)
    open_ = (
        verb.tag in FINITE
        and verb.pos == "VERB"
        and preposition.head == verb.index
        and not {t.dep for t in below} & _CLAUSAL
    )
    before = [t for t in children_of(tokens, noun) if t.index < noun.index]
    end = next((t for t in reversed(before) if t.tag == "NN"), None)
    if end is None or not open_:
        return tokens
    early: dict[int, tuple[int, Relation]] = {t.index: (end.index, t.dep) for t in before if t.index < end.index}
    return hung_anew(tokens, {**early, end.index: (preposition.index, "pobj"), noun.index: (verb.index, "nsubj")})


def _of_one_tense(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Join to the verb in the past above it another that was joined to its gerund or infinitive."""
    for verb in (t for t in tokens if t.dep == "conj" and t.tag == "VBD" and tokens[t.head].index < t.index):
        first = tokens[verb.head]
        bare = (first.dep == "pcomp" and first.tag == "VBG") or (first.dep == "xcomp" and first.tag in ("VB", "VBG"))
        above = first
        while above.tag != "VBD" and above.head < above.index:
            above = tokens[above.head]
        own = {t.dep for t in children_of(tokens, verb)}
        if bare and above.tag == "VBD" and not own & (SUBJECTS | AUXILIARY):
            joins = [t for t in children_of(tokens, first) if t.dep == "cc"][-1:]
            tokens = hung_anew(tokens, {t.index: (above.index, t.dep) for t in (*joins, verb)})
    return tokens


def _doing(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make the subject of the past tense right behind it a plural that was taken for a verb in the present."""
    for noun, verb in pairwise(tokens):
        below = children_of(tokens, noun)
        if noun.tag != "VBZ" or noun.pos != "VERB" or verb.tag != "VBD" or any(t.dep in _CLAUSAL for t in below):
            continue
        verb = tokens[verb.head] if verb.pos == "AUX" and verb.dep in AUXILIARY else verb
        changed: dict[int, tuple[int, Relation]] = {
            t.index: (verb.index, t.dep) for t in below if t.index > noun.index and t is not verb
        }
        if noun.head != verb.index:
            changed[verb.index] = (verb.index if noun.head == noun.index else noun.head, noun.dep)
        passive = any(t.dep == "auxpass" for t in children_of(tokens, verb))
        changed[noun.index] = (verb.index, "nsubjpass" if passive else "nsubj")
        tokens = hung_anew(tokens, changed)
        tokens = put(tokens, replace(tokens[noun.index], pos="NOUN", tag="NNS"))
    return tokens


def _beside_day(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Join to the name before a day the name that was joined to the day."""
    for name in (t for t in tokens if t.dep == "conj" and t.pos == "PROPN" and t.entity not in _DAYS):
        day = tokens[name.head]
        verb = tokens[tokens[day.head].head]
        objects = [t for t in children_of(tokens, verb) if t.dep in ("dobj", "nsubjpass") and t.index < day.index]
        if day.entity in _DAYS and day.dep == "pobj" and objects and objects[-1].pos == "PROPN":
            tokens = hung_anew(tokens, {name.index: (objects[-1].index, "conj")})
    return tokens


def _beside_place(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Hang on "the capital" or "the town" the name right behind it that was taken for the subject of the verb."""
    for name in (t for t in tokens if t.dep in SUBJECTS and t.pos == "PROPN" and 1 < t.index < t.head):
        first = min([name.index, *(t.index for t in children_of(tokens, name) if t.dep == "compound")])
        place, comma = tokens[max(first - 2, 0)], tokens[name.index + 1]
        if place.dep != "pobj" or place.lemma not in _PLACES or not tokens[first - 1].text == comma.text == ",":
            continue
        sufferer = next((t for t in children_of(tokens, name) if t.dep == "appos" and name.index < t.index), None)
        torn = sufferer is not None and not any(t.text == "," for t in tokens[sufferer.index : name.head])
        others = [t for t in children_of(tokens, tokens[name.head]) if t.dep in SUBJECTS and t.index > name.index]
        if torn or others:
            changed: dict[int, tuple[int, Relation]] = {name.index: (place.index, "appos")}
            changed |= {sufferer.index: (name.head, name.dep)} if sufferer and torn else {}
            tokens = hung_anew(tokens, changed)
    return tokens


def _before_verb(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give a verb that is joined to another for its subject the noun right before its helping verb, which the parser
    joined to a noun of the clause before."""
    for verb in (t for t in tokens if t.dep == "conj" and t.pos in ("VERB", "AUX") and tokens[t.head].index < t.index):
        below = children_of(tokens, verb)
        helping = next((t for t in below if t.dep in AUXILIARY), verb if verb.pos == "AUX" else None)
        if helping is None or helping.tag not in FINITE or not helping.index or {t.dep for t in below} & SUBJECTS:
            continue
        noun = tokens[helping.index - 1]
        joined = noun.dep == "conj" and noun.pos in ("NOUN", "PROPN") and verb.head < noun.head < noun.index
        joined = joined and tokens[noun.head].pos in ("NOUN", "PROPN")
        counted = noun.dep == "conj" and noun.tag == "CD" and noun.head == verb.head  # "12 drowned and 20 are missing"
        if joined or counted:
            passive = any(t.dep == "auxpass" for t in below)
            tokens = hung_anew(tokens, {noun.index: (verb.index, "nsubjpass" if passive else "nsubj")})
    return tokens


def _set_apart(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Hang a noun where the one hangs that it was taken for a part of across a dash, which is set beside it."""
    for noun in (t for t in tokens if t.dep == "compound" and t.head > t.index + 1):
        whole = tokens[noun.head]
        between = tokens[noun.index + 1]
        if between.text not in _DASHES or noun.end == between.start or whole.dep in ("compound", "amod", "nmod"):
            continue
        below = {t.index: (noun.index, t.dep) for t in children_of(tokens, whole) if t.index < noun.index}
        top = noun.index if whole.head == whole.index else whole.head
        tokens = hung_anew(tokens, {**below, noun.index: (top, whole.dep), whole.index: (noun.index, "appos")})
    return tokens


def gone_off(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make the verb of a clause that has none a participle that never has an object, hung on what lies in its doer."""
    for verb in (t for t in tokens if t.lemma in _BURSTING and t.dep == "acl" and t.head == t.index - 1):
        held, own = tokens[verb.head], {t.dep for t in children_of(tokens, verb)}
        above = tokens[held.head]
        while above.dep in ("prep", "acl", "amod", "advcl") and above.index:
            above = tokens[above.head]
        if held.dep != "pobj" or above.dep not in ("ROOT", "ccomp") or above.pos != "NOUN" or "agent" in own:
            continue
        top = verb.index if above.head == above.index else above.head
        changed: dict[int, tuple[int, Relation]] = {verb.index: (top, above.dep), above.index: (verb.index, "nsubj")}
        later = {t.index: (verb.index, t.dep) for t in children_of(tokens, above) if t.index > verb.index}
        tokens = hung_anew(tokens, {**later, **changed})
    return tokens


def hung_anew(tokens: tuple[Token, ...], changed: dict[int, tuple[int, Relation]]) -> tuple[Token, ...]:
    """The tokens with some hung anew: by index the head and the relation."""
    hung = {index: replace(tokens[index], head=head, dep=dep) for index, (head, dep) in changed.items()}
    return tuple(hung.get(t.index, t) for t in tokens)


def put(tokens: tuple[Token, ...], token: Token) -> tuple[Token, ...]:
    """The tokens with one changed."""
    return (*tokens[: token.index], token, *tokens[token.index + 1 :])


def is_over(tokens: tuple[Token, ...], head: Token, token: Token) -> bool:
    """Whether a token stands somewhere below another."""
    while token.head != token.index and token.index != head.index:
        token = tokens[token.head]
    return token.index == head.index


def children_of(tokens: tuple[Token, ...], token: Token) -> list[Token]:
    """The words that hang on a word."""
    return [t for t in tokens if t.head == token.index and t.index != token.index]
