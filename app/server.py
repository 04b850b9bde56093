"""Serving the app for real: gunicorn with threads, or waitress where there is no fork."""

import sys
from typing import Any

from flask import Flask

WORKERS, THREADS = 2, 8


def run(app: Flask, host: str, port: int) -> None:
    """Serve until stopped."""
    if sys.platform == "win32":
        import waitress

        waitress.serve(app, host=host, port=port, threads=WORKERS * THREADS)
    else:
        _gunicorn(app, host, port)


def _gunicorn(app: Flask, host: str, port: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in _options(host, port).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    Server().run()


def _options(host: str, port: int) -> dict[str, Any]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return {
        "bind": bind,
        "workers": WORKERS,
        "worker_class": "gthread",
        "threads": THREADS,
        "graceful_timeout": 20,
        "loglevel": "warning",
        "control_socket_disable": True,
        # Memory grows slowly with rendered PDFs; a worker that is replaced now and then does not.
        "max_requests": 10_000,
        "max_requests_jitter": 1_000,
        "post_fork": _forget_connections,
    }


def _forget_connections(_server: Any, worker: Any) -> None:
    """A database connection must not be shared with the parent process."""
    from app.db import db

    with worker.app.load().app_context():
        db.engine.dispose(close=False)
