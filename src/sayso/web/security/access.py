"""The file of accounts and tokens: who may ask this server, and as whom. Only its owner may read it.

Passwords are kept as argon2id hashes; tokens, which are random, as SHA-256 of themselves. Everybody who writes does so
under a lock and replaces the file whole; a server reads it again as soon as it has changed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from sayso.errors import UsageError
from sayso.wording import visible

Role = Literal["reader", "coder", "admin"]
Scope = Literal["read", "write"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What people may do, each with all before it: read; decide; add reports."""
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What programs may do: read; read and decide."""
LONGEST_NAME = 64
_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may sign in. ``hash``: of the password, by argon2id; ``made``: when, UTC, ISO 8601.

    ``disabled``: since when nobody is let in by it, None where it holds. ``temporary``: the password was made by
    somebody else, and another has to be chosen before anything else is done.
    """

    name: str
    role: Role
    hash: str
    made: str
    disabled: str | None = None
    temporary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program asks with. ``name``: whom its decisions are by; ``hash``: SHA-256 of the token; ``expires``: a
    moment in UTC, ISO 8601; ``revoked``: when it was taken back; ``owner``: the account whose it is, None for one that
    was made on the command line: it holds no longer than that account, and may do no more."""

    id: str
    name: str
    scope: Scope
    hash: str
    made: str
    expires: str
    revoked: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """All accounts and tokens, in the order of making."""

    accounts: tuple[Account, ...] = ()
    tokens: tuple[Token, ...] = ()

    def account(self, name: str) -> Account | None:
        """The account of this name, in whatever case it is written."""
        return next((one for one in self.accounts if one.name.casefold() == name.strip().casefold()), None)

    def admins(self) -> tuple[Account, ...]:
        """The accounts by which others can be changed."""
        return tuple(one for one in self.accounts if one.role == "admin" and not one.disabled)

    def with_account(self, account: Account) -> Access:
        """With this account, in place of an older one of its name."""
        key = account.name.casefold()
        if not any(one.name.casefold() == key for one in self.accounts):
            return replace(self, accounts=(*self.accounts, account))
        return replace(self, accounts=tuple(account if one.name.casefold() == key else one for one in self.accounts))


def read(path: Path) -> Access:
    """What the file holds; nothing where there is none. Raises UsageError when it is damaged or open to others."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise UsageError(f"{path} may be read by others than you; run: chmod 600 {path}")
        return Access(
            accounts=tuple(_account(one) for one in told["accounts"]),
            tokens=tuple(_token(one) for one in told["tokens"]),
        )
    except FileNotFoundError:
        return Access()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UsageError(f"{path}: the accounts cannot be read ({error}); go back to a copy of the file") from error


@contextmanager
def changing(path: Path) -> Iterator[list[Access]]:
    """The accounts and tokens in a list of one, whose new value is kept when the block ends well.

    Others who change the file wait. Raises UsageError when it cannot be read or written.
    """
    try:
        with _locked(path.with_name(f"{path.name}.lock")):
            held = [read(path)]
            yield held
            _write(path, held[0])
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, access: Access) -> None:
    write_private(path, json.dumps({"version": 1, **asdict(access)}, ensure_ascii=False, indent=1))


def write_private(path: Path, told: str) -> None:
    """Replace a file whole by another that only its owner may read. Raises OSError."""
    made = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(told + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(made, path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise


def checked_name(name: str) -> str:
    """A name that decisions may carry. Raises UsageError for one that is empty, too long or has hidden characters."""
    told = " ".join(name.split())
    if not told or len(told) > LONGEST_NAME or visible(told) != told:
        raise UsageError(f"give a name of 1 to {LONGEST_NAME} characters, all of them to be seen")
    return told


def _account(told: dict[str, Any]) -> Account:
    found = Account(**told)
    texts = (found.name, found.hash, found.made, found.disabled or "")
    if found.role not in ROLES or not all(isinstance(v, str) for v in texts) or not isinstance(found.temporary, bool):
        raise ValueError(f"{found.name!r} has no valid role")
    return found


def _token(told: dict[str, Any]) -> Token:
    found = Token(**told)
    texts = (found.name, found.hash, found.made, found.expires, found.revoked or "", found.owner or "")
    if found.scope not in SCOPES or not _ID.fullmatch(found.id) or not all(isinstance(v, str) for v in texts):
        raise ValueError(f"token {found.id!r} is not valid")
    return found
