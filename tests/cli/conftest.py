"""Commands are run in a folder of their own, and what the machine has set for civharm counts for nothing."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "CASEBOOK", "MODEL_URL", "MODEL_NAME", "MODEL_KEY"):
        monkeypatch.delenv(f"CIVHARM_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
