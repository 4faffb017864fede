"""Addresses: a run over a store of objects, in memory and behind a server, and errors that say what to do."""

from __future__ import annotations

import json
import pickle
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from sayso.errors import ExportError, InputError, UsageError
from sayso.service.ledger import Ledger
from sayso.service.scale.engines import Engine, Processes
from sayso.service.scale.loading import load_run
from sayso.service.scale.merging import merge_run
from sayso.service.scale.storing import files_at, folder, get, put
from tests.service.scale.runs import Lines, a_run, incidents, read_all
from tests.service.scale.test_reading import corpus

fsspec = pytest.importorskip("fsspec")


class Objects(BaseHTTPRequestHandler):
    """A store of objects: keys and bytes, no folders. A key with ``closed`` in it nobody may touch."""

    held: dict[str, bytes]

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_all(self) -> None:
        verb, key = self.command, unquote(self.path[1:])
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "closed" in key:
            self.answer(403)
        elif verb == "GET" and key.startswith("?"):
            self.answer(200, json.dumps({k: len(v) for k, v in self.held.items() if k.startswith(key[1:])}).encode())
        elif verb == "PUT":
            self.held[key] = body
            self.answer(200)
        elif key not in self.held:
            self.answer(404)
        else:
            self.answer(200, self.held.pop(key) if verb == "DELETE" else self.held[key])

    do_GET = do_PUT = do_DELETE = handle_all

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Store(fsspec.AbstractFileSystem):  # type: ignore[misc,name-defined]
    """What fsspec knows such a store by: ``objects://port/key``, over the loopback."""

    protocol = "objects"
    cachable = False

    def ask(self, verb: str, path: str, body: bytes = b"", query: bool = False) -> bytes:
        port, _, key = path.partition("/")
        link = HTTPConnection("127.0.0.1", int(port), timeout=30)
        try:
            link.request(verb, f"/{quote('?' if query else '')}{quote(key)}", body)
            answer = link.getresponse()
            found = answer.read()
        finally:
            link.close()
        if answer.status in (403, 404):
            raise (PermissionError if answer.status == 403 else FileNotFoundError)(f"{path} ({answer.status})")
        return found

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        path = self._strip_protocol(path).rstrip("/")
        _port, _, key = path.partition("/")
        found: dict[str, dict[str, Any]] = {}
        for name, size in json.loads(self.ask("GET", path, query=True)).items():
            if name == key:
                found[path] = {"name": path, "size": size, "type": "file"}
            elif not key or name.startswith(f"{key}/"):
                first, inner, _ = name[len(key) :].lstrip("/").partition("/")
                at = f"{path}/{first}"
                found[at] = {"name": at, "size": size, "type": "directory" if inner else "file"}
        if not found:
            raise FileNotFoundError(path)
        return list(found.values()) if detail else list(found)

    def _open(self, path: str, mode: str = "rb", **_: Any) -> BytesIO:
        return BytesIO(self.ask("GET", path))

    def put_file(self, lpath: str, rpath: str, **_: Any) -> None:
        self.ask("PUT", self._strip_protocol(rpath), Path(lpath).read_bytes())

    def _rm(self, path: str) -> None:
        if self.isfile(path):
            self.ask("DELETE", path)


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a store that is empty."""
    fsspec.register_implementation("objects", Store, clobber=True)
    made = ThreadingHTTPServer(("127.0.0.1", 0), type("Held", (Objects,), {"held": {}}))
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield f"objects://{made.server_address[1]}/bucket"
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def memory() -> Iterator[str]:
    yield "memory://bucket"
    fsspec.filesystem("memory").rm("/bucket", recursive=True)


@pytest.mark.parametrize("kind", ["memory", "server"])
def test_a_run_from_an_address_to_an_address_is_that_of_folders(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Read from it by processes side by side (of memory, by one), written to it, merged and loaded in it."""
    address: str = request.getfixturevalue(kind)
    engine: Engine = Processes(1 if kind == "memory" else 2)
    path = corpus(tmp_path / "a.jsonl", 11, line_4="{broken")
    put(folder(f"{address}/news"), "2025/a.jsonl", path.read_bytes())
    assert [size for _, size in files_at(f"{address}/news")] == [path.stat().st_size]
    read_all(a_run(f"{address}/out", f"{address}/news/2025/*.jsonl"), engine)
    merge_run(f"{address}/out", Processes(), buckets=2, days=2)
    assert load_run(f"{address}/out", tmp_path / "far.db").failures == 1
    with Ledger(tmp_path / "near.db", create=True) as near, Ledger(tmp_path / "far.db") as far:
        near.add([path], Lines())
        assert incidents(far) == incidents(near) != set()
    out = folder(f"{address}/out")
    assert len(out.names("incidents")) == len(out.names("merge/links")) == 2
    out.remove("merge")
    assert out.names("merge/links") == []
    assert not out.exists("merge/plan.json")


def test_a_store_that_refuses_is_told_with_what_to_do(server: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"closed/run.json: cannot be written: .*403.*credentials") as told:
        put(folder(f"{server}/closed"), "run.json", b"{}")
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value), "a worker can hand it back"
    with pytest.raises(InputError, match=r"cannot be looked at: .*403"):
        files_at(f"{server}/closed")
    with pytest.raises(InputError, match=r"no such file .*check the address"):
        files_at(f"{server}/none/*.jsonl")
    with pytest.raises(InputError, match=r"out/a: no such file"):
        get(folder(f"{server}/out"), "a")


def test_a_store_that_is_down_is_told_with_what_to_do() -> None:
    fsspec.register_implementation("objects", Store, clobber=True)
    with pytest.raises(InputError, match=r"cannot be looked for: .*refused.*check address, network"):
        folder("objects://1/bucket").exists("run.json")


def test_addresses_that_nothing_knows() -> None:
    with pytest.raises(UsageError, match=r"nowhere: .*such as s3://"):
        folder("nowhere://bucket/out")
    try:
        import s3fs  # noqa: F401
    except ImportError:
        with pytest.raises(UsageError, match=r"s3 needs a package of its own: .*s3fs"):
            folder("s3://bucket/out")
