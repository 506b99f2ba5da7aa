"""How tests start programs of the team's server: Django is set up for a team in no other way."""

import os
from pathlib import Path

TESTS = Path(__file__).parents[1]


def environment() -> dict[str, str]:
    """The environment of this program, with the paths that it finds its modules on."""
    paths = [str(TESTS), str(TESTS.parent / "src"), str(TESTS.parent), os.environ.get("PYTHONPATH", "")]
    kept = {name: value for name, value in os.environ.items() if name != "CIVHARM_DATABASE_URL"}
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}
