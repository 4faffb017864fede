"""Accounts: for admins those of all people with their tokens and the trail, and for everybody their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.errors import UsageError
from sayso.web.security import accounts, trail
from sayso.web.security.access import ROLES, SCOPES, Account, Role, Scope, Token
from sayso.web.security.door import ACCOUNT, ACCOUNTS, Entrance, entrance_of
from sayso.web.security.people import SESSION, person_of
from sayso.web.settings import Settings
from sayso.web.squeezing import PLAIN
from sayso.web.viewing import render

router = APIRouter()
_DAYS = (7, 30, 90, 365)
"""How long a token may be good for, to choose from."""


@dataclass(frozen=True, slots=True)
class Held:
    """A token as it is shown. ``state``: whether it holds, in a word; ``used``: when it was last used."""

    token: Token
    state: str
    used: datetime | None


@router.get(ACCOUNTS, response_class=HTMLResponse)
def all_accounts(request: Request) -> HTMLResponse:
    """The accounts of all people, all tokens, and who changed what."""
    return _all(request)


@router.post(ACCOUNTS)
def add(request: Request, name: Annotated[str, Form()] = "", role: Annotated[str, Form()] = "coder") -> Response:
    """Make an account; its first password is shown once."""
    password = accounts.new_password()

    def make() -> str:
        made = accounts.add_account(_path(request), name, _role(role), password, temporary=True, by=_me(request))
        return made.name

    return _once(request, make, password, told=name)


@router.post(f"{ACCOUNTS}/reset")
def reset(request: Request, name: Annotated[str, Form()]) -> Response:
    """Give an account another password, which is shown once and to be changed at the next signing in."""
    password = accounts.new_password()

    def make() -> str:
        changed = accounts.change_account(_path(request), name, password=password, temporary=True, by=_me(request))
        entrance_of(request).sessions.end_all(changed.name)
        return changed.name

    return _once(request, make, password)


@router.post(f"{ACCOUNTS}/role")
def change_role(request: Request, name: Annotated[str, Form()], role: Annotated[str, Form()]) -> Response:
    """Let somebody do more, or less; it counts at once."""
    return _changed(request, lambda: accounts.change_account(_path(request), name, role=_role(role), by=_me(request)))


@router.post(f"{ACCOUNTS}/disable")
def disable(request: Request, name: Annotated[str, Form()]) -> Response:
    """Let nobody in by an account or its tokens until it is enabled."""

    def change() -> None:
        changed = accounts.disable_account(_path(request), name, by=_me(request))
        entrance_of(request).sessions.end_all(changed.name)

    return _changed(request, change)


@router.post(f"{ACCOUNTS}/enable")
def enable(request: Request, name: Annotated[str, Form()]) -> Response:
    """Let somebody in again."""
    return _changed(request, lambda: accounts.enable_account(_path(request), name, by=_me(request)))


@router.post(f"{ACCOUNTS}/sign-out")
def sign_out_everywhere(request: Request, name: Annotated[str, Form()]) -> Response:
    """End every session of an account."""

    def change() -> None:
        entrance_of(request).sessions.end_all(name)
        trail.note(_path(request), _me(request), "signed out everywhere", name)

    return _changed(request, change)


@router.post(f"{ACCOUNTS}/revoke")
def revoke_any(request: Request, id: Annotated[str, Form()]) -> Response:
    """Take any token back."""
    return _changed(request, lambda: accounts.revoke_token(_path(request), id, by=_me(request)))


@router.get(ACCOUNT, response_class=HTMLResponse)
def own_account(request: Request) -> HTMLResponse:
    """One's own account: password, sessions, tokens."""
    return _own(request)


