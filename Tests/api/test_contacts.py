"""The contact column over HTTP: suggestions, addresses that change hands, personal data, products, labels, ticket data, and what the streams say of it."""
import uuid

import pytest

from support.world import new_phone


def new():
    return str(uuid.uuid4())


def arrives(world, sender=None, name=None, text="Hola", account="api"):
    """A new case that Ana has: its number and its card."""
    case = world.inbound(text, sender=sender, name=name, account=account)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    return case, world.ana.get(f"cases/{case}").json()["case"]


def contact(world, name, point=None, **more):
    return world.ana.put(f"contacts/{new()}", {"name": name, **({"point": point} if point else {}), **more}, expect=201).json()


@pytest.fixture
def fields(world):
    """The main campaign with fields of each place, taken away afterwards."""
    campaign = world.campaign()
    before = next(one for one in world.carla.get("campaigns").json()["items"] if one["id"] == campaign)
    world.carla.patch(f"campaigns/{campaign}", {
        "contactFields": [{"id": "plan", "label": "Plan", "kind": "choice", "options": ["Oro", "Plata"]}, {"id": "hijos", "label": "Hijos", "kind": "number"}],
        "caseFields": [{"id": "orden", "label": "N.º de orden", "kind": "text", "required": True}],
        "productTypes": [{"id": "lampara", "label": "Lámpara", "fields": [{"id": "serie", "label": "Serie", "kind": "text"}]}],
    })
    yield campaign
    world.carla.patch(f"campaigns/{campaign}", {key: before[key] for key in ("contactFields", "caseFields", "productTypes")})


def test_a_suggestion_is_linked_and_given_back(world, away):
    phone = new_phone()
    rosa = contact(world, f"Rosa Quispe {uuid.uuid4().hex[:8]}", code=uuid.uuid4().hex[:12])
    case, card = arrives(world, sender=phone, name=rosa["name"])
    point = card["contact"]["point"]["id"]
    found = world.ana.get(f"contacts/matches?point={point}").json()["items"]
    assert [(one["contact"]["id"], one["reasons"], one["strength"]) for one in found] == [(rosa["id"], [{"kind": "sameName", "value": None}], 2)]
    assert world.ana.get("contacts/matches", params={"q": rosa["code"]}).json()["items"][0]["reasons"][0]["kind"] == "code"
    with world.ana.events() as stream:
        linked = world.ana.put(f"contacts/{rosa['id']}/points/{point}").json()
        assert [one["id"] for one in linked["points"]] == [point]
        said = stream.wait_for("contact.updated").json
        assert said == {"contact": {"id": rosa["id"], "name": rosa["name"], "code": rosa["code"], "vip": False, "blocked": False, "version": linked["version"]}, "point": point}
    assert world.ana.get(f"cases/{case}").json()["case"]["contact"]["id"] == rosa["id"]

    other = contact(world, "Otra persona")
    problem = world.ana.refused("PUT", f"contacts/{other['id']}/points/{point}", 409, "contact_point.taken")
    assert problem["contact"] == {"id": rosa["id"], "name": rosa["name"]} and rosa["name"] in problem["detail"]
    world.ana.put(f"contacts/{other['id']}/points/{point}", {"from": rosa["id"]})
    assert world.ana.get(f"cases/{case}").json()["case"]["contact"]["name"] == "Otra persona"
    world.ana.put(f"cases/{case}/closure")
    with world.ana.events() as stream:
        world.ana.delete(f"contacts/{other['id']}/points/{point}")
        assert stream.wait_for("contact.updated").json["gone"] == {"point": point, "name": rosa["name"]}
    assert world.ana.get(f"cases/{case}").json()["contact"] is None
    world.ana.refused("DELETE", f"contacts/{other['id']}/points/{point}", 404, "contact_point.not_found")
    world.ana.refused("GET", "contacts/matches", 400, "request.invalid")


def test_personal_data_are_never_written_over_unseen(world, away, fields):
    case, card = arrives(world)
    rosa = contact(world, "Rosa", card["contact"]["point"]["id"], campaign=card["campaign"], code=uuid.uuid4().hex, documentKind="DNI")
    assert rosa["documentKind"] == "DNI" and rosa["campaigns"][0] == card["campaign"] and rosa["attributes"] == {} and rosa["labels"] == []
    changed = world.ana.patch(f"contacts/{rosa['id']}", {
        "address": "Jr. Huáscar 1420", "birthDate": "1987-02-14", "language": "es-PE", "executive": "Marta", "attributes": {"plan": "Oro", "hijos": 2}, "version": rosa["version"]}).json()
    assert (changed["address"], changed["birthDate"], changed["attributes"]) == ("Jr. Huáscar 1420", "1987-02-14", {"plan": "Oro", "hijos": 2})
    problem = world.bruno.refused("PATCH", f"contacts/{rosa['id']}", 409, "contact.version", json={"notes": "De antes", "version": rosa["version"]})
    assert problem["contact"] == changed
    problem = world.ana.refused("PATCH", f"contacts/{rosa['id']}", 400, "request.invalid", json={"attributes": {"plan": "Bronce"}})
    assert problem["errors"][0]["field"] == "attributes.plan" and "Oro, Plata" in problem["detail"]
    assert world.ana.patch(f"contacts/{rosa['id']}", {"address": None, "attributes": {"hijos": None}}).json()["attributes"] == {"plan": "Oro"}
    world.ana.refused("PUT", f"contacts/{new()}", 409, "contact.code_taken", json={"name": "Otra", "code": f" {rosa['code'][:5]}-{rosa['code'][5:]}"})


