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
        self._files.invalidate_cache()
        if not self._files.isdir(at):
            return []
        return sorted(Path(name).name for name in self._files.ls(at, detail=False))

    def exists(self, name: str) -> bool:
        return bool(self._files.isfile(f"{self._root}/{name}"))

    def open(self, name: str) -> BinaryIO:
        try:
            return cast(BinaryIO, self._files.open(f"{self._root}/{name}", "rb"))
        except OSError as error:
            raise InputError(f"{self.address}/{name}", f"cannot be read: {error}") from error

    def save(self, name: str, make: Callable[[Path], object]) -> None:
        with tempfile.TemporaryDirectory() as kept:
            path = Path(kept, "file")
            make(path)
            at = f"{self._root}/{name}"
            try:
                self._files.makedirs(at.rpartition("/")[0], exist_ok=True)
                self._files.put_file(str(path), at)
            except OSError as error:
                raise ExportError(f"{self.address}/{name}", str(error), "check the address and the rights") from error

    def remove(self, under: str) -> None:
        at = f"{self._root}/{under}"
        if self._files.exists(at):
            self._files.rm(at, recursive=True)


def files_at(address: str) -> list[tuple[str, int]]:
    """The files at an address, which may be one file, a folder or a pattern with ``*``; each with its size in bytes.

    Raises InputError when there is none.
    """
    files, root = _fsspec(address)
    scheme = address.partition("://")[0]
    try:
        found = files.glob(root) if "*" in root else files.find(root)
        sizes = [(f"{scheme}://{name}", int(files.size(name) or 0)) for name in sorted(found) if files.isfile(name)]
    except OSError as error:
        raise InputError(address, f"cannot be looked at: {error}", "check the address and the rights") from error
    if not sizes:
        raise InputError(address, "no such file", "check the address")
    return sizes


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """A copy on local disk of the file at an address, with the same ending to its name. Raises InputError."""
    files, root = _fsspec(address)
    with tempfile.TemporaryDirectory() as kept:
        path = Path(kept, Path(root).name)
        try:
            with files.open(root, "rb") as source, path.open("wb") as copy:
                for piece in iter(partial(source.read, io.DEFAULT_BUFFER_SIZE * 128), b""):
                    copy.write(piece)
        except OSError as error:
            raise InputError(address, f"cannot be fetched: {error}", "check the address and the rights") from error
        yield path


def _fsspec(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(f"{address}: addresses need fsspec: pip install 'sayso[ray]'") from error
    try:
        files, root = fsspec.core.url_to_fs(address)
    except (ValueError, ImportError) as error:
        raise UsageError(f"{address}: {error}") from error
    return files, str(root).rstrip("/")
