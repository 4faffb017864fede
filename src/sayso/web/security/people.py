"""Who asks: the name that decisions carry, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from sayso.errors import UsageError
from sayso.web.security.access import Role, checked_name

COOKIE = "sayso_name"
"""The name that a person gave, on a server without accounts."""
SESSION = "sayso_session"


@dataclass(frozen=True, slots=True)
class Person:
    """``name``: as decisions carry it, empty where it is not known yet; ``role``: what they may do.

    ``chooses_name``: on a server without accounts people say who they are, with accounts it is known. ``signed_in``:
    they came by a session, and have an account to look after. ``temporary``: they have to choose a password first.
    ``governs``: they may change accounts.
    """

    name: str
    role: Role
    chooses_name: bool = True
    signed_in: bool = False
    temporary: bool = False
    governs: bool = False

    @property
    def may_decide(self) -> bool:
        """Whether they may record decisions."""
        return self.role != "reader"

    @property
    def may_add(self) -> bool:
        """Whether they may add reports."""
        return self.role == "admin"


def person_of(request: HTTPConnection) -> Person:
    """Who asks, as the guard at the door found out (``security.door``)."""
    found = getattr(request.state, "person", None)
    return found if isinstance(found, Person) else Person("", "reader", chooses_name=False)


def must_decide(request: HTTPConnection) -> Person:
    """Who asks, where they may record decisions. Raises HTTPException 403 where they may not."""
    found = person_of(request)
    if not found.may_decide:
        raise HTTPException(403, "Your account may read, but not decide. Ask whoever runs this server.")
    return found


def named(request: HTTPConnection) -> str:
    """The name that a person gave in this browser; empty where they gave none, or one that makes no sense."""
    try:
        return checked_name(unquote(request.cookies.get(COOKIE, "")))
    except UsageError:
        return ""
