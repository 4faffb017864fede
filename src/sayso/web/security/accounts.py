"""Accounts and tokens made, changed and taken back; passwords and tokens told from wrong ones.

Whatever changes something takes ``by``, who does it, and leaves a line in the trail.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sayso.errors import UsageError
from sayso.web.security import access
from sayso.web.security.access import ROLES, SCOPES, Access, Account, Role, Scope, Token, checked_name
from sayso.web.security.trail import COMMAND_LINE, note

SHORTEST = 10
"""Characters of a password at least."""
LONGEST = 1_000
MOST_DAYS = 3_650
PREFIX = "sayso_"
"""What a token begins with, so that one that got lost can be found and told."""
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("a password that is never asked for")
_AT_ONCE = threading.BoundedSemaphore(2)
"""Checks of passwords at once: each takes 64 MB."""


def add_account(
    path: Path, name: str, role: Role, password: str, *, temporary: bool = False, by: str = COMMAND_LINE
) -> Account:
    """Make an account. ``temporary``: its password is to be changed first. Raises UsageError when the name is taken, or
    something makes no sense."""
    if role not in ROLES:
        raise UsageError(f"{role!r} is no role; valid: {', '.join(ROLES)}")
    made = Account(
        name=checked_name(name), role=role, hash=_hashed(password), made=_now().isoformat(), temporary=temporary
    )
    with access.changing(path) as held:
        _free(held[0], made.name)
        held[0] = held[0].with_account(made)
        note(path, by, f"made the account, {role}", made.name)
    return made


def change_account(
    path: Path, name: str, *, role: Role | None = None, password: str | None = None, temporary: bool = False,
    by: str = COMMAND_LINE,
) -> Account:  # fmt: skip
    """Give an account another role or password; who is signed in with the old password is signed out."""
    if role is not None and role not in ROLES:
        raise UsageError(f"{role!r} is no role; valid: {', '.join(ROLES)}")
    hashed = _hashed(password) if password is not None else None
    with access.changing(path) as held:
        found = _account(held[0], name)
        changed = replace(found, role=role or found.role, hash=hashed or found.hash)
        if hashed:
            changed = replace(changed, temporary=temporary)
        held[0] = _governed(held[0], changed, by)
        if changed.role != found.role:
            note(path, by, f"made a {changed.role} of", found.name)
        if hashed:
            note(path, by, "gave a new password to", found.name)
    return changed


def disable_account(path: Path, name: str, *, by: str = COMMAND_LINE) -> Account:
    """Let nobody in by an account, or by its tokens, until it is enabled; whoever is signed in by it is signed out."""
    with access.changing(path) as held:
        changed = replace(_account(held[0], name), disabled=_now().isoformat())
        held[0] = _governed(held[0], changed, by)
        note(path, by, "disabled", changed.name)
    return changed


def enable_account(path: Path, name: str, *, by: str = COMMAND_LINE) -> Account:
    """Let people in again by an account that was disabled."""
    with access.changing(path) as held:
        changed = replace(_account(held[0], name), disabled=None)
        held[0] = held[0].with_account(changed)
        note(path, by, "enabled", changed.name)
    return changed


def remove_account(path: Path, name: str, *, by: str = COMMAND_LINE) -> Account:
    """Remove an account; whoever is signed in by it is signed out, and its tokens are revoked. What it decided stays,
    under its name."""
    with access.changing(path) as held:
        found = _account(held[0], name)
        now = _now().isoformat()
        tokens = (replace(t, revoked=now) if t.owner == found.name and not t.revoked else t for t in held[0].tokens)
        left = tuple(one for one in held[0].accounts if one != found)
        held[0] = replace(held[0], accounts=left, tokens=tuple(tokens))
        _governs(held[0], by)
        note(path, by, "removed", found.name)
    return found


def add_token(
    path: Path, name: str, scope: Scope, days: int, *, owner: str | None = None, by: str = COMMAND_LINE
) -> tuple[Token, str]:
    """Make a token, good for so many days; the record that is kept and the token, which cannot be shown again."""
    if scope not in SCOPES:
        raise UsageError(f"{scope!r} is no scope; valid: {', '.join(SCOPES)}")
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"a token is good for 1 to {MOST_DAYS} days, not {days}")
    told, now = PREFIX + secrets.token_urlsafe(32), _now()
    made = Token(
        id=secrets.token_hex(4), name=checked_name(name), scope=scope, hash=digest(told), made=now.isoformat(),
        expires=(now + timedelta(days=days)).isoformat(), owner=owner,
    )  # fmt: skip
    with access.changing(path) as held:
        _free(held[0], made.name)
        if owner is not None and _account(held[0], owner).role == "reader" and scope == "write":
            raise UsageError("a reader's token may read only; choose the scope read")
        held[0] = replace(held[0], tokens=(*held[0].tokens, made))
        note(path, by, f"made the token, {scope}, until {made.expires[:10]}", made.name)
    return made, told


def revoke_token(path: Path, id: str, *, owner: str | None = None, by: str = COMMAND_LINE) -> Token:
    """Take a token back, by its id or its name; it holds no more from now on. ``owner``: only one of theirs."""
    with access.changing(path) as held:
        found = [one for one in held[0].tokens if not one.revoked and id in (one.id, one.name)]
        if len(found) != 1 or owner not in (None, found[0].owner):
            raise UsageError(f"no token that holds has the id or name {id!r} (see: sayso token list)")
        revoked = replace(found[0], revoked=_now().isoformat())
        held[0] = replace(held[0], tokens=tuple(revoked if one == found[0] else one for one in held[0].tokens))
        note(path, by, "revoked the token", revoked.name)
    return revoked


def holds(token: Token, now: datetime | None = None) -> bool:
    """Whether a token is neither taken back nor past its day."""
    return token.revoked is None and (now or _now()) < datetime.fromisoformat(token.expires)


def token_of(held: Access, told: str) -> Token | None:
    """The token that was told, where it is one and holds; that of an account may do no more than the account."""
    hashed = digest(told)
    found = next((one for one in held.tokens if hmac.compare_digest(one.hash, hashed)), None)
    if found is None or not holds(found):
        return None
    if found.owner is not None:
        owner = held.account(found.owner)
        if owner is None or owner.disabled:
            return None
        if owner.role == "reader":
            return replace(found, scope="read")
    return found


def knows_password(held: Access, name: str, password: str) -> Account | None:
    """The account of this name where the password is its own and it is not disabled. Takes as long for a name that
    nobody has."""
    found = held.account(name)
    with _AT_ONCE:
        try:
            right = _HASHER.verify(found.hash if found else _NOBODY, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return None
    return found if right and found and not found.disabled else None


def new_password() -> str:
    """A password at random that can be read to somebody: 79 bits, in groups."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are taken for each other
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def digest(secret: str) -> str:
    """What is kept of a random secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST:,} characters")
    with _AT_ONCE:
        return _HASHER.hash(password)


def _account(held: Access, name: str) -> Account:
    found = held.account(name)
    if found is None:
        raise UsageError(f"there is no account {name!r} (see: sayso account list)")
    return found


def _governed(held: Access, changed: Account, by: str) -> Access:
    """With a changed account. Raises UsageError where a page would leave nobody who can change accounts by pages."""
    made = held.with_account(changed)
    _governs(made, by)
    return made


def _governs(held: Access, by: str) -> None:
    if by != COMMAND_LINE and not held.admins():
        raise UsageError("this is the last admin: make another one first")


def _free(held: Access, name: str) -> None:
    """A decision must tell who made it: one name stands for one person or program."""
    tokens = any(one.name.casefold() == name.casefold() for one in held.tokens if holds(one))
    if held.account(name) or tokens:
        raise UsageError(f"{name!r} is the name of an account or token already")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
