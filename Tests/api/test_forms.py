"""Outcome forms, and what is answered with them."""
import uuid

import pytest

from support.forms import DONE, PENDING, WARRANTY, Desk, publish
from support.world import together


@pytest.fixture(scope="module")
def desk(world):
    """A campaign that requires its form before a case is closed."""
    for client in (world.ana, world.bruno):
        client.put("me/state", {"state": "offline"})
    return Desk(world)


@pytest.fixture(autouse=True)
def tidy(world, old_state_and_events):
    """No case is left open: others expect to be able to end whatever is."""
    yield
    for one in Desk.made:
        if one.world is world:
            one.tidy()


def errors(problem):
    return {error["field"]: error["code"] for error in problem["errors"]}


def test_a_form_is_versioned_and_an_old_answer_keeps_its_questions(world, desk):
    other = Desk(world, "campaign")
    case = other.case()
    other.classify(world.ana, case)
    changed = [{**WARRANTY[1], "label": "En qué quedó"}]
    assert publish(world, other.campaign, changed, "Otro nombre") == 2
    assert world.ana.get(f"forms?campaign={other.campaign}").json()["items"][0]["fields"][0]["label"] == "En qué quedó"
    assert world.bruno.get(f"forms/{other.campaign}/1").json()["fields"][0]["label"] == "Motivo"
    old = other.answer()
    problem = world.ana.refused("PUT", f"cases/{case}/dispositions/{uuid.uuid4()}", 409, "form.old_version", json=old)
    assert problem["version"] == 2
    other.version = 2
    other.classify(world.ana, case, {"result": "refund"})
    given = world.ana.get(f"cases/{case}/dispositions").json()
    assert [one["formVersion"] for one in given["items"]] == [2, 1]
    assert {form["version"]: form["name"] for form in given["forms"]} == {1: "Garantías", 2: "Otro nombre"}
    assert given["items"][1]["values"] == DONE and given["items"][1]["by"]["name"] == "Ana Torres"


