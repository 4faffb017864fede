"""Listed names on their own: which of them act, and which only say where."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.lang import lexicon
from sayso.mentions.actors.lexicon import Hit, words_of
from sayso.mentions.actors.parts import LOCATIVE, Draft, Scene, backed, owner
from sayso.mentions.actors.words import Words
from sayso.model import Sentence, Token
from sayso.rules.actors import ActorRow, Force, StateRow

WORDS = lexicon("actors")
_AFTER_PREPOSITION_WORDS = WORDS["states.after_preposition"]
_AFTER_PREPOSITION_2_WORDS = WORDS["states.after_preposition_2"]

_AGAINST = WORDS["states.against"]
_GIVING = words_of("give supply send deliver provide sell return offer say tell appeal belong hand surrender")


def listed_name(row: ActorRow, words: Words, forces: Mapping[str, Force], text: str) -> str:
    """What a listed actor is called: as the text has it where that tells what it is ("Russia's defence ministry").

    The main force of a state goes by one name whatever the text calls it.
    """
    force = forces.get(row.side or "")
    if force and force.id == row.id:
        return force.name
    return text if words.describes(text) and not text.isupper() else row.name


def add_listed(scene: Scene, words: Words, forces: Mapping[str, Force]) -> None:
    """Draft the listed actors and acting states that no longer phrase has taken."""
    for hit in scene.hits:
        if not scene.free(hit.first, hit.last) or backed(scene.sentence, hit):
            continue
        head = head_of(scene.sentence, hit)
        row = hit.entries[0].row
        if isinstance(row, ActorRow):
            if head.dep == "amod" and not words.is_deed(owner(scene.sentence, head)):
                continue  # "Russia's military infrastructure"
            name = listed_name(row, words, forces, scene.words(hit.first, hit.last))
            scene.add(_draft(scene, hit, head, row, name))
        elif acts(scene, words, hit, head):
            scene.add(_state(scene, words, hit, head, row))


def head_of(sentence: Sentence, hit: Hit) -> Token:
    """The token of the hit that heads it in the tree."""
    inside = sentence.tokens[hit.first : hit.last + 1]
    return next((t for t in reversed(inside) if not hit.first <= t.head <= hit.last or t.head == t.index), inside[-1])


def _draft(scene: Scene, hit: Hit, head: Token, row: ActorRow, name: str) -> Draft:
    return Draft(
        scene.sentence, hit.first, hit.last, head.index, name, row.rule, row.kind, row.id, hit.side,
        plural=head.tag in ("NNS", "NNPS"),
    )  # fmt: skip


def _state(scene: Scene, words: Words, hit: Hit, head: Token, row: StateRow) -> Draft:
    if is_people(scene.sentence, hit, head) and not _before_deed(scene.sentence, words, hit):
        name = scene.words(hit.first, hit.last)
        plural = head.tag in ("NNS", "NNPS") or name.endswith("s")
        return Draft(
            scene.sentence, hit.first, hit.last, head.index, name, row.rule, "civilians", None, row.id, plural=plural
        )
    return Draft(
        scene.sentence, hit.first, hit.last, head.index, row.name, row.rule, "government", row.id, row.id
    )  # fmt: skip


def is_people(sentence: Sentence, hit: Hit, head: Token) -> bool:
    """Whether a demonym stands for people: "two Palestinians", "a Ukrainian was killed"."""
    if hit.entries[0].form != "demonym" or head.dep in ("amod", "compound", "nmod", "poss"):
        return False
    return head.pos in ("NOUN", "PROPN") or head.tag in ("NNS", "NNPS")


def acts(scene: Scene, words: Words, hit: Hit, head: Token) -> bool:
    """Whether a state's name stands for someone: as one who does, says, owns a deed, or is addressed."""
    form = hit.entries[0].form
    sentence = scene.sentence
    if head.dep in ("poss", "amod", "compound", "nmod"):
        owned = owner(sentence, head)
        return words.is_deed(owned) and owned.index != head.index
    if _before_deed(sentence, words, hit):
        return True
    if form == "demonym":
        return is_people(sentence, hit, head)
    for _ in range(6):  # "Avaria, Bevia and Cevia urged": each name may hang on the one before
        if head.dep != "conj" or sentence.head(head).index == head.index:
            break
        head = sentence.head(head)
    return _governed(sentence, words, head, form != "state")


def _before_deed(sentence: Sentence, words: Words, hit: Hit) -> bool:
    """Whether a deed follows right after the name, however the parser joined them: "by Ukrainian shelling"."""
    after = hit.last + 1
    return hit.entries[0].form == "demonym" and after < len(sentence.tokens) and words.is_deed(sentence.tokens[after])


def _governed(sentence: Sentence, words: Words, head: Token, city: bool) -> bool:
    above = sentence.head(head)
    if head.dep == "nsubj":
        if not city:
            return above.pos in ("VERB", "AUX")
        return above.pos == "VERB" and above.lemma not in words.place
    if head.dep == "nsubjpass":
        return not city or above.lemma in words.address
    if head.dep in ("dobj", "dative", "iobj"):
        return above.lemma in words.address
    if head.dep == "pobj":
        return _after_preposition(sentence, words, above, city)
    return False


def _after_preposition(sentence: Sentence, words: Words, preposition: Token, city: bool) -> bool:
    word, above = preposition.lower, sentence.head(preposition)
    if word in LOCATIVE and word != "on":
        return False
    if preposition.dep == "agent":
        return True
    if word == "to":
        return above.lower == "according" or (above.lemma in _GIVING and not city)
    if word == "on":
        return above.lemma in _AFTER_PREPOSITION_WORDS and above.pos == "VERB"
    if word == "of":
        return above.lemma in _AFTER_PREPOSITION_2_WORDS and not city
    if word == "by" and (words.is_deed(above) or above.pos == "VERB"):
        return not city or words.is_deed(above) or above.tag == "VBN"
    return word in _AGAINST and not city and (above.pos == "VERB" or words.is_deed(above))
