"""Who is at the browser: the name that decisions carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from starlette.requests import Request

Role = Literal["reader", "coder", "admin"]
COOKIE = "sayso_name"


@dataclass(frozen=True, slots=True)
class Person:
    """``name``: as decisions carry it, empty where it is not known yet; ``role``: what they may do."""

    name: str
    role: Role

    @property
    def may_decide(self) -> bool:
        """Whether they may record decisions."""
        return self.role != "reader"


def person_of(request: Request) -> Person:
    """Who asks. On loopback without accounts anyone may decide, under the name that they gave."""
    return Person(name=unquote(request.cookies.get(COOKIE, "")), role="coder")
