"""Who is signed in: sessions, kept in the server's memory, so that they end with it; and tries to sign in, counted."""

from __future__ import annotations

import secrets
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from sayso.web.security.access import Access, Account
from sayso.web.security.accounts import digest

IDLE = 12 * 3600.0
"""Seconds after which a session that asks nothing ends."""
WHOLE = 7 * 24 * 3600.0
"""Seconds after which every session ends."""
MOST = 10_000
WITHIN = 300.0
"""Seconds for which a wrong password is remembered."""
TRIES, TRIES_FROM, TRIES_FOR = 5, 20, 50
"""Wrong passwords after which no more are looked at: for a name from one address, from one address, for a name."""
_NAMES = 50_000


@dataclass(slots=True)
class _Session:
    account: str
    password: str  # the hash that was right, so that another password ends it
    began: float
    seen: float


class Sessions:
    """Sessions by a random id, of which only a digest is kept. Safe in several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._held: dict[str, _Session] = {}

    def begin(self, account: Account) -> str:
        """A new session of this account; its id, which is never one that a browser brought along."""
        id, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._held = {key: one for key, one in self._held.items() if not self._over(one, now)}
            while len(self._held) >= MOST:
                del self._held[min(self._held, key=lambda key: self._held[key].seen)]
            self._held[digest(id)] = _Session(account.name, account.hash, now, now)
        return id

    def account(self, id: str, held: Access) -> Account | None:
        """The account that is signed in by this id, as it is now; None where it is none, ended or changed since."""
        now, key = self._clock(), digest(id)
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            account = held.account(found.account)
            if self._over(found, now) or account is None or account.hash != found.password:
                del self._held[key]
                return None
            found.seen = now
            return account

    def end(self, id: str) -> None:
        """End a session; nothing where there is none."""
        with self._lock:
            self._held.pop(digest(id), None)

    @staticmethod
    def _over(session: _Session, now: float) -> bool:
        return now - session.seen > IDLE or now - session.began > WHOLE


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