def test_of_two_who_change_a_form_at_once_one_stands(world):
    other = Desk(world, fields=None)
    body = {"version": 0, "name": "Uno", "fields": WARRANTY}
    answers = together(*(lambda: world.carla.put(f"forms/{other.campaign}", body, expect=(201, 409)) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    lost = next(answer.json() for answer in answers if answer.status_code == 409)
    assert lost["code"] == "form.changed" and lost["version"] == 1


@pytest.mark.parametrize("change,field,code", [
    ([{"id": "a", "label": "A", "kind": "checkbox", "shownIf": {"field": "b", "filled": True}}, {"id": "b", "label": "B", "kind": "checkbox", "requiredIf": {"field": "a", "filled": True}}], "fields", "condition.cycle"),
    ([{"id": "a", "label": "A", "kind": "checkbox", "shownIf": {"field": "a", "filled": True}}], "fields", "condition.cycle"),
    ([{"id": "a", "label": "A", "kind": "checkbox", "shownIf": {"all": [{"field": "b", "filled": True}]}}, {"id": "b", "label": "B", "kind": "checkbox"}], "fields[0].shownIf", "condition.later"),
    ([{"id": "a", "label": "A", "kind": "text", "requiredIf": {"field": "zz", "filled": True}}], "fields[0].requiredIf", "condition.unknown"),
    ([{"id": "a", "label": "A", "kind": "text"}, {"id": "b", "label": "B", "kind": "text", "shownIf": {"field": "a", "is": ["x"]}}], "fields[1].shownIf", "condition.kind"),
    ([{"id": "a", "label": "A", "kind": "choice", "options": [{"id": "x", "label": "X"}]}, {"id": "b", "label": "B", "kind": "text", "shownIf": {"field": "a", "is": ["y"]}}], "fields[1].shownIf", "condition.option"),
    ([{"id": "a", "label": "A", "kind": "text", "shownIf": {"field": "a"}}], "fields[0].shownIf", "condition.malformed"),
    ([{"id": "a", "label": "A", "kind": "choice"}], "fields[0].options", "options.none"),
    ([{"id": "a", "label": "A", "kind": "text", "options": [{"id": "x", "label": "X"}]}], "fields[0].options", "options.unused"),
    ([{"id": "a", "label": "A", "kind": "choice", "options": [{"id": "x", "label": "X", "options": [{"id": "y", "label": "Y"}]}]}], "fields[0].options", "options.nested"),
    ([{"id": "a", "label": "A", "kind": "tree", "options": [{"id": "x", "label": "X", "options": [{"id": "x", "label": "Y"}]}]}], "fields[0].options", "id.repeated"),
    ([{"id": "a", "label": "A", "kind": "choice", "options": [{"id": "x", "label": "X", "code": "spam"}]}], "fields[0].options", "code.unused"),
    ([{"id": "a", "label": "A", "kind": "text", "primary": True}, {"id": "b", "label": "B", "kind": "text", "primary": True}], "fields[1].primary", "primary.second"),
    ([{"id": "a", "label": "A", "kind": "longText", "primary": True}], "fields[0].primary", "primary.kind"),
    ([{"id": "a", "label": "A", "kind": "text"}, {"id": "a", "label": "B", "kind": "text"}], "fields[1].id", "id.repeated"),
    ([{"id": "1a", "label": "A", "kind": "text"}], "fields[0].id", "id.malformed"),
    ([{"id": "a", "label": " ", "kind": "text"}], "fields[0].label", "fields[0].label.empty"),
    ([{"id": "a", "label": "A", "kind": "colour"}], "fields[0].kind", "kind.unknown"),
    ([{"id": "a", "label": "A", "kind": "money"}], "fields[0].currency", "currency.malformed"),
    ([{"id": "a", "label": "A", "kind": "number", "min": 5, "max": 4}], "fields[0].min", "bound.order"),
    ([{"id": "a", "label": "A", "kind": "date", "min": "2026-02-30"}], "fields[0].min", "bound.malformed"),
    ([{"id": "a", "label": "A", "kind": "text", "colour": "red"}], "fields[0].colour", "request.unknown_field"),
    ([{"id": f"a{n}", "label": "A", "kind": "text"} for n in range(61)], "fields", "fields.too_many"),
])
def test_a_form_that_contradicts_itself_is_refused_by_path(world, desk, change, field, code):
    problem = world.carla.refused("PUT", f"forms/{desk.campaign}", 400, "request.invalid", json={"version": desk.version, "name": "Garantías", "fields": change})
    assert errors(problem).get(field) == code, problem["errors"]
    assert all(error["message"].strip() for error in problem["errors"])


def test_a_circle_of_conditions_is_named(world, desk):
    circle = [{"id": one, "label": one.upper(), "kind": "checkbox", "shownIf": {"field": other, "filled": True}} for one, other in (("a", "b"), ("b", "c"), ("c", "a"))]
    problem = world.carla.refused("PUT", f"forms/{desk.campaign}", 400, "request.invalid", json={"version": desk.version, "name": "Garantías", "fields": circle})
    assert "A → B → C → A" in problem["detail"]


def test_a_disposition_shows_on_the_card_and_in_the_conversation(world, desk):
    case = desk.case()
    with world.ana.events() as stream:
        made = desk.classify(world.ana, case, {"reason": "transport", "result": "exchange", "order": " CJ-1 ", "notes": ""})
        seen = stream.wait_for("case.classified").json
    assert made["disposition"]["values"] == {"reason": "transport", "result": "exchange", "order": "CJ-1"}
    assert made["disposition"]["outcome"] == "Cambio" and made["disposition"]["code"] == "final"
    assert made["case"]["outcome"] == {"text": "Cambio", "code": "final"} and made["case"]["state"] == "open"
    assert seen["case"]["outcome"] == made["case"]["outcome"]
    assert seen["message"]["system"] == {"code": "classified", "params": {"by": "Ana Torres", "outcome": "Cambio", "code": "final"}}


def test_a_repeat_is_the_same_answer_and_another_is_refused(world, desk):
    case, id = desk.case(), str(uuid.uuid4())
    first = desk.classify(world.ana, case, id=id)
    again = desk.classify(world.ana, case, id=id, expect=200)
    assert again["disposition"] == first["disposition"]
    world.ana.refused("PUT", f"cases/{case}/dispositions/{id}", 409, "id.conflict", json=desk.answer(PENDING))
    other = desk.case()
    world.ana.refused("PUT", f"cases/{other}/dispositions/{id}", 409, "id.conflict", json=desk.answer())
    assert len(world.ana.get(f"cases/{case}/dispositions").json()["items"]) == 1


def test_many_at_once_with_one_id_are_one(world, desk):
    case, id = desk.case(), str(uuid.uuid4())
    answers = together(*(lambda: world.ana.put(f"cases/{case}/dispositions/{id}", desk.answer(), expect=(200, 201)) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len(world.ana.get(f"cases/{case}/dispositions").json()["items"]) == 1
    lines = [one for one in world.ana.get(f"cases/{case}/messages").json()["items"] if one.get("system", {}).get("code") == "classified"]
    assert len(lines) == 1


def test_two_answers_with_one_id_at_once_one_stands(world, desk):
    case, id = desk.case(), str(uuid.uuid4())
    bodies = [desk.answer(), desk.answer(PENDING)]
    answers = together(*(lambda body=body: world.ana.put(f"cases/{case}/dispositions/{id}", body, expect=(201, 409)) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_what_is_missing_or_wrong_is_told_field_by_field(world, desk):
    case = desk.case()
    problem = world.ana.refused("PUT", f"cases/{case}/dispositions/{uuid.uuid4()}", 422, "form.invalid", json=desk.answer({"reason": "damaged", "result": "exchange", "zeta": 1}))
    assert errors(problem) == {"values.reason": "field.incomplete", "values.order": "field.required", "values.zeta": "field.unknown"}
    assert "N.º de orden" in next(error["message"] for error in problem["errors"] if error["field"] == "values.order")
    assert world.ana.get(f"cases/{case}").json()["case"]["outcome"] is None


def test_closing_needs_a_final_word_where_the_campaign_requires_it(world, desk):
    case = desk.case()
    problem = world.ana.refused("PUT", f"cases/{case}/closure", 422, "case.disposition_required", json={})
    assert errors(problem) == {"disposition.values.reason": "field.required", "disposition.values.result": "field.required"}
    desk.classify(world.ana, case, PENDING)
    problem = world.ana.refused("PUT", f"cases/{case}/closure", 422, "case.disposition_required", json={})
    assert errors(problem) == {"disposition.code": "disposition.not_final"}
    world.ana.put(f"cases/{case}/draft", {"kind": "form", "text": '{"campaign": "%s", "formVersion": 1, "values": {"reason": "transport", "result": "exchange"}}' % desk.campaign})
    problem = world.ana.refused("PUT", f"cases/{case}/closure", 422, "case.disposition_required", json={})
    assert errors(problem) == {"disposition.values.order": "field.required"}
    desk.classify(world.ana, case)
    assert world.ana.put(f"cases/{case}/closure", {}).json()["case"]["state"] == "closed"


def test_the_red_button_is_one_request(world, desk):
    case, id = desk.case(), str(uuid.uuid4())
    with world.ana.events() as stream:
        closed = world.ana.put(f"cases/{case}/closure", {"disposition": {"id": id, **desk.answer()}}).json()["case"]
        assert closed["state"] == "closed" and closed["outcome"] == {"text": "Reembolso", "code": "final"}
        stream.wait_for("case.closed")
        kinds = [frame.event for frame in stream.frames if frame.event in ("case.classified", "case.closed")]
    assert kinds == ["case.classified", "case.closed"]
    other = desk.case()
    problem = world.ana.refused("PUT", f"cases/{other}/closure", 422, "case.disposition_required", json={"disposition": {"id": str(uuid.uuid4()), **desk.answer(PENDING)}})
    assert errors(problem) == {"disposition.code": "disposition.not_final"}
    assert world.ana.get(f"cases/{other}").json()["case"]["outcome"] is None, "what was refused leaves nothing"


def test_a_new_holding_asks_anew(world, desk):
    case = desk.case()
    desk.classify(world.ana, case)
    world.ana.delete(f"cases/{case}/acceptance")
    world.bruno.put(f"cases/{case}/acceptance")
    world.bruno.refused("PUT", f"cases/{case}/closure", 422, "case.disposition_required", json={})
    desk.classify(world.bruno, case)
    world.bruno.put(f"cases/{case}/closure", {})


def test_a_campaign_without_a_form_asks_nothing(world):
    other = Desk(world, fields=None)
    case = other.case()
    world.ana.refused("PUT", f"cases/{case}/dispositions/{uuid.uuid4()}", 409, "form.none", json={"formVersion": 1, "values": {}})
    world.ana.put(f"cases/{case}/closure", {})


def test_a_final_answer_resolves_where_the_policy_says_so(world):
    tickets = Desk(world, "ticket")
    case = tickets.case()
    assert tickets.classify(world.ana, case, PENDING)["case"]["state"] == "open"
    assert tickets.classify(world.ana, case, resolve=False)["case"]["state"] == "open"
    done = tickets.classify(world.ana, case, {"reason": "other", "result": "spam"})
    assert done["case"]["state"] == "closed" and done["case"]["outcome"]["code"] == "spam"
    later = tickets.classify(world.ana, case, PENDING)
    assert later["case"]["state"] == "closed" and later["case"]["outcome"]["code"] == "nonFinal", "the closer may still write down more"
    world.bruno.refused("PUT", f"cases/{case}/dispositions/{uuid.uuid4()}", 404, "case.not_found", json=tickets.answer())


def test_only_who_attends_it_or_supervises_it_says_what_came_of_it(world, desk):
    waiting = desk.case(holder=False)
    world.ana.refused("PUT", f"cases/{waiting}/dispositions/{uuid.uuid4()}", 403, "case.not_holder", json=desk.answer())
    case = desk.case()
    world.bruno.refused("PUT", f"cases/{case}/dispositions/{uuid.uuid4()}", 404, "case.not_found", json=desk.answer())
    world.sofia.refused("PUT", f"cases/{case}/dispositions/{uuid.uuid4()}", 403, "case.not_holder", json=desk.answer())
    shared = Desk(world, "campaign")
    seen = shared.case()
    world.bruno.refused("PUT", f"cases/{seen}/dispositions/{uuid.uuid4()}", 403, "case.not_holder", json=shared.answer())
    shared.classify(world.sofia, seen)
    off = Desk(world, "group")
    world.ana.refused("PUT", f"cases/{off.case()}/dispositions/{uuid.uuid4()}", 409, "disposition.off", json=off.answer())


def test_where_no_field_leads_the_person_says_the_code(world):
    plain = Desk(world, "campaign", [{"id": "notes", "label": "Qué pasó", "kind": "longText"}])
    case = plain.case()
    assert plain.classify(world.ana, case, {}, code="nonFinal")["case"]["outcome"] == {"text": None, "code": "nonFinal"}
    assert plain.classify(world.ana, case, {})["case"]["outcome"] == {"text": None, "code": "final"}


def test_a_code_that_the_form_says_is_not_sent_apart(world, desk):
    problem = world.ana.refused("PUT", f"cases/{desk.case()}/dispositions/{uuid.uuid4()}", 400, "request.invalid", json=desk.answer(code="spam"))
    assert errors(problem) == {"code": "code.derived"}


def test_a_draft_of_the_form_is_mine_alone_and_ends_with_the_answer(world, desk):
    case = desk.case()
    text = '{"campaign": "%s", "formVersion": 1, "values": {"notes": "Cliente recibe después de las 17:00"}}' % desk.campaign
    with world.ana.events() as stream:
        world.ana.put(f"cases/{case}/draft", {"kind": "form", "text": text})
        assert stream.wait_for("formDraft.changed").json["draft"]["text"] == text
        world.ana.put(f"cases/{case}/draft", {"kind": "text", "text": "Hola"})
        assert world.ana.get(f"cases/{case}/draft").json()["kind"] == "text"
        assert world.ana.get(f"cases/{case}/draft?kind=form").json()["text"] == text
        assert world.carla.get(f"cases/{case}/draft?kind=form").json() is None
        desk.classify(world.ana, case)
        assert stream.wait_for(lambda frame: frame.event == "formDraft.changed" and frame.json["draft"] is None)
    assert world.ana.get(f"cases/{case}/draft?kind=form").json() is None
    assert world.ana.get(f"cases/{case}/draft").json()["text"] == "Hola"
    world.ana.refused("PUT", f"cases/{case}/draft", 400, "request.invalid", json={"kind": "form", "text": "no es JSON"})


def test_a_disposition_against_a_close_leaves_one_outcome(world, desk):
    for _ in range(6):
        case = desk.case()
        desk.classify(world.ana, case)
        calls = (lambda: world.ana.put(f"cases/{case}/dispositions/{uuid.uuid4()}", desk.answer(PENDING), expect=201), lambda: world.ana.put(f"cases/{case}/closure", {}))
        answers = together(*calls)
        assert [answer.status_code for answer in answers] == [201, 200], answers
        card = world.ana.get(f"cases/{case}").json()["case"]
        assert card["state"] == "closed" and card["outcome"]["code"] == "nonFinal"
        given = world.ana.get(f"cases/{case}/dispositions").json()["items"]
        assert [one["code"] for one in given] == ["nonFinal", "final"]


def test_two_who_resolve_at_once_close_once(world):
    tickets = Desk(world, "ticket")
    for _ in range(4):
        case = tickets.case()
        answers = together(
            lambda: world.ana.put(f"cases/{case}/dispositions/{uuid.uuid4()}", tickets.answer(), expect=201),
            lambda: world.ana.put(f"cases/{case}/closure", {"disposition": {"id": str(uuid.uuid4()), **tickets.answer()}}, expect=(200, 409)))
        assert all(not isinstance(answer, Exception) for answer in answers), answers
        lines = [one["system"]["code"] for one in world.ana.get(f"cases/{case}/messages").json()["items"] if "system" in one]
        assert lines.count("closed") == 1
