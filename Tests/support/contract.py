"""docs/openapi.yaml as the judge of every exchange that a test has with the server."""
import json
import re
from urllib.parse import parse_qsl, urlsplit

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DOCUMENT = "urn:ventanilla:openapi"
METHODS = ("get", "put", "post", "patch", "delete", "head", "options", "trace")


class NotInContract(AssertionError):
    pass


class Contract:
    def __init__(self, path):
        self.document = yaml.load(path.read_text(encoding="utf-8"), Loader)
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        self._resolver = Registry().with_resource(DOCUMENT, resource).resolver(DOCUMENT)
        self._registry = Registry().with_resource(DOCUMENT, resource)
        prefix = urlsplit(self.document.get("servers", [{"url": "/"}])[0]["url"]).path.rstrip("/")
        # Literal segments before templated ones, as OpenAPI asks.
        self._paths = sorted(
            ((prefix + template, template, matcher(prefix + template)) for template in self.document["paths"]),
            key=lambda path: ["{" in segment for segment in path[0].split("/")],
        )
        self.called = set()

    def check(self, response):
        """Fails unless this route may answer so; what was asked is checked too where the server took it (2xx)."""
        request = response.request
        self.check_exchange(
            request.method, request.path_url, response.status_code, response.headers, response.content,
            request_body=request.body, request_type=request.headers.get("Content-Type"),
        )

    def check_exchange(self, method, url, status, headers, body, request_body=None, request_type=None):
        where = f"{method} {url} → {status}"
        template, item, operation = self._operation(method, urlsplit(url).path, where)
        self.called.add((method, template))
        if 200 <= status < 300:
            self._check_query(item, operation, url, where)
            self._check_request_body(template, method, operation, request_body, request_type, where)
        answers = {str(code): answer for code, answer in operation.get("responses", {}).items()}
        code = next((code for code in (str(status), f"{status // 100}XX", "default") if code in answers), None)
        if code is None:
            raise NotInContract(f"{where}: {template} documents no {status}, only {', '.join(answers)}")
        pointer, answer = self._follow(f"#/paths/{escape(template)}/{method.lower()}/responses/{code}", answers[code])
        for name, header in answer.get("headers", {}).items():
            if self._follow("", header)[1].get("required") and name not in headers:
                raise NotInContract(f"{where}: the header {name} is missing")
        if method != "HEAD" and status not in (204, 304):
            self._check_content(pointer, answer.get("content"), headers.get("Content-Type"), body, where)

    def uncalled(self):
        operations = {
            (method.upper(), template)
            for _, template, _ in self._paths
            for method in self._follow("", self.document["paths"][template])[1] if method in METHODS
        }
        return sorted(operations - self.called, key=lambda operation: (operation[1], operation[0]))

    def _operation(self, method, path, where):
        for _, template, expression in self._paths:
            if expression.fullmatch(path):
                item = self._follow("", self.document["paths"][template])[1]
                if method.lower() in item:
                    return template, item, item[method.lower()]
        raise NotInContract(f"{where}: this route is not in docs/openapi.yaml")

    def _check_query(self, item, operation, url, where):
        parameters = [self._follow("", parameter)[1] for parameter in item.get("parameters", []) + operation.get("parameters", [])]
        query = [parameter for parameter in parameters if parameter["in"] == "query"]
        for name in {name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}:
            if not any(parameter["name"] == name or self._is_open_to(parameter, name) for parameter in query):
                raise NotInContract(f"{where}: the query key {name} is not documented, and was accepted")

    def _is_open_to(self, parameter, name):
        """An exploded object documents a family of keys, such as attribute.<name>."""
        schema = self._follow("", parameter.get("schema", {}))[1]
        if schema.get("type") != "object" or parameter.get("explode") is False:
            return False
        patterns = [re.escape(known) + "$" for known in schema.get("properties", {})] + list(schema.get("patternProperties", {}))
        return any(re.match(pattern, name) for pattern in patterns) or bool(not patterns and schema.get("additionalProperties", True))

    def _check_request_body(self, template, method, operation, body, content_type, where):
        if not body:
            return
        documented = operation.get("requestBody")
        if documented is None:
            raise NotInContract(f"{where}: a body is not documented, and was accepted")
        pointer, documented = self._follow(f"#/paths/{escape(template)}/{method.lower()}/requestBody", documented)
        self._check_content(pointer, documented.get("content"), content_type, body, f"{where}: request body")

    def _check_content(self, pointer, content, content_type, body, where):
        if not content:
            if body:
                raise NotInContract(f"{where}: has a body, and none is documented: {shorten(body)}")
            return
        if body is not None and len(body) == 0:
            raise NotInContract(f"{where}: has no body; documented is {', '.join(content)}")
        media = (content_type or "").partition(";")[0].strip().lower()
        known = next((entry for entry in (media, media.partition("/")[0] + "/*", "*/*") if entry in content), None)
        if known is None:
            raise NotInContract(f"{where}: the content type is {content_type}; documented is {', '.join(content)}")
        if body is not None and "schema" in content[known] and (media == "application/json" or media.endswith("+json")):
            self._check_schema(f"{pointer}/content/{escape(known)}/schema", body, where)

    def _check_schema(self, pointer, body, where):
        try:
            value = json.loads(body)
        except ValueError as error:
            raise NotInContract(f"{where}: not JSON ({error}): {shorten(body)}") from None
        validator = Draft202012Validator(
            {"$ref": DOCUMENT + pointer}, registry=self._registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
        errors = [f"  at {error.json_path}: {shorten(error.message)}" for error in leaves(validator.iter_errors(value))]
        if errors:
            raise NotInContract("\n".join([f"{where}: does not fit {pointer}", *errors[:10], f"  body: {shorten(body, 2000)}"]))

    def _follow(self, pointer, item):
        while "$ref" in item:
            pointer = item["$ref"]
            item = self._resolver.lookup(pointer).contents
        return pointer, item


class Loader(yaml.CSafeLoader):
    """Refuses a key that stands twice, which YAML readers else take silently."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise ValueError(f"{node.start_mark}: twice: {', '.join(map(str, twice))}")
        return super().construct_mapping(node, deep)


def matcher(template):
    parts = re.split(r"(\{[^}]+\})", template)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))


def leaves(errors):
    """Of a failed oneOf/anyOf, the branch that came nearest says more than the whole."""
    for error in errors:
        if error.context:
            nearest = min({inner.schema_path[0] for inner in error.context}, key=lambda branch: sum(inner.schema_path[0] == branch for inner in error.context))
            yield error
            yield from leaves(inner for inner in error.context if inner.schema_path[0] == nearest)
        else:
            yield error


def escape(name):
    return re.sub("[^-.A-Za-z0-9_~]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), name.replace("~", "~0").replace("/", "~1"))


def shorten(text, most=300):
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return text if len(text) <= most else f"{text[:most]}… ({len(text)} characters)"
