"""Tellings: reports, statements and pictures of an event, and what a sentence says of them.

"The army withdrew its statement that troops had fired", "a video of soldiers beating a man was staged", "a false report
of shelling": the event stands under a noun that tells of it, and what is said of that noun is said of the event.
"""

from __future__ import annotations

from itertools import takewhile

from sayso.grammar.clauses import governor, infinitives, is_passive, own_subjects, subject_of, told_by, undergoers
from sayso.grammar.phrases import WORDS, members
from sayso.grammar.words import is_noun, is_verb
from sayso.model import Sentence, Token

__all__ = ["exposes", "owns_up", "retracted_by", "telling_above", "with_particles"]

_TELLINGS = WORDS["nouns.telling"]
_BELOW = ("acl", "relcl", "xcomp", "ccomp", "pcomp", "conj", "amod")
_RETRACTING = WORDS["verbs.retracting"] | WORDS["retracting.verbs"] | WORDS["verbs.retracting_with"]
_FALSE = WORDS["falsehood"]
_SHOWING, _ERRORS = WORDS["verbs.showing"], WORDS["nouns.errors"]
_PLAINLY = WORDS["falsehood.plain"]
_ELSEWHERE = WORDS["pictures.elsewhere"]
_LEADING = WORDS["prepositions.of"] | WORDS["pronouns.relative"]
_LEADS = _SHOWING | WORDS["pictures.proof"]
_WHEN = WORDS["conjunctions.when"]
_YEAR = 4


def telling_above(sentence: Sentence, trigger: Token) -> Token | None:
    """The closest noun of telling that the event stands under ("a report that …", "footage of …"), or None.

    A clause of its own between the two ("a report, and then shells fell") ends the search.
    """
    for above in (trigger, *sentence.ancestors(trigger)):
        told = [told_by(sentence, above)] if is_verb(above) else []
        if above.lemma in WORDS["pictures.making"]:  # "footage shared this week of soldiers beating a man"
            told += own_subjects(sentence, above)
        if found := next((t for t in told if t is not None and t.lemma in _TELLINGS), None):
            return found
        if above.lemma in _TELLINGS and (above.pos in ("NOUN", "PROPN") or above.dep == "nsubj"):
            return above  # "Reports that … were wrong", tagged as a verb
        if above.pos in ("VERB", "AUX") and above.dep not in _BELOW:
            return _according(sentence, trigger)
    return None


def _according(sentence: Sentence, trigger: Token) -> Token | None:
    """The telling before "according to which" or "in which it said" in the clause of an event."""
    before = sentence.tokens[: trigger.index]
    to = next((t for t in reversed(before) if t.lower in WORDS["tellings.which"]), None)
    return next((t for t in reversed(before[: to.index]) if t.lemma in _TELLINGS and is_noun(t)), None) if to else None


def retracted_by(sentence: Sentence, trigger: Token) -> tuple[Token, ...] | None:
    """Who takes back or exposes the telling that an event stands under; () when nobody is named; None when none does.

    "The ministry withdrew its statement that …" gives the ministry, "the photograph of … was staged" nobody.
    """
    if any(told(sentence, trigger) for told in _TAKEN_BACK):
        return ()
    telling = telling_above(sentence, trigger) or _figure_above(sentence, trigger)
    if telling is None:
        return None
    if _is_called_false(sentence, telling, trigger):
        return ()
    if any(t.lemma in _FALSE or t.lower in _FALSE for t in sentence.children(telling, "amod", "compound")):
        return ()
    within, clause = sentence.head(telling), sentence.tokens[telling.index : trigger.index]
    wrong = within.lower in WORDS["prepositions.in"] and sentence.tokens[within.index - 1].lemma in _ERRORS
    if wrong and any(t.lower in WORDS["conjunctions.that"] for t in clause):
        return ()  # "regret an error in our report that …"
    verb = governor(sentence, telling)
    if verb is None or trigger in (verb, *sentence.ancestors(verb)):
        return None
    over = (verb, *sentence.children(verb, "advmod"))  # "backed away from its claim"
    led = [t for word in over for p in sentence.children(word, "prep") for t in sentence.children(p, "pobj")]
    whole = with_particles(sentence, verb)
    if any(t.pos == "NUM" or sentence.children(t, "nummod") for t in led):
        return None  # "corrected the toll to nine"
    led = led if whole & WORDS["verbs.backing_off"] else []
    told = telling in members(sentence, [*sentence.children(verb, "dobj"), *led])
    told = told or telling in undergoers(sentence, verb)
    left = sentence.children(infinitives(sentence, verb)[-1], "neg")  # "did not confirm or deny reports"
    if told and not left and (led or whole & _RETRACTING):
        return () if is_passive(sentence, verb) else tuple(subject_of(sentence, verb))
    return () if exposes(sentence, verb, telling) else None


