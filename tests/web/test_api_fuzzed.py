"""Every operation of the API, asked with what its description allows and what it does not, on a real ledger.

No answer may be a server error or one that the description does not have.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

from hypothesis import HealthCheck, given, settings  # noqa: E402
from schemathesis import Case  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sayso.service.ledger import Ledger  # noqa: E402
from sayso.web import Settings, create_app  # noqa: E402
from sayso.web.api.specification import specification  # noqa: E402
from sayso.web.app import RESOURCES  # noqa: E402

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip


@pytest.fixture(scope="session")
def fuzzed(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The API on a ledger of its own, which the asked decisions may change; ids that are there are tried as well."""
    path = Path(shutil.copy(full, tmp_path_factory.mktemp("fuzzed") / "a.db"))
    with Ledger(path) as ledger:
        claim = next(ledger.claims())
    app = create_app(Settings(ledger=path, names=("testserver",)))  # what it calls the app it is given
    spec = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    known = {"/api/claims/{id}": claim.claim.id, "/api/incidents/{id}": claim.incident, "/api/documents/{id}":
             claim.document.id}  # fmt: skip
    for name, id in known.items():
        spec.raw_schema["paths"][name]["get"]["parameters"][0]["examples"] = {"one": {"value": id}}
    return spec


OPERATIONS = [(method, path) for path, operations in specification(RESOURCES)["paths"].items() for method in operations]


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=str)
def test_every_answer_is_as_described(fuzzed: Any, method: str, path: str) -> None:
    @given(case=fuzzed[path][method].as_strategy())
    @settings(max_examples=18, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def ask(case: Case) -> None:
        answer = case.call(headers={**(case.headers or {}), "Origin": "http://testserver"})
        case.validate_response(answer, checks=CHECKS)

    ask()
