"""A backup made while serving, restored elsewhere: equal to the position it names."""
import hashlib
import uuid

import pytest

from support.mirror import Mirror
from support.server import run


def test_backup_and_restore(fresh_world, worlds, tmp_path):
    world = fresh_world
    if world.engine != "sqlite":
        said = world.run("backup", tmp_path / "b.tar", expect=1).stderr
        assert "pg_dump" in said and len(said.strip().splitlines()) == 1
        return
    case = world.inbound("Guarden esto")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    id = str(uuid.uuid4())
    content = b"\x89PNG\r\n\x1a\n" + b"0" * 500
    world.ana.request("PUT", f"attachments/{id}", data=content, headers={"Content-Type": "image/png", "Content-Disposition": "attachment; filename=a.png"})
    world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "media", "attachments": [id]})
    position = world.ana.get("desk").json()["position"]
    before = world.carla.get(f"cases/{case}").json()
    world.run("backup", tmp_path / "b.tar")
    world.inbound("después del respaldo")
    world.stop()
    run("restore", tmp_path / "b.tar", "--data", world.data, expect=1)  # not over what is there
    restored = tmp_path / "restored"
    run("restore", tmp_path / "b.tar", "--data", restored)
    world.server.arguments = [str(restored) if a == str(world.data) else a for a in world.server.arguments]
    world.start()
    after = world.carla.get(f"cases/{case}").json()
    assert after["messages"] == before["messages"] and after["case"] == before["case"]
    assert hashlib.sha256(world.ana.get(f"attachments/{id}").content).digest() == hashlib.sha256(content).digest()
    assert not [c for c in world.carla.get("cases").json()["items"] if (c["preview"] or {}).get("text") == "después del respaldo"]
    with world.ana.events(last_event_id=position) as stream:
        stream.wait_for("reset")
    desk = Mirror(world.carla)
    world.inbound("sigue la vida")
    desk.verify()
    desk.close()
