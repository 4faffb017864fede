"""Signing in and out, and the name that a person gives on a server without accounts."""

from __future__ import annotations

from math import ceil
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.errors import UsageError
from sayso.web.problems import problem
from sayso.web.security.access import checked_name
from sayso.web.security.accounts import knows_password
from sayso.web.security.door import NAME, SIGN_IN, SIGN_OUT, entrance_of
from sayso.web.security.paths import local_path
from sayso.web.security.people import COOKIE, SESSION, person_of
from sayso.web.viewing import render

router = APIRouter()
_YEAR = 365 * 24 * 3600


@router.get(SIGN_IN, response_class=HTMLResponse)
def sign_in_page(request: Request, next: str = "/") -> Response:
    """The form to sign in; where nobody needs to, the way on."""
    if not entrance_of(request).needed():
        return RedirectResponse(local_path(next), status_code=303)
    return render(request, "people/sign_in.html", next=local_path(next), name="", wrong="")


@router.post(SIGN_IN)
def sign_in(
    request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:  # fmt: skip
    """Begin a session where name and password are an account's; too many wrong ones have to wait."""
    entrance, address = entrance_of(request), request.client.host if request.client else ""
    wait = entrance.tries.wait(name, address)
    if wait:
        return problem(request, 429, f"too many wrong passwords; try again in {ceil(wait / 60)} minutes",
                       headers={"Retry-After": str(ceil(wait))})  # fmt: skip
    entrance.tries.wrong(name, address)  # counted before it is looked at, so that tries at once are no way round
    account = knows_password(entrance.held(), name, password)
    if account is None:
        wrong = "No account has this name and password."
        return render(request, "people/sign_in.html", status=401, next=local_path(next), name=name[:64], wrong=wrong)
    entrance.tries.right(name, address)
    entrance.sessions.end(request.cookies.get(SESSION, ""))
    answer = RedirectResponse(local_path(next), status_code=303)
    answer.set_cookie(
        SESSION, entrance.sessions.begin(account), httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )
    return answer


@router.post(SIGN_OUT)
def sign_out(request: Request) -> Response:
    """End the session."""
    entrance_of(request).sessions.end(request.cookies.get(SESSION, ""))
    answer = RedirectResponse(SIGN_IN if entrance_of(request).needed() else "/", status_code=303)
    answer.delete_cookie(SESSION, httponly=True, samesite="lax")
    return answer


@router.get(NAME, response_class=HTMLResponse)
def name_page(request: Request, next: str = "/") -> Response:
    """The form for the name that decisions carry; with accounts it is known, and this leads on."""
    if not person_of(request).chooses_name:
        return RedirectResponse(local_path(next), status_code=303)
    return render(request, "people/name.html", next=local_path(next), name=person_of(request).name, wrong="")


@router.post(NAME)
def name(request: Request, name: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/") -> Response:
    """Keep the name in this browser."""
    if not person_of(request).chooses_name:
        return problem(request, 403, "your name is that of your account", advice="sign out to be somebody else")
    try:
        told = checked_name(name)
    except UsageError as error:
        return render(request, "people/name.html", status=400, next=local_path(next), name=name[:64], wrong=str(error))
    answer = RedirectResponse(local_path(next), status_code=303)
    answer.set_cookie(COOKIE, quote(told), max_age=_YEAR, httponly=True, samesite="lax")
    return answer
