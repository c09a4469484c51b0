"""gunicorn behind nginx on a Unix socket: gunicorn --config deploy/gunicorn.conf.py portal.wsgi"""

bind = "unix:/run/portal/portal.sock"
workers = 3
threads = 4
# A request that takes longer is lost: nginx has given up by then (proxy_read_timeout).
timeout = 60
graceful_timeout = 30  # a delivery that is being written is finished first
max_requests, max_requests_jitter = 5_000, 500  # matplotlib's memory is given back from time to time
worker_tmp_dir = "/dev/shm"  # noqa: S108  (heartbeats in memory, never waiting for a disk)
control_socket_disable = True
