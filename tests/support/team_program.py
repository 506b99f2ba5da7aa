"""How tests start programs of the team's server: Django is set up for a team in no other way."""

import base64
import hmac
import os
import struct
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]


def environment(database_url: str | None = None) -> dict[str, str]:
    """The environment of this program, with the paths that it finds its modules on, and a database on a server or none."""
    paths = [str(TESTS), str(TESTS.parent / "src"), str(TESTS.parent), os.environ.get("PYTHONPATH", "")]
    kept = {name: value for name, value in os.environ.items() if name != "CIVHARM_DATABASE_URL"}
    named = {"CIVHARM_DATABASE_URL": database_url} if database_url else {}
    # a module that is compiled while a test has the disk full would stay half written
    return {**kept, **named, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}


#: What everybody's password is, and what the app of everybody is set up with.
PASSWORD = "seven quiet herons wade"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of_app(secret: str = SECRET, *, at: float | None = None) -> str:
    """The six digits that an app shows (RFC 6238)."""
    key = base64.b32decode(secret)
    moment = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(key, moment, "sha1").digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