def with_particles(sentence: Sentence, verb: Token) -> set[str]:
    """A verb alone and with each of its particles: "take", "take back"."""
    return {verb.lemma, *(f"{verb.lemma} {t.lower}" for t in sentence.children(verb, "prt", "advmod"))}


def _figure_above(sentence: Sentence, trigger: Token) -> Token | None:
    """The number told of a harm right behind "of": "its figure of nine dead"; or the word itself is that number."""
    if trigger.lemma in WORDS["nouns.figures"]:
        return trigger
    for noun in (trigger, *sentence.tokens[max(trigger.index - 1, 0) : trigger.index]):
        of = sentence.head(noun)
        figure = sentence.head(of)
        if noun.dep == "pobj" and of.lower in WORDS["prepositions.of"] and figure.lemma in WORDS["nouns.figures"]:
            return figure
    return None


def exposes(sentence: Sentence, verb: Token, telling: Token) -> bool:
    """ "was staged", "is fake", "shows another town": the predicate says that the telling is no proof of the event."""
    if telling not in own_subjects(sentence, verb):
        return False
    said = [verb, *sentence.children(verb, "acomp", "attr", "oprd", "prt", "advmod")]
    if verb.lemma in _SHOWING:  # "were found to be fake"
        said += [t for below in sentence.children(verb, "xcomp", "ccomp") for t in sentence.subtree(below)]
    said += [t for word in said for t in sentence.children(word, "conj") if not is_verb(t)]
    if is_passive(sentence, verb) and with_particles(sentence, verb) & WORDS["verbs.making_up"]:
        return not sentence.children(verb, "neg")
    if any(t.lower in WORDS["verbs.maybe"] for t in sentence.children(verb, "aux")):
        return False
    negated = bool(sentence.children(verb, "neg"))
    return any(t.lemma in _FALSE or t.lower in _FALSE for t in said) != negated and (
        not negated or any(t.lemma in WORDS["truth"] for t in said)
    )


def _is_called_false(sentence: Sentence, telling: Token, trigger: Token) -> bool:
    """ "Reports that S turned out to be false": the predicate behind a long S may hang on any word of it.

    Without "that" behind the telling ("footage shared on Sunday of S is fake") it must have no subject of its own.
    """
    opens = sentence.tokens[telling.index + 1 : telling.index + 3]
    clause = any(t.lower in WORDS["conjunctions.that"] for t in opens)
    for word in sentence.tokens[trigger.index + 1 :] if telling.index < trigger.index else ():
        if word.dep in ("acomp", "attr", "oprd") and (word.lemma in _PLAINLY or word.lower in _PLAINLY):
            verb = sentence.head(word)
            told = clause or (verb.lemma in _SHOWING and not own_subjects(sentence, verb))
            return told and not sentence.children(verb, "neg") and told_by(sentence, verb) is None
    return False


def _is_glossed_false(sentence: Sentence, trigger: Token) -> bool:
    """ "It was reported that S, a claim that turned out to be false"."""
    for word in sentence.tokens[trigger.index + 1 :]:
        loose = word.dep in ("npadvmod", "appos", "dep", "attr", "conj", "dobj") and word.lemma in _TELLINGS
        if not loose or sentence.tokens[sentence.subtree(word)[0].index - 1].text != ",":
            continue
        if any(t.lemma in _FALSE or t.lower in _FALSE for t in sentence.children(word, "amod")):
            return True
        if any(exposes(sentence, verb, word) for verb in sentence.children(word, "relcl")):
            return True
    return False


def _is_from_elsewhere(sentence: Sentence, trigger: Token) -> bool:
    """ "A video said to show S was filmed in another country": made elsewhere or before, so no proof of S."""
    before = sentence.tokens[: trigger.index]
    picture = next((t for t in before if t.lemma in WORDS["pictures"] and is_noun(t)), None)
    if picture is None or not any(t.lemma in _LEADS or t.lower in _LEADING for t in before[picture.index :]):
        return False
    behind, froms = sentence.tokens[trigger.index + 1 :], WORDS["prepositions.from"]
    made = [t for t in behind if t.lemma in WORDS["pictures.making"] and is_verb(t)]
    made += [t for t in behind if t.lower in froms and sentence.head(t).pos == "AUX"]
    made += [t for t in behind if picture in own_subjects(sentence, t)]
    below = [t for verb in made for t in sentence.subtree(verb) if t.index > verb.index]
    shown = (t for t in before[picture.index :] if t.lemma in WORDS["verbs.held_out"])
    held_out = any(sentence.tokens[t.index + 1].lower in WORDS["infinitive"] for t in shown)
    proofs = (t for t in before[picture.index + 1 :] if t.lemma in WORDS["pictures.proof"])
    led_to = WORDS["conjunctions.as"] | WORDS["infinitive"]  # "shared as proof of", "to prove that"
    held_out = held_out or any(sentence.tokens[t.index - 1].lower in led_to for t in proofs)
    if held_out and any(
        (t.text.isdigit() and len(t.text) == _YEAR) or t.lemma in WORDS["pictures.played"] for t in below
    ):
        return True  # "said to show S, was filmed in 2019", "was filmed by actors"
    return any(t.lower in _ELSEWHERE or (t.lemma in WORDS["pictures.unreal"] and is_noun(t)) for t in below)


