"""GET /api/v1/search: all of history, whoever may read it, in the commit that stored it."""
import uuid

import pytest


def search(person, q, **more):
    return person.get("search", params={"q": q, **more}).json()


@pytest.fixture(scope="module")
def case(world):
    """Ana's, closed, so that it is in nobody's list."""
    number = world.inbound("¿Tienen la LÁMPARA Júpiter, modelo AZ-4471?", sender="+51955511122", name="Elena Quispe")["case"]
    world.ana.put(f"cases/{number}/acceptance")
    world.ana.put(f"cases/{number}/messages/{uuid.uuid4()}", {"kind": "note", "text": "Pide una jirafa de porcelana"})
    world.ana.put(f"cases/{number}/closure", {})
    return world.ana.get(f"cases/{number}").json()["case"]


def test_the_first_few_of_each_kind(world, case):
    found = search(world.ana, "lámpara júp")
    assert set(found) == {"cases", "contacts", "messages", "indexing"} and found["indexing"] is False
    assert case["id"] in [item["id"] for item in found["cases"]["items"]]
    [message] = [item for item in found["messages"]["items"] if item["case"]["id"] == case["id"]]
    units = message["snippet"]["text"].encode("utf-16-le")
    marked = [units[start * 2:(start + length) * 2].decode("utf-16-le") for start, length in message["snippet"]["marks"]]
    assert marked == ["LÁMPARA", "Júpiter"]


@pytest.mark.parametrize("q", ["{number}", "#{number}", "elena quis", "955 511 122", "+51955511122", "jirafa porcel", '"jirafa de porcelana"'])
def test_a_case_is_found_by(world, case, q):
    found = search(world.ana, q.format(number=case["number"]), scope="cases")
    assert case["id"] in [item["id"] for item in found["items"]]


def test_what_was_said_is_found_by_who_may_read_it_alone(world, case):
    """The campaign is exclusive: a supervisor's lists carry the row, never what was said."""
    for person in (world.ana, world.carla):
        assert len(search(person, "jirafa", scope="messages")["items"]) == 1
    assert search(world.sofia, "jirafa", scope="messages")["items"] == [] and search(world.sofia, "jirafa", scope="cases")["items"] == []
    assert case["id"] in [item["id"] for item in search(world.sofia, f"elena {case['number']}", scope="cases")["items"]]
    world.run("user", "add", "--email", "fuera@demo.example", "--name", "Félix Soto", "--role", "agent", input="una clave larga 9\n")
    outsider = world.visitor().sign_in("fuera@demo.example", "una clave larga 9")
    nothing = search(outsider, "jirafa")
    assert nothing["messages"]["items"] == [] and nothing["cases"]["items"] == []


def test_pages_follow_one_another(world):
    for n in range(5):
        world.inbound(f"paginado {n}", sender=f"+5195552000{n}")
    whole = [item["message"]["id"] for item in search(world.carla, "paginado", scope="messages")["items"]]
    assert len(whole) == 5
    pages, cursor = [], None
    while True:
        page = search(world.carla, "paginado", scope="messages", limit=2, **({"cursor": cursor} if cursor else {}))
        pages += [item["message"]["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert pages == whole
    ranked = search(world.carla, "paginado", scope="messages", sort="relevance")
    assert sorted(item["message"]["id"] for item in ranked["items"]) == sorted(whole)


def test_a_list_by_relevance_is_ranked_as_the_search_is(world):
    world.inbound("clavel y nada más que decir de tantas otras cosas que hay", sender="+51955530001")
    best = world.inbound("clavel", sender="+51955530002")["case"]
    world.inbound("un clavel rojo", sender="+51955530003")
    world.carla.put(f"cases/{best}/flag")
    world.inbound("claveles y otras flores de este jardín tan grande", sender="+51955530004")
    ranked = [item["number"] for item in search(world.carla, "clavel", scope="cases", sort="relevance")["items"]]
    assert len(ranked) == 4 and ranked[0] == best
    for sort in ("relevance", "-relevance"):
        assert [item["number"] for item in world.carla.get("cases", params={"q": "clavel", "sort": sort}).json()["items"]] == ranked
    pages, cursor = [], None
    while True:
        page = world.carla.get("cases", params={"q": "clavel", "sort": "relevance", "limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        pages += [item["number"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert pages == ranked
    flagged = world.carla.get("cases", params={"q": "clavel", "sort": "relevance", "flag": "true"}).json()["items"]
    assert [item["number"] for item in flagged] == [best]
    assert world.carla.get("cases/count", params={"q": "clavel", "sort": "relevance"}).json() == {"count": 4, "exact": True}


@pytest.mark.parametrize("query, field", [
    ({"q": "palabra " * 1250}, "q"), ({"q": "a", "scope": "todo"}, "scope"), ({"q": "a", "sort": "unread"}, "sort"), ({"q": "a", "cursor": "1.2"}, "cursor"),
    ({"q": "a", "scope": "messages", "cursor": "x"}, "cursor"), ({"q": "a", "scope": "messages", "cursor": "abc.1"}, "cursor"), ({"q": "a", "limit": "0"}, "limit"),
])
def test_what_cannot_be_asked_is_refused(world, query, field):
    answer = world.ana.get("search", params=query, expect=400)
    assert answer.json()["errors"][0]["field"] == field, answer.text


@pytest.mark.parametrize("q", ["", "NEAR(a b)", '"', "a AND OR", "'; drop table cases", "a & | ! <-> :*", "%_\\", "😀", "訂單"])
def test_nothing_that_is_typed_breaks_it(world, q):
    assert set(search(world.ana, q)) == {"cases", "contacts", "messages", "indexing"}
