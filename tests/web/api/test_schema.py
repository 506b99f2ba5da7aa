"""Random requests over the whole API: no answer is a failure of the server, each has the form that the schema says."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = [
    "GET /me", "GET /incidents", "GET /incidents/{name}", "GET /reports", "GET /reports/{report_id}", "GET /claims",
    "GET /search", "GET /totals", "GET /facets", "GET /timeline", "GET /queues/{queue}", "GET /jobs/{job}",
    "POST /reports", "POST /decisions",
]  # fmt: skip


@pytest.fixture(scope="module")
def operations(client):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", client.app)
    return {found.ok().label.replace("/api/v1", ""): found.ok() for found in schema.get_all_operations()}


def test_every_operation_is_tried(operations):
    assert sorted(operations) == sorted(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_request_breaks_the_server(operations, name):
    @given(case=operations[name].as_strategy())
    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def ask(case):
        answer = case.call(
            headers={"X-Civharm-Client": "tests", "Host": "127.0.0.1", "Accept-Encoding": "identity"}
        )
        case.validate_response(answer, checks=CHECKS)

    ask()
