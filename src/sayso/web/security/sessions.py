"""Who is signed in: sessions, kept beside the accounts so that a restart ends none; and tries to sign in, counted."""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sayso.errors import UsageError
from sayso.web.security.access import Access, Account, Token, write_private
from sayso.web.security.accounts import digest

IDLE = 12 * 3600.0
"""Seconds after which a session that asks nothing ends."""
WHOLE = 7 * 24 * 3600.0
"""Seconds after which every session ends."""
MOST = 10_000
KEPT_EVERY = 300.0
"""Seconds after which what was asked since is kept: so much of it a crash may forget."""
WITHIN = 300.0
"""Seconds for which a wrong password is remembered."""
TRIES, TRIES_FROM, TRIES_FOR = 5, 20, 50
"""Wrong passwords after which no more are looked at: for a name from one address, from one address, for a name."""
_NAMES = 50_000
_SKEW = 60.0
"""Seconds by which a clock may be set back without ending sessions."""


@dataclass(slots=True)
class _Session:
    account: str
    password: str  # a digest of the hash that was right, so that another password ends it
    began: float
    seen: float


class Sessions:
    """Sessions by a random id, of which only a digest is kept; and when tokens were last used. Safe in several threads.

    ``path``: the file that keeps them, None for memory alone; ``clock``: seconds since 1970. A file that is damaged is
    begun anew, so that people sign in again. Raises UsageError for one that others than its owner may open.
    """

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock, self._lock = path, clock, threading.Lock()
        self._held: dict[str, _Session] = {}
        self._used: dict[str, float] = {}
        self._kept = clock()
        self._read()

    def begin(self, account: Account) -> str:
        """A new session of this account; its id, which is never one that a browser brought along."""
        id, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._held = {key: one for key, one in self._held.items() if not self._over(one, now)}
            while len(self._held) >= MOST:
                del self._held[min(self._held, key=lambda key: self._held[key].seen)]
            self._held[digest(id)] = _Session(account.name, digest(account.hash), now, now)
            self._keep()
        return id

    def account(self, id: str, held: Access) -> Account | None:
        """The account that is signed in by this id, as it is now; None where it is none, ended or changed since."""
        now, key = self._clock(), digest(id)
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            account = held.account(found.account)
            ended = account is None or account.disabled or digest(account.hash) != found.password
            if self._over(found, now) or ended:
                del self._held[key]
                self._keep()
                return None
            found.seen = now
            self._keep_now_and_then()
            return account

    def end(self, id: str) -> None:
        """End a session; nothing where there is none."""
        with self._lock:
            if self._held.pop(digest(id), None):
                self._keep()

    def end_all(self, account: str, but: str = "") -> int:
        """End every session of an account, but for one; how many."""
        with self._lock:
            before, key, kept = len(self._held), account.casefold(), digest(but)
            self._held = {d: one for d, one in self._held.items() if one.account.casefold() != key or d == kept}
            self._keep()
            return before - len(self._held)

    def count(self, account: str) -> int:
        """How many sessions of an account there are."""
        now, key = self._clock(), account.casefold()
        with self._lock:
            return sum(one.account.casefold() == key and not self._over(one, now) for one in self._held.values())

    def use(self, token: Token) -> None:
        """A token was used."""
        with self._lock:
            self._used[token.id] = self._clock()
            self._keep_now_and_then()

    def used(self, token: Token) -> datetime | None:
        """When a token was last used; None where it never was."""
        found = self._used.get(token.id)
        return None if found is None else datetime.fromtimestamp(found, UTC)

    def close(self) -> None:
        """Keep what was not kept yet."""
        with self._lock:
            self._keep()

    def _over(self, session: _Session, now: float) -> bool:
        return not (-_SKEW <= now - session.seen <= IDLE and -_SKEW <= now - session.began <= WHOLE)

    def _keep_now_and_then(self) -> None:
        if self._clock() - self._kept >= KEPT_EVERY:
            self._keep()

    def _keep(self) -> None:
        self._kept = self._clock()
        if self._path is not None:
            told = {"sessions": {key: asdict(one) for key, one in self._held.items()}, "tokens": self._used}
            with suppress(OSError):  # on a full disk people are signed in until the server ends
                write_private(self._path, json.dumps(told))

    def _read(self) -> None:
        if self._path is None or not self._path.exists():
            return
        if os.name == "posix" and self._path.stat().st_mode & 0o077:
            raise UsageError(f"{self._path} may be opened by others than you; run: chmod 600 {self._path}")
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            told = json.loads(self._path.read_text("utf-8"))
            sessions = {str(key): _session(one) for key, one in told["sessions"].items()}
            used = {str(id): float(at) for id, at in told["tokens"].items()}
            self._held, self._used = sessions, used


def _session(told: dict[str, object]) -> _Session:
    return _Session(str(told["account"]), str(told["password"]), float(str(told["began"])), float(str(told["seen"])))


class Tries:
    """Wrong passwords of late, by account and by address. Safe in several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._wrong: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def wait(self, name: str, address: str) -> float:
        """Seconds until another try is looked at; 0 where one is now."""
        with self._lock:
            now = self._clock()
            return max(self._left(key, most, now) for key, most in _keys(name, address))

    def wrong(self, name: str, address: str) -> None:
        """A password was wrong."""
        with self._lock:
            now = self._clock()
            if len(self._wrong) > _NAMES:
                self._wrong = defaultdict(deque, {k: v for k, v in self._wrong.items() if now - v[-1] < WITHIN})
            for key, _ in _keys(name, address):
                self._wrong[key].append(now)

    def right(self, name: str, address: str) -> None:
        """The try that was counted last was none: the password was the account's own."""
        with self._lock:
            for key, _ in _keys(name, address):
                if times := self._wrong.get(key):
                    times.pop()
            self._wrong.pop((name.casefold(), address), None)

    def _left(self, key: tuple[str, str], most: int, now: float) -> float:
        times = self._wrong.get(key)
        while times and now - times[0] >= WITHIN:
            times.popleft()
        if times is not None and not times:
            del self._wrong[key]
        return WITHIN - (now - times[-most]) if times and len(times) >= most else 0.0


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    folded = name.casefold()
    return ((folded, address), TRIES), (("", address), TRIES_FROM), ((folded, ""), TRIES_FOR)
