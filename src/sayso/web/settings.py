"""What a server is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``ledger``: the file that is shown; ``host``, ``port``: where it listens; ``names``: further host names that
    requests may carry (a proxy's); ``accounts``: the file of accounts and tokens, beside the ledger unless told;
    ``read_only``: nothing may be written; ``certificate``, ``key``: PEM files by which it speaks TLS; ``proxy``: the
    address of a proxy that is believed when it says whom it asks for, and by which scheme."""

    ledger: Path
    host: str = "127.0.0.1"
    port: int = 8321
    names: tuple[str, ...] = ()
    accounts: Path | None = None
    read_only: bool = False
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None

    @property
    def local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in LOOPBACK

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{self.port}/"

    @property
    def access(self) -> Path:
        """The file of accounts and tokens."""
        return self.accounts or access_path(self.ledger)


def access_path(ledger: Path) -> Path:
    """The file of accounts and tokens of a ledger: beside it."""
    return ledger.with_name(f"{ledger.name}.access")
