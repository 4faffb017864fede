"""The door: who asks is found out here, and what they may not do is refused before any page or API runs.

Refused unless allowed: on a server with accounts nothing is shown to whom is not signed in, and every request that
changes something needs a role, whatever the address, and from a browser a page of this very server (against forgery).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.errors import SaysoError
from sayso.web.problems import problem, sayso_problem
from sayso.web.security import access
from sayso.web.security.access import Access
from sayso.web.security.accounts import token_of
from sayso.web.security.paths import is_api
from sayso.web.security.people import SESSION, Person, named
from sayso.web.security.sessions import Sessions, Tries
from sayso.web.security.sizes import adds
from sayso.web.settings import Settings

SIGN_IN, SIGN_OUT, NAME = "/sign-in", "/sign-out", "/name"
ACCOUNT, ACCOUNTS = "/account", "/accounts"
_OPEN = frozenset({SIGN_IN, SIGN_OUT, "/api/health"})
_OWN = frozenset({ACCOUNT, ACCOUNTS})
_NO_TOKEN = {"WWW-Authenticate": 'Bearer realm="sayso"'}


class Entrance:
    """What the door knows: accounts and tokens as the file has them now, sessions, tries to sign in.

    ``needed``: whether people must sign in. A server that had accounts at its start never does without them.
    """

    def __init__(self, settings: Settings) -> None:
        self._path: Path = settings.access
        seen = self._path.with_name(f"{self._path.name}.seen")
        self.settings, self.sessions, self.tries = settings, Sessions(seen), Tries()
        self._state: tuple[int, ...] | None = None
        self._held = Access()
        self._always = not settings.local or settings.proxy is not None or bool(self.held().accounts)

    def held(self) -> Access:
        """Accounts and tokens, read again where the file has changed. Raises UsageError."""
        try:
            found = self._path.stat()
            state: tuple[int, ...] | None = (found.st_mtime_ns, found.st_size, found.st_ino)
        except FileNotFoundError:
            state = None
        if state != self._state:
            self._held = access.read(self._path)
            self._state = state
        return self._held

    def needed(self) -> bool:
        """Whether people must sign in."""
        return self._always or bool(self.held().accounts)

    def person(self, request: Request) -> Person | None:
        """Who asks by a cookie, or by being on this machine; None where they have to sign in first."""
        if not self.needed():
            return self._allowed(Person(named(request), "admin"))
        account = self.sessions.account(request.cookies.get(SESSION, ""), self.held())
        if account is None:
            return None
        return self._allowed(Person(
            account.name, account.role, chooses_name=False, signed_in=True, temporary=account.temporary,
            governs=account.role == "admin",
        ))  # fmt: skip

    def program(self, token: str) -> Person | None:
        """Who asks by a token; None where it does not hold."""
        found = token_of(self.held(), token)
        role: access.Role = "coder" if found and found.scope == "write" else "reader"
        if found:
            self.sessions.use(found)
        return self._allowed(Person(found.name, role, chooses_name=False)) if found else None

    def _allowed(self, person: Person) -> Person:
        return replace(person, role="reader", governs=False) if self.settings.read_only else person


def entrance_of(request: Request) -> Entrance:
    """What the door of this server knows."""
    found: Entrance = request.app.state.entrance
    return found


class Door:
    """The middleware that asks the entrance, tells the app who asks (``people.person_of``), or refuses."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self.app, self.entrance = app, entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            refused = self._refused(request)
        except SaysoError as error:
            refused = sayso_problem(request, error)
        await (refused or self.app)(scope, receive, send)

    def _refused(self, request: Request) -> Response | None:
        path, changes = request.scope["path"], request.method not in SAFE
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        by_token = kind.lower() == "bearer"
        person = self.entrance.program(token.strip()) if by_token else self.entrance.person(request)
        request.state.person = person
        if by_token and person is None:
            return problem(request, 401, "this token does not hold: it is unknown, revoked or past its day",
                           code="token", advice="make one with: sayso token new", headers=_NO_TOKEN)  # fmt: skip
        foreign = not same_origin(request.headers) if changes else embedded(request.headers)
        if foreign and not by_token:
            return problem(
                request, 403, "this request was not sent from a page of this server", code="cross-site",
                advice="open the page here and send it again; programs need a token: sayso token new",
            )  # fmt: skip
        if path in _OPEN or (path.startswith("/static/") and not changes):
            return None
        if person is None:
            return _sign_in(request, changes)
        if path in _OWN or path.startswith(f"{ACCOUNT}/") or path.startswith(f"{ACCOUNTS}/"):
            return self._accounts(request, person, changes)
        if person.temporary:
            return _choose_first(request, changes)
        if changes and path != NAME:
            return self._not_allowed(request, person)
        return None

    def _accounts(self, request: Request, person: Person, changes: bool) -> Response | None:
        """Whether pages of accounts are shown or obeyed: everybody's own, and to admins those of all. Never to tokens,
        which could make themselves others."""
        if not person.signed_in:
            advice = "make accounts with: sayso account add NAME --role admin" if person.chooses_name else ""
            return problem(request, 403, "there is no account here that you are signed in by", advice=advice)
        if changes and self.entrance.settings.read_only:
            return self._not_allowed(request, person)
        own = request.scope["path"] == ACCOUNT or request.scope["path"].startswith(f"{ACCOUNT}/")
        if own:
            return None
        if person.temporary:
            return _choose_first(request, changes)
        if not person.governs:
            return problem(request, 403, "only an admin may look after the accounts of others", advice="ask one")
        return None

    def _not_allowed(self, request: Request, person: Person) -> Response | None:
        if self.entrance.settings.read_only:
            return problem(request, 403, "this server shows the ledger and changes nothing", code="read-only",
                           advice="start it without --read-only")  # fmt: skip
        if adds(request.scope["path"]) and not person.may_add:
            return problem(request, 403, "only an admin may add reports", advice="ask one, or: sayso account change")
        if not person.may_decide:
            return problem(request, 403, f"{person.name} may read only", advice="a coder or a write token may decide")
        return None


def _choose_first(request: Request, changes: bool) -> Response:
    if changes or is_api(request.scope["path"]):
        return problem(request, 403, "choose a password of your own first", advice=f"do so on {ACCOUNT}")
    return RedirectResponse(ACCOUNT, status_code=303)


def _sign_in(request: Request, changes: bool) -> Response:
    if is_api(request.scope["path"]) or changes:
        return problem(request, 401, "sign in first, or send a token", advice="make one with: sayso token new",
                       headers=_NO_TOKEN)  # fmt: skip
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{SIGN_IN}?{urlencode({'next': request.url.path + query})}", status_code=303)


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
_PORTS = {"http": 80, "https": 443}


def same_origin(headers: Headers) -> bool:
    """Whether ``Sec-Fetch-Site`` and ``Origin`` tell so; one that is missing tells nothing, none at all is a no."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None:
        return site is not None
    told = urlsplit(origin) if origin.isprintable() else urlsplit("null")
    port = _PORTS.get(told.scheme)
    try:
        here = urlsplit(f"//{headers.get('host', '')}")
        return port is not None and (told.hostname, told.port or port) == (here.hostname, here.port or port)
    except ValueError:
        return False


def embedded(headers: Headers) -> bool:
    """Whether a page of another site asks for a part of itself: an image, a script, a frame, what its script fetches.

    It could not read the answer, but could tell from time or failure what the ledger holds, or keep the server busy.
    Links from other sites, which a person follows, are none.
    """
    if headers.get("sec-fetch-site") not in ("cross-site", "same-site"):
        return False
    return headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest", "document") != "document"