def _is_regretted(sentence: Sentence, trigger: Token) -> bool:
    """ "Retracted what he had said about S", "apologised for having said that S", "was wrong to report that S": it is
    taken back. An apology for a deed owns up to it."""
    said, what = False, False
    for above in sentence.ancestors(trigger):
        words = {w for t in (above, *sentence.children(above, "acomp")) for w in (t.lemma, t.lower)}
        if said and words & WORDS["verbs.regretting"]:
            return not any(sentence.children(t, "neg") for t in (above, sentence.head(above)))
        if what and with_particles(sentence, above) & _RETRACTING:
            return True
        if is_verb(above):
            told = above.lemma in WORDS["verbs.stating"]
            when = above.dep == "advcl" and any(t.lower in _WHEN for t in sentence.children(above, "advmod"))
            said = told and (when or above.dep in ("pcomp", "xcomp"))
            what = told and any(t.lower in WORDS["pronouns.what"] for t in sentence.children(above, "dobj"))
    return False


def owns_up(sentence: Sentence, verb: Token) -> bool:
    """ "Admitted that it had done no such thing", "conceded that it had not": nothing of what was told is so."""
    for below in sentence.children(verb, "ccomp") if verb.lemma in WORDS["verbs.admitting"] else ():
        words = " ".join(t.lower for t in sentence.subtree(below) if t.pos != "PUNCT")
        bare = below.lemma in WORDS["verbs.helping"] and words.endswith(" not")
        if bare or words.endswith(tuple(WORDS["admitting.nothing"])):
            return True
    return False


def _is_owned(sentence: Sentence, trigger: Token) -> bool:
    """ "The army, which had said that S, admitted that it had done no such thing"."""
    said = [t for t in sentence.ancestors(trigger) if t.lemma in WORDS["verbs.stating"] and t.dep == "relcl"]
    return any(owns_up(sentence, t) for t in sentence.tokens[trigger.index :]) if said else False


def _is_of_earlier_version(sentence: Sentence, trigger: Token) -> bool:
    """ "An earlier version of this report said that S": what is told now is something else; not "misstated the date
    of S"."""
    said = (t for t in sentence.ancestors(trigger) if not _mistakes(sentence, t))
    telling = (t for above in said for t in own_subjects(sentence, above))
    versions = (t for t in telling if t.lemma in WORDS["nouns.version"])
    earlier = (t for version in versions for t in sentence.children(version, "amod"))
    return any(t.lower in WORDS["versions.earlier"] for t in earlier)


def _mistakes(sentence: Sentence, verb: Token) -> bool:
    """ "Misspelt the name of the town", "gave the wrong date for S": only this was wrong."""
    got = (t for t in sentence.children(verb, "dobj") if t.lemma not in _TELLINGS)
    return verb.lemma in WORDS["versions.mistaking"] or any(
        t.lower in _FALSE for noun in got for t in sentence.children(noun, "amod")
    )


def _is_branded(sentence: Sentence, trigger: Token) -> bool:
    """ "Called the report of S a lie", wherever the parser hangs the lie."""
    tokens = sentence.tokens
    verb = next((t for t in tokens[: trigger.index] if t.lemma in WORDS["verbs.branding"]), None)
    if verb is None or not any(t.lemma in _TELLINGS for t in tokens[verb.index : trigger.index]):
        return False
    rest = takewhile(lambda t: t.pos not in ("AUX", "CCONJ"), tokens[trigger.index + 1 :])
    before = takewhile(lambda t: t.lemma not in _TELLINGS, tokens[verb.index :])  # "dismissed as a lie reports of S"
    return any(t.lemma in _PLAINLY or t.lower in _PLAINLY for t in (*before, *rest))


_TAKEN_BACK = (_is_branded, _is_glossed_false, _is_from_elsewhere, _is_regretted, _is_of_earlier_version, _is_owned)
