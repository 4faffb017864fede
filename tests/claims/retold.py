"""Sentences of the corpus retold: as denied, doubted, planned, imagined (``ways.yaml``), by the words of their tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sayso.grammar.clauses import is_passive
from sayso.model import Claim, Reading, Sentence, Token
from sayso.rules.ontology import types_with
from sayso.service.reading import Reader

DATA: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("ways.yaml").read_text(encoding="utf-8"))
PUBLISHED = date(2026, 3, 12)
_SPEECH = types_with("speech-act") - types_with("armed")
_LOWER = ("NOUN", "DET", "ADP", "PRON", "NUM", "ADJ", "ADV", "SCONJ", "VERB")
_DOUBLED = ("run", "hit", "cut", "shut")


@dataclass(frozen=True, slots=True)
class Retold:
    """An event told in one way. ``plain``: the words as the corpus has them; ``types``: what they tell there;
    ``beside``: what the way itself tells (an attack that is averted is repelled)."""

    way: str
    text: str
    plain: str
    types: frozenset[str]
    statuses: frozenset[str]
    done: bool
    beside: frozenset[str] = frozenset()


def events(reading: Reading) -> list[Claim]:
    """The claims that tell an event rather than something said of one."""
    return [claim for claim in reading.claims if claim.type not in _SPEECH]


def retold(reader: Reader, share: int = 1) -> list[Retold]:
    """Every sentence and noun phrase in every way that it can be told in, or one in ``share`` of them."""
    found: list[Retold] = []
    for number, phrase in enumerate(DATA["named"]):
        reading = reader.read_text(f"There was {phrase} on Monday.", published=PUBLISHED)
        found += _told(phrase, reading, {"nouns": DATA["nouns_ways"]}, _noun_words(phrase), number, share)
    for number, plain in enumerate(DATA["told"]):
        reading = reader.read_text(plain, published=PUBLISHED)
        sentence = reading.sentences[0]
        verbal = _verb_words(sentence, plain, {t.index for c in events(reading) for t in sentence.within(c.trigger)})
        voice = "passive" if verbal.get("passive") else "active"
        fitting = {name: way for name, way in DATA["verbs_ways"].items() if verbal and way.get(voice)}
        ways = {"sentences": DATA["sentences_ways"], "verbs": fitting}
        found += _told(plain, reading, ways, {**_sentence_words(sentence, plain), **verbal}, number, share)
    return found


def _told(
    plain: str, reading: Reading, ways: dict[str, Any], words: dict[str, Any], number: int, share: int
) -> list[Retold]:
    types = frozenset(c.type for c in events(reading) if c.status == "asserted")
    found = []
    for kind, named in ways.items():
        for order, (name, row) in enumerate(named.items()):
            if (number + order) % share:
                continue
            text = row["way"].format(**words).replace(" .", ".").replace(" ?", "?").replace("  ", " ")
            statuses = frozenset(row.get("status", ()))
            text, beside = text[0].upper() + text[1:], frozenset(row.get("beside", ()))
            found.append(Retold(f"{kind}/{name}", text, plain, types, statuses, "done" in row, beside))
    return found


def _noun_words(phrase: str) -> dict[str, str]:
    first, _, rest = phrase.partition(" ")
    bare = rest if first in ("a", "an", "the") else phrase
    return {"np": phrase, "Np": phrase[0].upper() + phrase[1:], "bare": bare}


def _sentence_words(sentence: Sentence, plain: str) -> dict[str, str]:
    first = sentence.tokens[0]
    named = first.entity in ("ORG", "GPE", "PERSON", "NORP") and first.pos != "DET"
    lower = first.pos in _LOWER and not first.text[1:2].isupper() and not named
    told = plain.removesuffix(".")
    return {"s": told[0].lower() + told[1:] if lower else told}


def _verb_words(sentence: Sentence, plain: str, triggers: set[int]) -> dict[str, Any]:
    """The parts of a sentence whose main verb has a subject right before it and at most helping verbs between."""
    root = next(t for t in sentence.tokens if t.dep == "ROOT")
    subject = sentence.child(root, "nsubj", "nsubjpass")
    if subject is None or root.index not in triggers or root.pos != "VERB" or root.tag not in ("VBD", "VBN"):
        return {}
    helping = [t for t in sentence.children(root, "aux", "auxpass") if t.index < root.index]
    first = min([root, *helping], key=lambda t: t.index)
    last = sentence.subtree(subject)[-1]
    if last.index >= first.index:
        return {}
    who = plain[: first.start].strip()
    passive = is_passive(sentence, root)
    many = _is_plural(sentence, subject)
    lower = _sentence_words(sentence, plain)["s"]
    return {
        "who": who if not who else (lower[: len(who)]), "rest": plain[root.end :].strip().removesuffix("."),
        "base": root.lemma, "doing": _doing(root.lemma), "done": _participle(root), "passive": passive,
        "has": "have" if many else "has", "is": "are" if many else "is", "was": "were" if many else "was",
    }  # fmt: skip


def _is_plural(sentence: Sentence, subject: Token) -> bool:
    return subject.tag in ("NNS", "NNPS") or bool(sentence.children(subject, "conj")) or subject.lower == "they"


def _doing(lemma: str) -> str:
    if lemma in _DOUBLED:
        return lemma + lemma[-1] + "ing"
    return (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"


def _participle(verb: Token) -> str:
    return DATA["participles"].get(verb.lower, verb.lower)
