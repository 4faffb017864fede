"""Parsing: the components of a spaCy pipeline, run over all paragraphs of a report at once.

Two of them are replaced by our own that give the same (``names``, ``attributes``): as spaCy is built for some versions
of Python, what it does word by word costs several times what it need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Parsing"]

_AT_ONCE = 64
"""The most paragraphs that are parsed together; more gains nothing and takes memory."""

Step = Callable[[Sequence["Doc"]], object]


class Parsing:
    """Parses texts with a loaded pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, texts: Sequence[str]) -> Iterator[Doc]:
        """The parsed texts, in order."""
        waiting = iter(texts)
        while some := list(islice(waiting, _AT_ONCE)):
            docs = [self._nlp.make_doc(text) for text in some]
            for step in self._steps:
                step(docs)
            yield from docs

    @cached_property
    def _steps(self) -> list[Step]:
        return [_step(component) for _, component in self._nlp.pipeline]


def _step(component: Any) -> Step:
    from sayso.syntax.attributes import Attributes  # these load spaCy, which what parses nothing can do without
    from sayso.syntax.names import Names

    for own in (Names, Attributes):
        if own.suits(component):
            made: Step = own(component)
            return made
    if hasattr(component, "pipe"):  # a parser makes four batches of one, of texts of like length
        return lambda docs: list(component.pipe(docs, batch_size=4 * len(docs)))
    return lambda docs: [component(doc) for doc in docs]