@router.post(f"{ACCOUNT}/password")
def change_password(
    request: Request, current: Annotated[str, Form()] = "", new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Choose another password: whoever is signed in with the old one elsewhere is signed out."""
    entrance, name = entrance_of(request), _me(request)
    address = request.client.host if request.client else ""
    if entrance.tries.wait(name, address):
        return _own(request, problem="Too many wrong passwords; try again in some minutes.")
    entrance.tries.wrong(name, address)
    if accounts.knows_password(entrance.held(), name, current) is None:
        return _own(request, problem="The current password is another one.")
    entrance.tries.right(name, address)
    if new != again:
        return _own(request, problem="The new password was not written the same twice.")
    if new == current:
        return _own(request, problem="The new password is the old one; choose another.")
    try:
        changed = accounts.change_account(_path(request), name, password=new, by=name)
    except UsageError as error:
        return _own(request, problem=f"{error}.")
    entrance.sessions.end_all(name)
    answer = RedirectResponse(f"{ACCOUNT}?done=password", status_code=303)
    session = entrance.sessions.begin(changed)
    answer.set_cookie(SESSION, session, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return answer


@router.post(f"{ACCOUNT}/sign-out")
def sign_out_elsewhere(request: Request) -> Response:
    """End one's sessions in all other browsers."""
    entrance_of(request).sessions.end_all(_me(request), but=request.cookies.get(SESSION, ""))
    return RedirectResponse(f"{ACCOUNT}?done=elsewhere", status_code=303)


@router.post(f"{ACCOUNT}/tokens")
def make_token(
    request: Request, name: Annotated[str, Form()] = "", scope: Annotated[str, Form()] = "read",
    days: Annotated[int, Form()] = 90,
) -> Response:  # fmt: skip
    """Make a token of one's own, which is shown once."""
    me = _me(request)
    try:
        made, told = accounts.add_token(_path(request), name, _scope(scope), days, owner=me, by=me)
    except UsageError as error:
        return _own(request, problem=f"{error}.")
    return _secret(_own(request, token=told, called=made.name))


@router.post(f"{ACCOUNT}/revoke")
def revoke_own(request: Request, id: Annotated[str, Form()]) -> Response:
    """Take a token of one's own back."""
    me = _me(request)
    try:
        accounts.revoke_token(_path(request), id, owner=me, by=me)
    except UsageError as error:
        return _own(request, problem=f"{error}.")
    return RedirectResponse(f"{ACCOUNT}?done=revoked", status_code=303)


def _all(request: Request, *, status: int = 200, **values: Any) -> HTMLResponse:
    entrance = entrance_of(request)
    held = entrance.held()
    told: dict[str, Any] = {"problem": "", "password": "", "called": "", "name": ""}
    return render(
        request, "people/accounts.html", status=400 if values.get("problem") else status,
        accounts=[(one, entrance.sessions.count(one.name)) for one in held.accounts], roles=ROLES,
        tokens=_tokens(entrance, held.tokens), entries=trail.latest(_path(request)), **{**told, **values},
    )  # fmt: skip


def _own(request: Request, **values: Any) -> HTMLResponse:
    entrance, me = entrance_of(request), _me(request)
    account: Account | None = entrance.held().account(me)
    told: dict[str, Any] = {"problem": "", "token": "", "called": ""}
    scopes = SCOPES if account and account.role != "reader" else SCOPES[:1]
    return render(
        request, "people/account.html", status=400 if values.get("problem") else 200, account=account,
        sessions=entrance.sessions.count(me), scopes=scopes, days=_DAYS, shortest=accounts.SHORTEST,
        tokens=_tokens(entrance, [one for one in entrance.held().tokens if one.owner == me]),
        done=request.query_params.get("done", ""), **{**told, **values},
    )  # fmt: skip


def _tokens(entrance: Entrance, tokens: Sequence[Token]) -> list[Held]:
    """Tokens as they are shown, those that hold first, then the newest."""
    found = []
    for one in reversed(tokens):
        state = "revoked" if one.revoked else "holds" if accounts.holds(one) else "over"
        found.append(Held(one, state, entrance.sessions.used(one)))
    return sorted(found, key=lambda one: one.state != "holds")


def _once(request: Request, make: Callable[[], str], password: str, told: str = "") -> Response:
    """The page with a password that is shown this once."""
    try:
        called = make()
    except UsageError as error:
        return _all(request, problem=f"{error}.", name=told[:64])
    return _secret(_all(request, password=password, called=called))


def _changed(request: Request, change: Callable[[], object]) -> Response:
    try:
        change()
    except UsageError as error:
        return _all(request, problem=f"{error}.")
    return RedirectResponse(ACCOUNTS, status_code=303)


def _secret(page: HTMLResponse) -> HTMLResponse:
    """A page that is kept nowhere and not compressed."""
    page.headers["Cache-Control"] = "no-store"
    page.headers[PLAIN] = "1"
    return page


def _role(told: str) -> Role:
    for role in ROLES:
        if role == told:
            return role
    raise UsageError(f"{told[:20]!r} is no role; valid: {', '.join(ROLES)}")


def _scope(told: str) -> Scope:
    for scope in SCOPES:
        if scope == told:
            return scope
    raise UsageError(f"{told[:20]!r} is no scope; valid: {', '.join(SCOPES)}")


def _me(request: Request) -> str:
    return person_of(request).name


def _path(request: Request) -> Path:
    settings: Settings = request.app.state.settings
    return settings.access
