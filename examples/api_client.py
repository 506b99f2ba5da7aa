"""Ask a casebook that `civharm serve` serves, with nothing but Python: incidents of a search, and one with its claims.

python examples/api_client.py http://127.0.0.1:8765 --text "Tanak" [--token civharm_…]
"""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

PAGE = 100


class Casebook:
    """A served casebook. `token` is needed where people log in."""

    def __init__(self, server: str, token: str = "") -> None:
        self._api = f"{server.rstrip('/')}/api/v1"
        self._headers = {"X-Civharm-Client": "example"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )

    def incidents(self, **wanted: str) -> Iterator[dict[str, Any]]:
        """All incidents of a filter, page by page."""
        first, total = 0, 1
        while first < total:
            found = self._get("/incidents", first=str(first), count=str(PAGE), **wanted)
            yield from found["lines"]
            first, total = first + PAGE, found["total"]

    def incident(self, name: str) -> dict[str, Any]:
        """One incident, by id or code, with its claims."""
        return self._get(f"/incidents/{quote(name, safe='')}")

    def _get(self, path: str, **query: str) -> Any:
        asked = Request(f"{self._api}{path}?{urlencode(query)}", headers=self._headers)
        with urlopen(asked) as answer:
            return json.load(answer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server")
    parser.add_argument("--text", default="")
    parser.add_argument("--token", default="")
    asked = parser.parse_args()
    casebook = Casebook(asked.server, asked.token)
    for line in casebook.incidents(text=asked.text):
        grade = line["signed"] or f"{line['proposed'] or 'ungraded'} (proposed)"
        sys.stdout.write(
            f"{line['code']}  {line['place']}  {line['killed_min']}–{line['killed_max']}  {grade}\n"
        )
        for claim in casebook.incident(line["id"])["claims"]:
            sys.stdout.write(f"    “{claim['quote']}”\n")


if __name__ == "__main__":
    main()
