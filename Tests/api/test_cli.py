"""The command line: help that teaches, one clear line on failure, exit codes 0, 1 and 64."""
import re

import pytest

from support.server import run

COMMANDS = ["serve", "demo", "migrate", "backup", "restore", "user", "user add", "user list", "user password", "token", "token add", "load", "check"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches(command):
    said = run(*command.split(), "--help")
    assert "USAGE" in said and "OVERVIEW" in said
    assert len(said.splitlines()) >= 6, said


def test_wrong_usage_is_64(tmp_path):
    for arguments in (["serve", "--prt", "1"], ["brew"], ["user", "add"], ["load"]):
        assert run(*arguments, expect=64).stderr


def failure(*arguments, **options):
    said = run(*arguments, expect=1, **options).stderr.strip()
    assert said.startswith("ventanilla: ") and len(said.splitlines()) == 1, said
    return said


def test_an_empty_database_is_not_served(tmp_path):
    said = failure("serve", "--data", tmp_path / "a", "--port", "1")
    assert "ventanilla demo" in said and "ventanilla user add" in said


def test_the_demo_is_made_once_with_any_password(tmp_path):
    run("demo", "--password", "demo", "--data", tmp_path / "a")
    failure("demo", "--password", "demo", "--data", tmp_path / "a")
    listed = run("user", "list", "--data", tmp_path / "a")
    assert all(f"{name}@demo.example" in listed for name in ("ana", "bruno", "sofia", "carla"))
    token = run("token", "add", "--user", "carla@demo.example", "--scope", "inbound", "--data", tmp_path / "a")
    assert re.fullmatch(r"vt_[A-Za-z0-9_-]{40,}", token)
    failure("token", "add", "--user", "nadie@demo.example", "--data", tmp_path / "a")
    run("check", "--data", tmp_path / "a")
    assert oct((tmp_path / "a/key").stat().st_mode)[-3:] == "600"


def test_the_first_administrator_makes_the_organisation(tmp_path):
    where = ["--data", tmp_path / "a"]
    failure("user", "add", "--email", "ana@x.example", "--name", "Ana", "--role", "agent", *where, input="una clave larga 1\n")
    run("user", "add", "--email", "jefa@x.example", "--name", "Jefa", "--role", "administrator", "--organisation", "Mi Empresa", "--time-zone",
        "America/Bogota", *where, input="una clave larga 1\n")
    failure("user", "add", "--email", "jefa@x.example", "--name", "Otra", "--role", "agent", *where, input="una clave larga 1\n")
    failure("user", "add", "--email", "corta@x.example", "--name", "Corta", "--role", "agent", *where, input="corta\n")
    run("user", "password", "--email", "jefa@x.example", *where, input="otra clave larga 2\n")


def test_two_servers_do_not_share_a_file(fresh_world):
    if fresh_world.engine == "sqlite":
        assert "process" in failure("serve", "--demo", "--data", fresh_world.data, "--port", "1")


def test_load_fills_and_the_counters_hold(fresh_world):
    fresh_world.stop()
    fresh_world.run("load", "--cases", "600")
    fresh_world.run("check")
    fresh_world.start()
    assert len(fresh_world.carla.get("cases?limit=200&state=closed").json()["items"]) == 200
