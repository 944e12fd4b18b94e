"""The judge itself: what it must refuse, and let pass."""
import json

import pytest
import yaml

from support.contract import Contract, NotInContract
from support.server import ROOT

SMALL = """
openapi: 3.1.0
info: {title: small, version: "1"}
paths:
  /api/v1/cases:
    get:
      parameters:
        - {name: queue, in: query, schema: {type: string}}
        - {name: attributes, in: query, schema: {type: object, patternProperties: {"^attribute\\\\.": {type: string}}}}
      responses:
        "200": {description: all, content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Case"}}}}}
        "429": {$ref: "#/components/responses/TooFast"}
  /api/v1/cases/{case}:
    get:
      responses:
        "200": {description: one, content: {application/json: {schema: {$ref: "#/components/schemas/Case"}}}}
        4XX: {description: refused, content: {application/problem+json: {schema: {type: object, required: [code]}}}}
    put:
      requestBody: {content: {application/json: {schema: {type: object, required: [subject]}}}}
      responses:
        "204": {description: done}
  /api/v1/cases/newest:
    get:
      responses:
        "200": {description: text, content: {text/plain: {}}}
components:
  responses:
    TooFast: {description: wait, headers: {Retry-After: {required: true, schema: {type: integer}}}}
  schemas:
    Case:
      type: object
      required: [id, openedAt]
      additionalProperties: false
      properties:
        id: {type: string, format: uuid}
        openedAt: {type: [string, "null"], format: date-time}
        inner: {$ref: "#/components/schemas/Case"}
"""
CASE = {"id": "0190c0de-0000-7000-8000-000000000001", "openedAt": "2025-11-21T15:42:31.000Z"}


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "openapi.yaml"
    path.write_text(SMALL)
    return Contract(path)


def check(contract, method, url, status, value=None, content_type="application/json", headers=None, **request):
    body = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
    contract.check_exchange(method, url, status, {**({"Content-Type": content_type} if body else {}), **(headers or {})}, body, **request)


def test_what_is_documented_passes(small):
    check(small, "GET", "/api/v1/cases?queue=a&attribute.plan=oro", 200, [CASE, {**CASE, "openedAt": None, "inner": CASE}])
    check(small, "GET", "/api/v1/cases/7", 200, CASE, "application/json; charset=utf-8")
    check(small, "GET", "/api/v1/cases/7", 404, {"code": "case.not_found"}, "application/problem+json")
    check(small, "GET", "/api/v1/cases", 429, headers={"Retry-After": "1"})
    check(small, "GET", "/api/v1/cases/newest", 200, b"7", "text/plain")
    check(small, "PUT", "/api/v1/cases/7", 204, request_body=b'{"subject": "x"}', request_type="application/json")
    assert small.uncalled() == []


@pytest.mark.parametrize("method, url, status, more, why", [
    ("GET", "/api/v1/nothing", 404, {}, "not in docs/openapi.yaml"),
    ("DELETE", "/api/v1/cases/7", 204, {}, "not in docs/openapi.yaml"),
    ("GET", "/api/v1/cases/7/8", 200, {}, "not in docs/openapi.yaml"),
    ("GET", "/api/v1/cases/7", 500, {}, "documents no 500"),
    ("GET", "/api/v1/cases/7", 200, {}, "has no body"),
    ("GET", "/api/v1/cases/7", 200, {"value": CASE, "content_type": "text/html"}, "the content type is text/html"),
    ("GET", "/api/v1/cases/7", 200, {"value": b"{"}, "not JSON"),
    ("GET", "/api/v1/cases/7", 200, {"value": {**CASE, "more": 1}}, "more"),
    ("GET", "/api/v1/cases/7", 200, {"value": {**CASE, "id": "7"}}, "uuid"),
    ("GET", "/api/v1/cases/7", 200, {"value": {**CASE, "inner": {"id": CASE["id"]}}}, "'openedAt' is a required property"),
    ("GET", "/api/v1/cases/7", 200, {"value": {**CASE, "openedAt": "yesterday"}}, "date-time"),
    ("GET", "/api/v1/cases", 429, {}, "Retry-After"),
    ("GET", "/api/v1/cases?colour=red", 200, {"value": []}, "query key colour"),
    ("PUT", "/api/v1/cases/7", 204, {"request_body": b"{}", "request_type": "application/json"}, "'subject' is a required property"),
    ("GET", "/api/v1/cases/newest", 200, {"value": b"7", "content_type": "text/plain", "request_body": b"x"}, "a body is not documented"),
])
def test_what_is_not_documented_fails(small, method, url, status, more, why):
    with pytest.raises(NotInContract) as refusal:
        check(small, method, url, status, **more)
    assert why in str(refusal.value)


def test_a_key_that_stands_twice_fails(tmp_path):
    path = tmp_path / "openapi.yaml"
    path.write_text(SMALL + "  schemas: {}\n")
    with pytest.raises(ValueError, match="twice: schemas"):
        Contract(path)


def test_our_document_is_valid_openapi():
    from openapi_spec_validator import OpenAPIV31SpecValidator

    text = (ROOT / "docs/openapi.yaml").read_text(encoding="utf-8")
    document = yaml.load(text, yaml.CSafeLoader)
    errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in OpenAPIV31SpecValidator(document).iter_errors()]
    assert errors == []
