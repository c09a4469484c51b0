"""Real gunicorn with the shipped configuration, and the shipped nginx in front of it."""

import gzip
import http.client
import os
import re
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from gunicorn.config import Config

from portal.models import Organisation
from tests.accommodation.test_all_or_nothing import database_url
from tests.operation.serving import CONFIG, HOUSE, NGINX, ask, children, gunicorn, nginx, wait_until

needs_nginx = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="nginx is not installed; CI installs it."
)

pytestmark = pytest.mark.once

HALF_OPEN = 100
NO_DATABASE = "sqlite:////nonexistent/portal.sqlite3"


@pytest.mark.django_db(transaction=True)
def test_what_runs_is_finished_at_the_end_and_nothing_new_begins(tmp_path):
    with one_worker(tmp_path) as (server, path), ThreadPoolExecutor(1) as threads:
        writing = threads.submit(ask, path, "/schreibt/3/", "POST")
        time.sleep(1)
        start = time.monotonic()
        server.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with pytest.raises((ConnectionError, FileNotFoundError)):
            ask(path, "/gesund/", timeout=1)
        assert writing.result(30).text == "geschrieben"
        server.wait(30)

    assert time.monotonic() - start < 30
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Anfang", "Ende"}


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_nothing_half(tmp_path):
    with one_worker(tmp_path) as (server, path), ThreadPoolExecutor(1) as threads:
        writing = threads.submit(ask, path, "/schreibt/3/", "POST")
        time.sleep(1)
        for worker in children(server.pid):
            os.kill(worker, signal.SIGKILL)
        with pytest.raises(ConnectionError):
            writing.result(30)
        wait_until(lambda: ask(path, "/gesund/").status == 200)  # another worker took its place

    assert not Organisation.objects.exists()


def one_worker(folder: Path):
    return gunicorn(folder, database_url(), "--workers", "1")


def test_without_options_only_this_machine_reaches_the_portal(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    assert Config().address == [("127.0.0.1", 8000)]
    assert "--bind 127.0.0.1:" in (HOUSE / "Makefile").read_text()
    assert '\nbind = "unix:/run/portal/portal.sock"\n' in CONFIG.read_text()


@contextmanager
def both(folder: Path, **changes: str):
    with (
        gunicorn(folder, NO_DATABASE, "--workers", "2") as (server, path),
        nginx(folder, path, **changes) as port,
    ):
        yield server, port


@needs_nginx
def test_the_proxy_keeps_slow_lines_and_long_requests_away(tmp_path):
    """One walk, since starting both takes seconds; proxy_read_timeout is 3 s instead of 60."""
    with both(tmp_path, proxy_read_timeout="3s") as (_, port):
        warm(port)
        waiting = half_open(port)
        answers = [ask(port, "/gesund/") for _ in range(20)]
        assert {answer.status for answer in answers} == {200}
        assert median(answer.seconds for answer in answers) < 0.5  # blocked, they would all wait
        for line in waiting:
            line.close()

        with ThreadPoolExecutor(4) as threads:
            slow = [threads.submit(ask, port, "/langsam/7/") for _ in range(2)]
            time.sleep(0.5)
            assert ask(port, "/gesund/").status == 200
            for one in slow:
                answer = one.result()
                assert answer.status == 504
                assert "Das hat zu lange gedauert" in answer.text
                assert answer.seconds < 6
        assert {ask(port, "/gesund/").status for _ in range(8)} == {200}

        assert compressed(port, "/hilfe/")
        failed = ask(port, "/?q=zebrafink")  # there is no database
        number = re.search(r"Fehlernummer: (\w{10})<", failed.text)[1]
        ask(port, "/konto/password/reset/key/zebrafink-1/?zebrafink")
        for length in (f"Content-Length: {13 * MB}", f"Content-Length: {400 * MB}", CHUNKED):
            big = upload(port, length)
            assert big.startswith("HTTP/1.1 413")
            assert "höchstens 10 MB" in big
        assert upload(port, "Content-Length: viel").startswith("HTTP/1.1 400")

    of_nginx, of_portal = (tmp_path / "portal.log").read_text(), (tmp_path / "log").read_text()
    assert number in of_nginx
    assert number in of_portal
    assert "zebrafink" not in of_nginx + of_portal
    assert [line for line in of_portal.splitlines() if not line.startswith('{"time": ')] == []


def warm(port: int) -> None:
    """The first request of each worker loads the portal."""
    with ThreadPoolExecutor(4) as threads:
        wait_until(lambda: {one.status for one in threads.map(ask, [port] * 8, ["/gesund/"] * 8)} == {200})


def compressed(port: int, address: str) -> bool:
    """Whether the line carries fewer bytes than the page has."""
    plain = ask(port, address)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", address, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    sent = connection.getresponse().read()
    connection.close()
    return len(sent) < len(plain.text) / 2 and len(gzip.decompress(sent).decode()) == len(plain.text)


def half_open(port: int) -> list[socket.socket]:
    """Half of them have not even sent the head of their request, the others stop in its body."""
    lines = []
    for number in range(HALF_OPEN):
        line = socket.create_connection(("127.0.0.1", port))
        line.sendall(b"POST /meldungen/neu/ HTTP/1.1\r\nHost: localhost\r\n")
        if number % 2:
            line.sendall(b"Content-Length: 100000\r\n\r\nAnfang")
        lines.append(line)
    return lines


MB = 1024**2
CHUNKED = "Transfer-Encoding: chunked"


def upload(port: int, length: str) -> str:
    """A body that is only announced, or a chunk of 13 MB of which the beginning arrives."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        head = ["POST /meldungen/neu/ HTTP/1.1", "Host: localhost", length, "Connection: close"]
        line.sendall("\r\n".join([*head, "", ""]).encode())
        if length == CHUNKED:
            line.sendall(f"{13 * MB:x}\r\nAnfang".encode())
        return b"".join(iter(lambda: line.recv(65536), b"")).decode()


@needs_nginx
def test_a_portal_that_does_not_run_is_told_in_german(tmp_path):
    with both(tmp_path) as (server, port):
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        answer = ask(port, "/")
    assert answer.status == 502
    assert "Das Portal startet gerade" in answer.text


@needs_nginx
def test_the_shipped_configuration_is_understood(tmp_path):
    certificate(tmp_path)
    shipped = (HOUSE / "deploy" / "nginx.conf").read_text()
    text = shipped.replace("/etc/ssl/portal", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    text = text.replace("listen 80", "listen 18080").replace("listen [::]:80", "listen [::]:18080")
    text = text.replace("listen 443", "listen 18443").replace("listen [::]:443", "listen [::]:18443")
    head = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {text} }}"
    (tmp_path / "whole.conf").write_text(head)
    check = subprocess.run(
        [NGINX, "-t", "-q", "-c", tmp_path / "whole.conf", "-p", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (check.returncode, check.stderr) == (0, "")


def certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "portal.example.org")]), datetime.now(UTC)
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(private)
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(pem))
