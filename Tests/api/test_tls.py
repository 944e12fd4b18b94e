"""Off loopback rules, and TLS with HTTP/2 as operators run it."""
import json
import subprocess

import pytest

from support.server import Server, run
from support.world import PASSWORD


@pytest.fixture
def certificate(tmp_path):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", key, "-out", cert], check=True, capture_output=True)
    return key, cert


def test_tls_with_http_2(fresh_world, certificate):
    world = fresh_world
    key, cert = certificate
    world.stop()
    process = Server([*world.where, "--tls-cert", cert, "--tls-key", key, "--public-url", f"https://127.0.0.1:{world.server.port}"], world.data / "tls.log")
    process.port = world.server.port
    base = f"https://127.0.0.1:{process.port}"
    process._becomes_ready = lambda timeout: curl_ready(base, cert, process)
    process.start()
    try:
        body = json.dumps({"email": "ana@demo.example", "password": PASSWORD})
        answer = curl(cert, "-i", "--http2", "-H", f"Origin: {base}", "-H", "Content-Type: application/json", "-d", body, f"{base}/api/v1/session")
        assert answer.startswith("HTTP/2 200")
        cookie = next(line for line in answer.splitlines() if line.lower().startswith("set-cookie"))
        assert "Secure" in cookie and "HttpOnly" in cookie
        assert "strict-transport-security" in answer.lower()
        session = cookie.split(": ", 1)[1].split(";")[0]
        stream = curl(cert, "--http2", "--max-time", "2", "-H", f"Cookie: {session}", f"{base}/api/v1/events", check=False)
        assert "retry: 2000" in stream
        refused = curl(cert, "-i", "--http1.1", "-H", f"Cookie: {session}", "-H", "Origin: http://127.0.0.1", "-X", "PUT", f"{base}/api/v1/me/state")
        assert refused.startswith("HTTP/1.1 403")
    finally:
        process.stop()


def test_plain_http_off_loopback_needs_its_word(fresh_world):
    world = fresh_world
    world.stop()
    for options in (["--host", "0.0.0.0"], ["--host", "0.0.0.0", "--public-url", "http://desk.example"], ["--host", "0.0.0.0", "--demo", "--public-url", "https://x.example"]):
        said = run("serve", *world.where, "--port", "1", *options, expect=1).stderr
        assert said.startswith("ventanilla: ") and len(said.strip().splitlines()) == 1


def curl(cert, *arguments, check=True):
    done = subprocess.run(["curl", "-s", "--noproxy", "*", "--cacert", str(cert), *map(str, arguments)], capture_output=True, text=True, timeout=30)
    assert not check or done.returncode == 0, done
    return done.stdout


def curl_ready(base, cert, process):
    for _ in range(300):
        if process.process.poll() is not None:
            return False
        if "ok" in curl(cert, "--retry", "0", "-o", "/dev/null", "-w", "%{http_code}", f"{base}/health/ready", check=False).replace("200", "ok"):
            return True
        try:
            process.process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    return False
