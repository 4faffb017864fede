"""Called: a name behind what somebody or a town is, which the parser takes for a second subject or for who acts.

"An aide close to the cleric Omar Said was shot", "the driver, Omar Said was shot", "in the capital, Gao, rebels fired".
"""

from __future__ import annotations

from sayso.model import Token
from sayso.syntax.torn import SUBJECTS, children_of, hung_anew, is_over

__all__ = ["led_to"]

_WITHIN = frozenset({"nmod", "compound"})


def led_to(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Hang the second subject of a verb on a preposition that leads to nothing, or another's noun, right before it; a
    name behind a noun and a comma on that: "the driver, Omar Said was shot", "in the capital, Gao, rebels fired"."""
    for one in (t for t in tokens if t.index < t.head and (t.dep in SUBJECTS or t.dep in _WITHIN)):
        first = min(t.index for t in tokens[: one.index + 1] if is_over(tokens, one, t))
        before = tokens[first - 1] if first else None
        if before is not None and before.text == "," and one.pos == "PROPN" and first > 1:
            tokens = _called(tokens, one, tokens[first - 2])
        if before is None or before.pos not in ("ADP", "SCONJ", "NOUN") or before.dep not in ("prep", "pobj"):
            continue
        free = one.pos == "PROPN" if before.dep == "pobj" else not children_of(tokens, before)
        second = any(t.dep in SUBJECTS and t.index < before.index for t in children_of(tokens, tokens[one.head]))
        if one.dep in SUBJECTS and free and second:
            tokens = hung_anew(tokens, {one.index: (before.index, "appos" if before.dep == "pobj" else "pobj")})
    return tokens


def _called(tokens: tuple[Token, ...], name: Token, noun: Token) -> tuple[Token, ...]:
    """Hang a name on the noun before the comma where both were taken for subjects of one verb, or where it was hung on
    a noun behind the next comma."""
    both = noun.dep in SUBJECTS and name.dep in SUBJECTS and noun.head == name.head
    torn = name.dep in _WITHIN and noun.dep in ("pobj", "dobj") and tokens[name.index + 1].text == ","
    own = noun.pos == "NOUN" and (both or torn)
    return hung_anew(tokens, {name.index: (noun.index, "appos")}) if own else tokens
