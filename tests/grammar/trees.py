"""Trees built by hand: what the grammar is tested on, so that no parser's slip hides a fault of its own."""

from __future__ import annotations

from typing import cast

from sayso.model import RELATIONS, Relation, Sentence, Token

_CLASSES = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "VB": "VERB", "VBD": "VERB", "VBG": "VERB",
    "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "MD": "AUX", "IN": "ADP", "TO": "PART", "DT": "DET", "CD": "NUM",
    "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON", "EX": "PRON", "JJ": "ADJ", "RB": "ADV", "RP": "ADP",
    "CC": "CCONJ", "POS": "PART", "HYPH": "PUNCT", ",": "PUNCT", ".": "PUNCT",
}  # fmt: skip


def tree(words: str) -> Sentence:
    """The sentence of words written ``form/TAG/relation@head``, the root without a head.

    ``head`` is the form of the head, and of several alike the one that stands nearest. A lemma other than the form in
    lower case stands behind an equals sign: ``fled=flee/VBD/ROOT``.
    """
    parts = [word.rsplit("/", 2) for word in words.split()]
    forms = [part[0].split("=")[0] for part in parts]
    tokens, start = [], 0
    for index, (form, tag, relation) in enumerate(parts):
        text, _, lemma = form.partition("=")
        name, _, head = relation.partition("@")
        assert name in RELATIONS, name
        at = min((i for i, f in enumerate(forms) if f == head), key=lambda i: abs(i - index)) if head else index
        tokens.append(
            Token(
                start=start, end=start + len(text), index=index, text=text, lemma=lemma or text.lower(),
                pos="AUX" if name in ("aux", "auxpass") and tag != "TO" else _CLASSES[tag], tag=tag,
                dep=cast("Relation", name), head=at,
            )
        )  # fmt: skip
        start += len(text) + 1
    return Sentence(start=0, end=start - 1, index=0, block=0, paragraph=0, kind="body", tokens=tuple(tokens))


def word(sentence: Sentence, text: str) -> Token:
    """The first word with this form."""
    return next(t for t in sentence.tokens if t.text == text)


def texts(tokens: list[Token]) -> str:
    """The words, joined by spaces."""
    return " ".join(t.text for t in tokens)
