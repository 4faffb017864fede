"""Fiction: what is acted, written, simulated or dreamt up, and so has not happened."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.grammar.clauses import own_subjects
from sayso.grammar.phrases import WORDS, after
from sayso.grammar.words import is_verb
from sayso.model import Sentence, Token

__all__ = ["is_acted", "is_fiction"]

_OF = WORDS["prepositions.of"]
_MATTERS = frozenset({"acl", "relcl", "xcomp", "ccomp", "dobj", "advcl", "pcomp"})


def is_fiction(sentence: Sentence, chain: Sequence[Token], parties: Collection[Token] = ()) -> bool:
    """Whether the event of a chain is acted, written or simulated. ``parties``: who did it and to whom.

    "Practised for a missile strike", "a film about the siege", "in the novel, troops shell the town", "the drill
    simulated an attack", "stormed a mock village", "announced a mock raid"; not "during a drill a shell killed three".
    """
    verbs = [verb for verb in (*chain, *sentence.ancestors(chain[-1])) if is_verb(verb)]
    own = [verb for verb in verbs if verb in chain or chain[-1].dep == "conj"]
    around = [t for verb in own for p in sentence.children(verb, "prep") for t in sentence.children(p, "pobj")]
    around += [t for verb in own for t in sentence.children(verb, "dobj")]
    if any(_is_mock(sentence, noun) for noun in (*parties, *around, *chain[:1])):
        return True
    before = [t for verb in verbs for t in sentence.children(verb, "ccomp", "advcl") if t.index < verb.index]
    return (
        _is_matter_of(sentence, chain)
        or _is_staged(sentence, chain[0])
        or any(_is_set_in(sentence, verb, chain[0]) or _is_told_by(sentence, verb, chain) for verb in (*verbs, *before))
    )


def _is_staged(sentence: Sentence, trigger: Token) -> bool:
    """ "Reservists simulated the loss of a bridge: two missiles struck it"."""
    colon = next((t.index for t in sentence.tokens[: trigger.index] if t.text == ":"), 0)
    return any(t.lemma in WORDS["staged.doing"] and is_verb(t) for t in sentence.tokens[:colon])


def _is_mock(sentence: Sentence, noun: Token) -> bool:
    """ "A mock village", "22 dummies", "practice bombs"."""
    if noun.lemma in WORDS["fiction.dummies"] and noun.pos == "NOUN":
        return True
    return any(t.lower in WORDS["fiction.mock"] for t in sentence.children(noun, "amod", "compound"))


def _is_matter_of(sentence: Sentence, chain: Sequence[Token]) -> bool:
    """Whether the event stands under a drill, a film or a book as what that is about."""
    below = chain[0]
    for above in sentence.ancestors(chain[0]):
        between = sentence.tokens[above.index : below.index] if below.dep == "conj" else ()
        clauses = (below, *(t for t in between if t.dep == "relcl"))  # "in which men stormed a hall and killed five"
        if any(t.dep in ("relcl", "advcl") and _is_played_in(sentence, t, above) for t in clauses):
            return True
        if is_acted(sentence, above) and above not in chain[:1]:
            if below.lower in _OF and above.lemma in WORDS["nouns.amounts"]:
                return False  # "a series of attacks"
            return below.dep in _MATTERS or (below.dep == "prep" and below.lower in WORDS["prepositions.matter"])
        if is_verb(above) and (above.dep == "ROOT" or (above.dep == "conj" and below.dep != "conj")):
            return False
        below = above
    return False


def is_acted(sentence: Sentence, word: Token) -> bool:
    """Whether a word is one of what is acted or written: "drill", "film", "re-enacted"."""
    again = [t.lower for t in sentence.tokens[max(word.index - 2, 0) : word.index]][:1] == ["re"]
    if word.lemma in WORDS["fiction.verbs"] and not is_verb(word):
        return False  # "the train that they shelled"
    if is_verb(word) and any(t.lemma in WORDS["involvement"] for t in sentence.children(word, "dobj")):
        return False  # "played no part in the raid"
    return word.lemma in WORDS["unreal.fiction"] or (again and word.lemma in WORDS["fiction.again"])


def _is_played_in(sentence: Sentence, verb: Token, above: Token) -> bool:
    """ "Took part in an exercise near Hualien, in which a landing was beaten back", whatever the clause hangs on; the
    dead of a drill are real."""
    driven = any(t.lower in WORDS["fiction.driven"] for t in sentence.children(verb, "prt", "advmod"))
    first = sentence.subtree(verb)[:2] if driven or verb.lemma in WORDS["fiction.played"] else ()
    if len(first) < 2 or first[0].lower not in WORDS["prepositions.in"]:
        return False
    drill = any(t.lemma in WORDS["fiction.drills"] for t in sentence.tokens[above.index : first[0].index])
    return drill and first[1].lower in WORDS["pronouns.relative"]


def _is_set_in(sentence: Sentence, verb: Token, trigger: Token) -> bool:
    """ "In the novel, …", "in a scene of the film, …", "on stage, …"; in a drill only what is played there: "stormed a
    beach", not "were killed"; "for the drill", "as part of the drill" anything but how troops move."""
    for preposition in sentence.children(verb, "prep"):
        if any(
            t.lower in WORDS["fiction.stages"] and not sentence.children(t, "det")
            for t in sentence.children(preposition, "pobj")
        ):
            return True
        inside = sentence.children(preposition, "pobj")
        around = [t for n in inside for t in (n, *after(sentence, n, _OF), *sentence.children(n, "poss"))]
        within = preposition.lower in WORDS["fiction.setting"]
        played = within and trigger.lemma in WORDS["fiction.played"]
        meant = preposition.lower in WORDS["fiction.purpose"] and trigger.lemma not in WORDS["fiction.really"]
        if (played or meant) and any(t.lemma in WORDS["fiction.drills"] for t in around):
            return True  # "for the exercise a bomb had killed nine"
        if within:
            runs = (t for t in around if t.lemma in WORDS["fiction.runs"] and not after(sentence, t, _OF))
            if any(t.lemma in WORDS["fiction.works"] for t in around) or any(runs):
                return True
    return False


def _is_told_by(sentence: Sentence, verb: Token, chain: Sequence[Token]) -> bool:
    """ "The novel tells of an attack", "the drill simulated a strike", "the play opens as rebels storm a school"."""
    subjects = own_subjects(sentence, verb)
    invented = any(t.lemma in WORDS["fiction.invented"] for t in subjects)  # "the wargame ended with"
    opens = verb.lemma in WORDS["fiction.opening"] and (invented or verb.tag in ("VBZ", "VBP"))
    if (verb.lemma not in WORDS["fiction.telling"] and not opens) or verb is chain[0]:
        return False
    return any(is_acted(sentence, t) for t in subjects)
