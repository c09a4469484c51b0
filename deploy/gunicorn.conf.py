"""gunicorn behind nginx on a Unix socket: gunicorn --config deploy/gunicorn.conf.py portal.wsgi"""

from importlib import import_module
from threading import Thread

bind = "unix:/run/portal/portal.sock"
workers = 3
threads = 4
# A worker that gives no sign of life for so long is replaced. It does not bound a request, since threads
# answer it: PostgreSQL does (statement_timeout), and nginx (proxy_read_timeout).
timeout = 60
graceful_timeout = 30  # a delivery that is being written is finished first
max_requests, max_requests_jitter = 5_000, 500  # matplotlib's memory is given back from time to time
worker_tmp_dir = "/dev/shm"  # noqa: S108  (heartbeats in memory, never waiting for a disk)
control_socket_disable = True
# As JSON on stderr, like the portal's own lines. gunicorn's errors would tell whole addresses otherwise.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.operation.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}


def post_worker_init(worker: object) -> None:
    """matplotlib takes a second to import. The worker answers meanwhile, the first reader of a new picture
    does not wait for it."""
    Thread(target=import_module, args=["portal.charts.pictures"], daemon=True).start()
