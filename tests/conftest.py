"""Databases to test on: SQLite in a folder, and a private PostgreSQL server of the machine's own make."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

# A busy machine is slow at any moment: no test fails for the time that it takes. What passes before a change is merged
# does not hang on chance; at a desk other cases are tried at each run.
settings.register_profile("civharm", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("civharm")

_POSTGRESQL = Path("/usr/lib/postgresql")
_MISSING = "PostgreSQL is missing: apt-get install --no-install-recommends postgresql (make test does it)"
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="
_NUMBERS = count(1)
#: Before any day of the tests.
_MADE_AT = datetime(2021, 5, 4, 12, tzinfo=UTC)


def _tool(name: str) -> str:
    found = sorted(_POSTGRESQL.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    tool = str(found[-1]) if found else shutil.which(name)
    if tool is None:
        pytest.fail(_MISSING, pytrace=False)
    return tool


def _as_server_user(*command: str) -> None:
    """PostgreSQL refuses to run as root: Debian's package made a user for it."""
    is_root = os.geteuid() == 0
    prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if is_root else []
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {done.stderr or done.stdout}", pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def open_databases(django_db_blocker: "DjangoDbBlocker | None") -> Iterator[None]:
    """Each test has a database of its own: nothing needs to be kept from it, whichever test sets Django up first.

    There is no blocker where no test that was found sets Django up before it runs.
    """
    with django_db_blocker.unblock() if django_db_blocker else nullcontext():
        yield


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a private server, the database left open; it has a Unix socket and no port."""
    with tempfile.TemporaryDirectory(prefix="civharm-pg-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        tables, log = f"{folder}/tables", f"{folder}/log"
        _as_server_user(_tool("initdb"), "-D", tables, "-U", "civharm", "-A", "trust", "-E", "UTF8", "-N")
        options = f"{_QUICK} -k {folder}"
        _as_server_user(_tool("pg_ctl"), "-D", tables, "-l", log, "-o", options, "-w", "start")
        try:
            yield f"postgresql://civharm@/{{}}?host={folder}"
        finally:
            _as_server_user(_tool("pg_ctl"), "-D", tables, "-m", "immediate", "-w", "stop")


@pytest.fixture
def new_postgresql(postgresql_server: str) -> Iterator[Callable[[], str]]:
    """Makes an empty place for tables and gives its URL: a schema, which is quicker than a database."""
    import psycopg

    made: list[str] = []

    def make() -> str:
        made.append(f"casebook{next(_NUMBERS)}")
        connection.execute(f"CREATE SCHEMA {made[-1]}".encode())
        return postgresql_server.format("postgres") + f"&options=-csearch_path%3D{made[-1]}"

    with psycopg.connect(postgresql_server.format("postgres"), autocommit=True) as connection:
        yield make
        for name in made:
            connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """A database for a casebook: None is SQLite, else the URL of an empty PostgreSQL database."""
    monkeypatch.delenv("CIVHARM_DATABASE_URL", raising=False)
    if request.param == "sqlite":
        return None
    make: Callable[[], str] = request.getfixturevalue("new_postgresql")
    return make()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a test that nobody ran: it fails."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a casebook with nothing in it, to be copied: that is quicker than making one."""
    from civharm.casebook.store import Casebook

    folder = tmp_path_factory.mktemp("fresh") / "sqlite"
    Casebook.create(folder, actor="tester", clock=lambda: _MADE_AT).close()
    return folder


@pytest.fixture(scope="session")
def fresh_postgresql(tmp_path_factory: pytest.TempPathFactory, postgresql_server: str) -> Path:
    """Likewise on PostgreSQL, in the database `fresh`."""
    import psycopg

    from civharm.casebook.store import Casebook

    folder = tmp_path_factory.mktemp("fresh") / "postgresql"
    with psycopg.connect(postgresql_server.format("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE fresh")
    url = postgresql_server.format("fresh")
    Casebook.create(folder, database_url=url, actor="tester", clock=lambda: _MADE_AT).close()
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | None]:
    """A fresh casebook in the folder `casebook`, and the URL of its database."""
    shutil.copytree(request.getfixturevalue(f"fresh_{request.param}"), tmp_path / "casebook")
    if request.param == "sqlite":
        yield None
        return
    import psycopg

    server: str = request.getfixturevalue("postgresql_server")
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        name = f"copy_{next(_NUMBERS)}"
        connection.execute(f"CREATE DATABASE {name} TEMPLATE fresh".encode())
        yield server.format(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
