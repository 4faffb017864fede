"""Where a run keeps its files: a folder on disk, or any address that fsspec knows (``s3://bucket/run``).

A file is there whole or not at all, and is never written twice with other content.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from sayso.errors import ExportError, InputError, UsageError


class Folder(Protocol):
    """A folder of files with names such as ``claims/00000-00001.parquet``."""

    @property
    def address(self) -> str:
        """As the user gave it."""

    def names(self, under: str) -> list[str]:
        """The names of the files in this folder of it, sorted, without the folder."""

    def exists(self, name: str) -> bool: ...

    def open(self, name: str) -> BinaryIO:
        """The file for reading; one can seek in it. Raises InputError when it cannot be read."""

    def save(self, name: str, make: Callable[[Path], object]) -> None:
        """Let ``make`` write the file on local disk, then put it in its place. Raises ExportError."""

    def remove(self, under: str) -> None:
        """Remove this file, or this folder with all that is in it."""


def folder(address: str) -> Folder:
    """The folder at a path or address. Raises UsageError for an address when fsspec is not installed."""
    return Remote(address) if is_address(address) else Disk(address)


def is_address(name: str) -> bool:
    """Whether this is an address (``s3://…``), not a path."""
    scheme, found, _ = name.partition("://")
    return bool(found) and scheme.replace("+", "").replace("-", "").isalnum()


def put(folder: Folder, name: str, data: bytes) -> None:
    """Keep a file with this content."""
    folder.save(name, lambda path: path.write_bytes(data))


def get(folder: Folder, name: str) -> bytes:
    """The content of a file. Raises InputError."""
    with folder.open(name) as file:
        return file.read()


class Disk:
    """A folder on this machine, or on a file system that all machines have."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._root = Path(address)

    def names(self, under: str) -> list[str]:
        try:
            return sorted(entry.name for entry in os.scandir(self._root / under) if not entry.name.startswith("."))
        except FileNotFoundError:
            return []

    def exists(self, name: str) -> bool:
        return (self._root / name).is_file()

    def open(self, name: str) -> BinaryIO:
        path = self._root / name
        try:
            return path.open("rb")
        except OSError as error:
            raise InputError(str(path), f"cannot be read: {error.strerror}") from error

    def save(self, name: str, make: Callable[[Path], object]) -> None:
        target = self._root / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            number, made = tempfile.mkstemp(prefix=".making-", dir=target.parent)
            os.close(number)
            try:
                make(Path(made))
                os.replace(made, target)
            except BaseException:
                Path(made).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise ExportError(str(target), error.strerror or str(error), "check its folder and free space") from error

    def remove(self, under: str) -> None:
        path = self._root / under
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


class Remote:
    """A folder at an address; a store of objects shows an object when it is complete."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._files, self._root = _fsspec(address)

    def names(self, under: str) -> list[str]:
        at = f"{self._root}/{under}"
        with _saying(f"{self.address}/{under}", "listed"):
            self._files.invalidate_cache()
            try:
                found = self._files.ls(at, detail=True)
            except FileNotFoundError:
                return []
        return sorted(Path(one["name"]).name for one in found if one["type"] == "file")

    def exists(self, name: str) -> bool:
        with _saying(f"{self.address}/{name}", "looked for"):
            return self._kind(name) == "file"

    def _kind(self, name: str) -> str:
        """``file``, ``directory`` or nothing; fsspec's own tests take a store that is down for one that is empty."""
        try:
            return str(self._files.info(f"{self._root}/{name}")["type"])
        except FileNotFoundError:
            return ""

    def open(self, name: str) -> BinaryIO:
        with _saying(f"{self.address}/{name}", "read"):
            return cast(BinaryIO, self._files.open(f"{self._root}/{name}", "rb"))

    def save(self, name: str, make: Callable[[Path], object]) -> None:
        with tempfile.TemporaryDirectory() as kept:
            path = Path(kept, "file")
            make(path)
            at = f"{self._root}/{name}"
            with _saying(f"{self.address}/{name}", "changed", ExportError):
                self._files.makedirs(at.rpartition("/")[0], exist_ok=True)
                self._files.put_file(str(path), at)

    def remove(self, under: str) -> None:
        with _saying(f"{self.address}/{under}", "changed", ExportError):
            if self._kind(under):
                self._files.rm(f"{self._root}/{under}", recursive=True)


def files_at(address: str) -> list[tuple[str, int]]:
    """The files at an address, which may be one file, a folder or a pattern with ``*``; each with its size in bytes.

    Raises InputError when there is none.
    """
    files, root = _fsspec(address)
    with _saying(address, "looked at"):
        found = files.glob(root, detail=True) if "*" in root else files.find(root, detail=True)
        if not found:  # it passes over what it may not look at: this says why
            files.ls(root.partition("*")[0].rpartition("/")[0] if "*" in root else root)
    told = ((files.unstrip_protocol(name), one) for name, one in sorted(found.items()) if one["type"] == "file")
    sizes = [(name, int(one.get("size") or 0)) for name, one in told]
    if not sizes:
        raise InputError(address, "no such file", "check the address")
    return sizes


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """A copy on local disk of the file at an address, with the same ending to its name. Raises InputError."""
    files, root = _fsspec(address)
    with tempfile.TemporaryDirectory() as kept:
        path = Path(kept, Path(root).name)
        with _saying(address, "fetched"), files.open(root, "rb") as source, path.open("wb") as copy:
            for piece in iter(partial(source.read, io.DEFAULT_BUFFER_SIZE * 128), b""):
                copy.write(piece)
        yield path


@contextmanager
def _saying(name: str, done: str, kind: type[InputError | ExportError] = InputError) -> Iterator[None]:
    """Whatever a store raises, as an error that says what to do: each kind of store has errors of its own."""
    cannot = "" if kind is ExportError else f"cannot be {done}: "
    try:
        yield
    except FileNotFoundError as error:
        raise kind(name, "no such file", "check the address") from error
    except PermissionError as error:
        raise kind(name, f"{cannot}{_reason(error)}", "check what your credentials may do there") from error
    except NotImplementedError as error:
        raise kind(name, f"{cannot}its kind of store has no way to", "take another, or a folder") from error
    except Exception as error:
        raise kind(name, f"{cannot}{_reason(error)}", "check address, network and credentials") from error


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _fsspec(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(f"{address}: addresses need fsspec: pip install 'sayso[ray]'") from error
    scheme = address.partition("://")[0]
    try:
        files, root = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise UsageError(f"{address}: {scheme} needs a package of its own: {_reason(error)}") from error
    except ValueError as error:
        known = "give a path, or an address such as s3://bucket/folder, gs://… or file:///…"
        raise UsageError(f"{address}: {_reason(error)}: {known}") from error
    return files, str(root).rstrip("/")
