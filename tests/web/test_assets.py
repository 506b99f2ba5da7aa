"""The browser's side: typed, built, and from a lock file that names no registry."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "src" / "civharm" / "web" / "static" / "civharm" / "vendor"


def test_the_scripts_agree_with_their_types():
    checked = subprocess.run(["npm", "run", "--silent", "check"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_the_lock_file_names_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_pages_without_a_map_load_little():
    sent = [VENDOR / f"{name}.gz" for name in ("app.js", "app.css")]
    assert sum(path.stat().st_size for path in sent) < 80_000
