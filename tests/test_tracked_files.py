"""The repository names no place of the machine it was made on, and no package registry."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "package-lock.json")
#: An absolute path of somebody's machine; the folders are spelled apart so that this file has none.
MACHINE_PATH = re.compile(
    r"(?<![\w.:/-])/(?:" + "|".join(("work", "root", "farm", "home/" r"\w+", "Users")) + r")/\w"
)
#: Where a lock would say which registry a package came from.
REGISTRY = re.compile(r'"resolved":|--(?:extra-)?index-url|--find-links| @ (?:https?|file):')


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_path_of_a_machine():
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        for match in MACHINE_PATH.finditer(path.read_text(encoding="utf-8", errors="ignore"))
    }
    assert found == set()


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_registry(name):
    assert REGISTRY.findall((ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_package_is_pinned_with_its_hash(name):
    pinned = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    assert pinned and [each for each in pinned if "==" not in each or "--hash=sha256:" not in each] == []
