"""Every address of a team's server, to be walked by tests: in a program that is set up for a team."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support.team_program import environment

_ROOT = Path(__file__).parents[2]
_WALK = """
import json
from docs.permissions_page import _set_up
_set_up()
from civharm.web.people.all_urls import urlpatterns
from civharm.web.people.routes import routes
print(json.dumps([[r.name, r.pattern, r.right, r.is_open, r.is_settled, r.method] for r in routes(urlpatterns)]))
"""


@dataclass(frozen=True)
class Way:
    """An address of the router: its name, its pattern, and who may go there."""

    name: str
    pattern: str
    right: str | None
    is_open: bool
    is_settled: bool
    method: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of what stands in the address."""
        return tuple(re.findall(r"<(?:\w+:)?(\w+)>", self.pattern))

    def filled(self, parts: Mapping[str, str]) -> str:
        """The address with its parts; a part that is not given is "1"."""
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: parts.get(part[1], "1"), self.pattern)


@cache
def ways() -> tuple[Way, ...]:
    """All of them."""
    made = subprocess.run(
        [sys.executable, "-c", _WALK], capture_output=True, check=True, cwd=_ROOT, env=environment()
    )
    return tuple(Way(*each) for each in json.loads(made.stdout))
