"""Listed names on their own: which of them act, and which only say where."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.grammar.words import PLURAL, is_noun, is_verb
from sayso.mentions.actors.listed import Hit
from sayso.mentions.actors.scene import OWNING, WORDS, Draft, Scene, head_of, is_tied, modified
from sayso.mentions.actors.words import Words
from sayso.model import ActorKind, Sentence, Token
from sayso.rules.actors import ActorRow, Force

_ADDRESSED = {word: frozenset(above.split()) for word, above in WORDS.table("address.anyone").items()}
_STATES_ADDRESSED = {word: frozenset(above.split()) for word, above in WORDS.table("address.states").items()}
_ADVERSE = WORDS["prepositions.adverse"]
_CHAINED = 6
_PUBLIC: frozenset[ActorKind] = frozenset({"government", "authority"})


def listed_name(row: ActorRow, words: Words, forces: Mapping[str, Force], text: str) -> str:
    """What a listed actor is called: as the text has it where that tells what it is ("Russia's defence ministry").

    The main force of a state goes by one name whatever the text calls it.
    """
    force = forces.get(row.side or "")
    if force and force.id == row.id:
        return force.name
    told = not text.isupper() and not _PUBLIC.isdisjoint(words.kinds_of(text))
    return text if told else row.name


def add_listed(scene: Scene, words: Words, forces: Mapping[str, Force]) -> None:
    """Draft the listed actors and acting states that no longer phrase has taken."""
    sentence = scene.sentence
    for hit in scene.hits:
        head, row = head_of(sentence, hit.first, hit.last), hit.row
        tied = is_tied(sentence, hit)
        if not scene.free(hit.first, hit.last) or (tied and not is_people(hit, head)):
            continue
        text = scene.words(hit.first, hit.last)
        draft = Draft(sentence, hit.first, hit.last, head, row.name, "government", row, id=row.id, side=hit.side)
        if isinstance(row, ActorRow):
            if head.dep == "amod" and not words.is_deed(modified(sentence, head)):
                continue  # "Russia's military infrastructure"
            draft.name, draft.kind = listed_name(row, words, forces, text), row.kind
            draft.plural = head.tag in PLURAL
        elif not acts(sentence, words, hit, head):
            continue
        elif is_people(hit, head) and (tied or not _before_deed(sentence, words, hit)):
            draft.name, draft.kind, draft.id = text, "civilians", None
            draft.side = None if tied else hit.side  # "ethnic Albanians"
            draft.plural = head.tag in PLURAL or text.endswith("s")
        scene.add(draft)


def is_people(hit: Hit, head: Token) -> bool:
    """Whether a demonym stands for people: "two Palestinians", "a Ukrainian was killed"."""
    return hit.form == "demonym" and head.dep not in OWNING and (is_noun(head) or head.tag in PLURAL)


def acts(sentence: Sentence, words: Words, hit: Hit, head: Token) -> bool:
    """Whether a state's name stands for someone: as one who does, says, owns a deed, or is addressed."""
    if head.dep in OWNING:
        owned = modified(sentence, head)
        return words.is_deed(owned) and owned.index != head.index
    if _before_deed(sentence, words, hit):
        return True
    if hit.form == "demonym":
        return is_people(hit, head)
    for _ in range(_CHAINED):  # "Avaria, Bevia and Cevia urged": each name may hang on the one before
        if head.dep != "conj":
            break
        head = sentence.head(head)
    return _governed(sentence, words, head, city=hit.form != "state")


def _before_deed(sentence: Sentence, words: Words, hit: Hit) -> bool:
    """Whether a deed follows right after the name, however the parser joined them: "by Ukrainian shelling"."""
    after = sentence.tokens[hit.last + 1 : hit.last + 2]
    return hit.form == "demonym" and any(map(words.is_deed, after))


def _governed(sentence: Sentence, words: Words, head: Token, city: bool) -> bool:
    above = sentence.head(head)
    if head.dep == "nsubj":
        return (above.pos == "VERB" and above.lemma not in words.place) if city else is_verb(above)
    if head.dep == "nsubjpass":
        return not city or above.lemma in words.address
    if head.dep in ("dobj", "dative"):
        return above.lemma in words.address
    return head.dep == "pobj" and _after_preposition(sentence, words, above, city)


def _after_preposition(sentence: Sentence, words: Words, preposition: Token, city: bool) -> bool:
    word, above = preposition.lower, sentence.head(preposition)
    if preposition.dep == "agent":
        return True
    if {above.lower, above.lemma} & _ADDRESSED.get(word, frozenset()):
        return True
    done = words.is_deed(above)
    if city:
        return word in WORDS["prepositions.by"] and (done or above.tag == "VBN")
    return above.lemma in _STATES_ADDRESSED.get(word, ()) or (word in _ADVERSE and (done or above.pos == "VERB"))
