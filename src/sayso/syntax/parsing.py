"""Parsing: the components of a spaCy pipeline, run over all paragraphs of a report at once.

Two of them are replaced by our own that give the same (``names``, ``attributes``): as spaCy is built for some versions
of Python, what it does word by word costs several times what it need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from sayso.syntax.alike import Alike

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Parsing"]

_AT_ONCE = 64
"""The most paragraphs that are parsed together; more gains nothing and takes memory."""

Step = Callable[[Sequence["Doc"]], object]


class Parsing:
    """Parses texts with a loaded pipeline."""

    def __init__(self, nlp: Language, alike: Alike) -> None:
        self._nlp, self._alike = nlp, alike

    def __call__(self, texts: Sequence[str]) -> Iterator[tuple[Doc, Doc]]:
        """Each text in order: its words, and the parsed ones that were shown in their place (``alike``)."""
        waiting = iter(texts)
        while some := list(islice(waiting, _AT_ONCE)):
            docs = [self._nlp.make_doc(text) for text in some]
            shown = [self._alike.shown(doc) for doc in docs]
            with _one_thread():
                for step in self._steps:
                    step(shown)
            yield from zip(docs, shown, strict=True)

    @cached_property
    def _steps(self) -> list[Step]:
        from sayso.syntax.products import speed_up

        speed_up(self._nlp)
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


def _one_thread() -> AbstractContextManager[object]:
    """While this is open numpy multiplies on one thread: always in the same order, and not in the way of processes
    side by side."""
    one: AbstractContextManager[object] = _threads().limit(limits=1)
    return one


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # looks for the libraries that are loaded: not before they are

    return ThreadpoolController().select(user_api="blas")
