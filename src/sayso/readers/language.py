"""Tell English from other languages.

English prose gives itself away by its function words, which costs nothing to count; only a text without them is shown
to a statistical identifier (py3langid, 4 MB, a third of a second to load). A text too short to judge is never refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from sayso.errors import InputError

T = TypeVar("T")
SAMPLE = 4000
"""Characters that are judged."""
_ENGLISH = frozenset(
    {
        "the", "of", "and", "to", "that", "with", "from", "by", "for", "were", "was", "has", "have", "had", "been",
        "said", "at", "his", "their", "they", "this", "which", "after", "who", "it", "its", "are", "is", "not", "but",
        "he", "be", "on", "an", "as",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.15  # of all words; English reports have 0.3 to 0.5, other languages below 0.08
_SURE = 0.95
_MIN_WORDS = 8
_TOLD = 5  # languages named where some of many reports are not in English
_KIN = frozenset({"en", "pcm", "sco", "zxx", "und"})  # Pidgin and Scots stand close to English headlines
_NAMES = {
    "am": "Amharic", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech",
    "de": "German", "el": "Greek", "es": "Spanish", "fa": "Persian", "fr": "French", "ha": "Hausa", "he": "Hebrew",
    "hi": "Hindi", "ht": "Haitian Creole", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "ko": "Korean", "ku": "Kurdish", "my": "Burmese", "nl": "Dutch", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "so": "Somali", "sr": "Serbian",
    "sw": "Swahili", "ti": "Tigrinya", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def check_english(name: str, text: str, declared: str | None = None) -> str | None:
    """``en`` when the text is English, None when it is too short to tell (``declared`` if given).

    ``declared``: ISO 639-1 code that the page names. Raises InputError when the text is surely in another language.
    """
    sample = text[: SAMPLE * 4].strip()[:SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if words and sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words):
        return "en"
    latin = _latin_share(sample)
    if not words or (len(words) < _MIN_WORDS and latin >= 0.5):
        return declared
    code, sure = _identify(sample)
    if code == "en":
        return "en"
    if latin < 0.5 or (sure >= _SURE and code not in _KIN):
        language = _NAMES.get(code, code)
        advice = "sayso reads English; translate it"
        raise InputError(name, f"seems to be written in {language}", advice, language=language)
    return declared


def summed(
    results: Iterable[T], error: Callable[[T], InputError | None], path: Callable[[T], str | None],
    wrapped: Callable[[InputError], T],
) -> Iterator[T]:  # fmt: skip
    """The results, but the reports of one file that are not in English told in one line where the file ends.

    A channel that posts in two languages would else give an error for every other message. ``error``, ``path``: the
    error that a result is or None, and the file it is from; ``wrapped``: the result that an error makes. One such
    report alone keeps its own error, and a file that is one report in whole.
    """
    held: list[InputError] = []
    number, file = 0, None
    for result in results:
        if path(result) != file:
            yield from map(wrapped, _sum(held, number))
            held, number, file = [], 0, path(result)
        number += 1
        found = error(result)
        if found is not None and found.language and found.where:
            held.append(found)
        else:
            yield result
    yield from map(wrapped, _sum(held, number))


def _sum(held: list[InputError], number: int) -> Iterator[InputError]:
    if len(held) < 2:
        yield from held
        return
    languages = Counter(one.language for one in held).most_common()
    told = ", ".join(f"{count:,} in {name}" for name, count in languages[:_TOLD])
    more = f", {len(languages) - _TOLD} other languages" if len(languages) > _TOLD else ""
    reason = f"{len(held):,} of {number:,} reports are not in English ({told}{more}), the first at {held[0].where}"
    yield InputError(held[0].path, reason, "sayso reads English; translate them")


def _latin_share(text: str) -> float:
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return 1.0
    return sum(c < "\u0250" or "LATIN" in unicodedata.name(c, "") for c in letters) / len(letters)


def _identify(text: str) -> tuple[str, float]:
    """Most likely language and its probability."""
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
