"""Real gunicorn, real nginx, and browsers that are in no hurry."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
CONFIG = HOUSE / "deploy" / "gunicorn.conf.py"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
SECOND_NODE = "#server 10.0.0.12:8000;"  # as the shipped configuration has it


class Answer(NamedTuple):
    status: int
    text: str
    headers: dict[str, str]
    seconds: float


class OverSocket(http.client.HTTPConnection):
    """Asks through a Unix socket, as nginx does."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(
    where: str | int, address: str, method: str = "GET", timeout: float = 30, body: str = "", **headers: str
) -> Answer:
    """Where is the path of a socket or a port on this machine. Raises OSError if nobody answers."""
    start = time.monotonic()
    connection = (
        OverSocket(where, timeout)
        if isinstance(where, str)
        else http.client.HTTPConnection("127.0.0.1", where, timeout=timeout)
    )
    try:
        connection.request(method, address, body or None, headers={"Host": "localhost"} | headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        return Answer(answer.status, text, dict(answer.getheaders()), time.monotonic() - start)
    except http.client.HTTPException as error:
        raise ConnectionError from error
    finally:
        connection.close()


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_until(answers, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if answers():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError


@contextmanager
def gunicorn(folder: Path, database_url: str, *options: str, **environment: str) -> Iterator[tuple]:
    """As deploy/portal.service starts it, with a socket in the folder: (process, path of the socket)."""
    path = str(folder / "portal.sock")
    (folder / "static").mkdir(exist_ok=True)
    variables = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.operation.slow_settings",
        "DATABASE_URL": database_url,
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_PUBLIC": "1",
    }
    command = ["-m", "gunicorn", "--config", CONFIG, "--bind", f"unix:{path}", *options, "portal.wsgi"]
    with Path(folder, "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=HOUSE, env=variables | environment, stdout=log, stderr=log
        )
        try:
            wait_until(lambda: ask(path, "/gesund/").status == 200)
            yield process, path
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(40)


@contextmanager
def nginx(folder: Path, upstream: str, second: str = "", **changes: str) -> Iterator[int]:
    """The shipped configuration without TLS, which needs a certificate; yields its port. `second`: the socket
    of another node."""
    port, shipped = free_port(), (HOUSE / "deploy" / "nginx.conf").read_text()
    head, server = shipped.rsplit("\nserver {", maxsplit=1)
    shared = head.split("\nserver {", maxsplit=1)[0].replace("/run/portal/portal.sock", upstream)
    if second:
        assert SECOND_NODE in shared
        shared = shared.replace(SECOND_NODE, f"server unix:{second};")
    kept = [line for line in server.splitlines() if not line.strip().startswith(("listen", "ssl_", "http2"))]
    body = "\n".join(kept).replace("portal.example.org", "localhost").replace("/var/log/nginx", str(folder))
    body = body.replace("/opt/portal", str(HOUSE))
    for old, new in changes.items():
        assert f"{old} " in body, old
        body = "\n".join(f"{old} {new};" if line.split()[:1] == [old] else line for line in body.split("\n"))
    Path(folder, "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log;"
        + ("user root;" if os.geteuid() == 0 else "")
        + f"events {{ worker_connections 512; }} http {{ client_body_temp_path {folder}/body;"
        f" proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;"
        f" scgi_temp_path {folder}/s; {shared}\nserver {{ listen 127.0.0.1:{port}; {body} }}"
    )
    process = subprocess.Popen([NGINX, "-c", folder / "nginx.conf", "-p", folder])
    try:
        wait_until(lambda: ask(port, "/gesund/").status == 200)
        yield port
    finally:
        process.terminate()
        process.wait(10)
