"""The ticket desk's control centre (TD-4): whose ticket it is, by which line it came, and the acts on top."""
import re

from playwright.sync_api import expect

from support.pages import Desk


def test_td_4_the_control_centre(open_page, world):
    case = world.inbound("Mi internet no funciona", account="api-ticket", sender="+51957000444", name="Luis Paredes")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    line = next(one for one in world.carla.get("channel-accounts").json()["items"] if one["slug"] == "api-ticket")
    desk = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    head, facts = desk.page.locator(".conversation__header"), desk.page.locator(".conversation__facts")
    expect(head).to_contain_text(f"#{case}")
    expect(facts).to_contain_text("Soporte técnico · Cola Soporte")
    expect(facts).to_contain_text("Entrante")
    ours, theirs = facts.get_by_text(line["alias"]), facts.get_by_text(re.compile(r"\+51 957 000 444"))
    assert ours.bounding_box()["x"] < theirs.bounding_box()["x"], "our line stands on the left, the contact's telephone on the right"
    for name in ("Tipificar", "Resolver"):
        button = desk.page.locator(".conversation__tools").get_by_role("button", name=name)
        expect(button).to_be_visible()
        assert button.bounding_box()["y"] < facts.bounding_box()["y"]
    world.inbound("¿Me oyen?", account="api-ticket", sender="+51957000444")
    expect(desk.message("¿Me oyen?")).to_be_visible()
