"""The database: sessions, migrations, and SQLite made to keep what it has acknowledged."""

import logging
import sqlite3
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from flask import Flask, g, has_request_context, request
from flask_alembic import Alembic
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, event

from app.domain.base import Base

BUSY_MS = 10_000
READS = {"GET", "HEAD"}

# Nothing expires at commit: a page ends its read transaction and then renders what it has loaded.
db = SQLAlchemy(session_options={"expire_on_commit": False})
alembic = Alembic(run_mkdir=False, command_name="", metadatas=Base.metadata)


def init_app(app: Flask) -> None:
    app.config.setdefault("ALEMBIC", {"script_location": str(Path(__file__).parent / "migrations")})
    app.config.setdefault("ALEMBIC_CONTEXT", {"render_as_batch": True, "compare_type": True, "transactional_ddl": True})
    logging.getLogger("alembic").setLevel(logging.WARNING)
    db.init_app(app)
    # The extension would also close asynchronous sessions, of which we have none: a thread for each request.
    app.teardown_appcontext_funcs = [one for one in app.teardown_appcontext_funcs if not iscoroutinefunction(one)]
    alembic.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            make_durable(db.engine)


def upgrade() -> None:
    """Bring the schema up to date.

    SQLite changes a column by making the table anew, and dropping the old one would take all that points to it for
    broken: foreign keys are off meanwhile, and looked through afterwards.
    """
    g.migrates = True
    try:
        alembic.upgrade()
    finally:
        g.pop("migrates")
        db.engine.dispose()  # the next connections have their foreign keys again
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"The migration left rows that point nowhere: {broken[:5]}")


def make_durable(engine: Engine) -> None:
    """Take transactions into our own hands, and sync what is committed.

    The driver's own BEGIN is deferred: two transactions that both read and then write make one of them fail, however
    long the busy timeout. So what writes begins IMMEDIATE.
    """
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def write_from_now() -> None:
    """A page that has read and must still write a row (that it was read): end the reading, begin as a writer."""
    db.session.commit()  # allowed: ends a transaction that has only read
    g.writes = True


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    wal = wal_is_safe(sqlite3.sqlite_version_info)
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        f"journal_mode={'WAL' if wal else 'DELETE'}",
        # EXTRA also syncs the folder after the rollback journal is unlinked; in WAL there is none.
        f"synchronous={'FULL' if wal else 'EXTRA'}",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """SQLite before 3.44.6, 3.50.7 and 3.51.3 can lose a committed transaction in WAL when two connections write
    and checkpoint at once."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _on_begin(connection: Connection) -> None:
    if g and g.get("migrates"):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # heard only outside a transaction
    connection.exec_driver_sql("BEGIN" if _only_reads() else "BEGIN IMMEDIATE")


def _only_reads() -> bool:
    return has_request_context() and request.method in READS and not g.get("writes")