def test_products_and_labels(world, away, fields):
    case, card = arrives(world)
    rosa = contact(world, "Rosa", card["contact"]["point"]["id"])
    product, path = new(), f"contacts/{rosa['id']}/products"
    entry = {"type": "lampara", "name": "Lámpara Ámbar", "reference": "B004", "status": "en garantía", "price": {"amount": "289.90", "currency": "PEN"}, "attributes": {"serie": "A-77"}}
    with world.bruno.events() as stream:
        made = world.ana.put(f"{path}/{product}", entry, expect=201).json()
        assert stream.wait_for("contact.updated").json["products"] is True
    assert made["price"] == {"amount": "289.90", "currency": "PEN"} and made["attributes"] == {"serie": "A-77"}
    assert world.ana.put(f"{path}/{product}", entry, expect=200).json() == made
    assert world.ana.put(f"{path}/{product}", {**entry, "status": "entregado", "version": 1}, expect=200).json()["version"] == 2
    assert world.ana.refused("PUT", f"{path}/{product}", 409, "product.version", json={**entry, "version": 1})["product"]["status"] == "entregado"
    assert [one["id"] for one in world.bruno.get(path).json()["items"]] == [product]
    world.ana.delete(f"{path}/{product}", expect=204)
    assert world.ana.get(path).json()["items"] == []

    label = new()
    world.ana.refused("PUT", f"contact-labels/{label}", 403, "forbidden", json={"name": "Ajena"})
    world.sofia.put(f"contact-labels/{label}", {"name": f"Club {label[:8]}"}, expect=201)
    assert world.ana.put(f"contacts/{rosa['id']}/labels/{label}").json()["labels"] == [label]
    world.sofia.patch(f"contact-labels/{label}", {"archived": True})
    assert label in [one["id"] for one in world.bruno.get("contact-labels").json()["items"]]
    assert world.ana.delete(f"contacts/{rosa['id']}/labels/{label}").json()["labels"] == []


def test_ticket_data_reach_who_reads_the_case_and_nobody_else(world, away, fields):
    case, card = arrives(world)
    with world.ana.events() as hers, world.bruno.events() as his:
        changed = world.ana.patch(f"cases/{case}", {"description": "Lámpara rota", "attributes": {"orden": "CJ-1"}}).json()["case"]
        said = hers.wait_for("case.attributes").json
        assert changed["description"] == "Lámpara rota" and said == {"case": card["id"], "attributes": {"orden": "CJ-1"}, "version": changed["version"]}
        world.ana.patch(f"contacts/{contact(world, 'Aviso')['id']}", {"name": "Aviso"})
        his.wait_for("contact.updated")
        assert not [frame for frame in his.frames if "CJ-1" in frame.data]
    assert world.ana.get(f"cases/{case}/attributes").json() == {**said, "version": changed["version"]}
    problem = world.ana.refused("PATCH", f"cases/{case}", 400, "request.invalid", json={"attributes": {"orden": None}})
    assert "N.º de orden" in problem["detail"]
    world.bruno.refused("GET", f"cases/{case}/attributes", 404, "case.not_found")


def test_wd_6_earlier_attentions_over_all_channels(world, away):
    """Whoever holds the customer reads what others attended before, in one list and in one scroll."""
    phone = new_phone()
    first, card = arrives(world, sender=phone, text="Primera vez")
    world.ana.put(f"cases/{first}/closure")
    now = world.inbound("Vuelvo a escribir", sender=phone)["case"]
    world.bruno.refused("GET", f"cases/{now}/history", 403, "case.not_accepted")
    world.bruno.put(f"cases/{now}/acceptance")
    items = world.bruno.get(f"cases/{now}/history").json()["items"]
    assert [(one["case"]["number"], one["messages"], one["dispositions"], one["case"]["sight"]) for one in items] == [(now, 1, 0, "full"), (first, 1, 0, "full")]
    assert [one["case"]["number"] for one in world.bruno.get(f"cases/{now}/history", params={"q": "primera"}).json()["items"]] == [first]
    messages = world.bruno.get(f"cases/{now}/messages?earlier=true").json()["items"]
    assert [one["text"] for one in messages if one["text"]] == ["Vuelvo a escribir", "Primera vez"]
    assert [one["text"] for one in world.bruno.get(f"cases/{first}").json()["messages"] if one["text"]] == ["Primera vez"]
    world.bruno.refused("PUT", f"cases/{first}/messages/{new()}", 404, "case.not_found", json={"kind": "text", "text": "tarde"})


def test_fields_are_refused_with_their_place(world):
    problem = world.carla.refused("PATCH", f"campaigns/{world.campaign()}", 400, "request.invalid", json={
        "contactFields": [{"id": "Plan", "label": "Plan", "kind": "text"}], "caseFields": [{"id": "x", "label": "X", "kind": "choice"}]})
    assert [one["field"] for one in problem["errors"]] == ["contactFields[0].id", "caseFields[0].options"]
