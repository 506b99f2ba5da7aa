"""Where the pages of the site lie, and how they reach each other: one set a language, English at the top."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: What is a good name of a file on every system.
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,80}")
FIRST_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Spot:
    """A page's place: its language and its path within the pages of that language."""

    language: str
    path: str

    @property
    def file(self) -> str:
        """Its path in the site."""
        return self.path if self.language == FIRST_LANGUAGE else f"{self.language}/{self.path}"

    @property
    def top(self) -> str:
        """The way from it to the folder of the site, empty or with a slash at its end."""
        return "../" * self.file.count("/")

    def way_to(self, other: "Spot") -> str:
        return self.top + other.file

    def in_language(self, language: str) -> "Spot":
        return Spot(language, self.path)

    def address(self, report_pages: Mapping[str, int]) -> Callable[..., str]:
        """Makes the links of this page; `report_pages` are the numbers of the pages that reports stand on."""

        def link(page: str, *ids: str) -> str:
            number = report_pages.get(ids[0], 1) if page == "report" else 1
            path, _, mark = path_of(page, *ids, number=number).partition("#")
            return self.way_to(Spot(self.language, path)) + (f"#{mark}" if mark else "")

        return link


def path_of(page: str, *ids: str, number: int = 1) -> str:
    """The path of a page by the name that templates call it; long lists have several, by their numbers."""
    later = f"-{number}" if number > 1 else ""
    if page == "incidents":
        return "index.html"
    if page == "incident":
        return f"incident/{file_name(ids[0])}.html"
    if page == "report":
        return f"reports{later}.html#r-{file_name(ids[0])}"
    return f"{page}{later}.html"


def file_name(incident_id: str) -> str:
    """The id where it can be the name of a file, else its hash."""
    if _PLAIN.fullmatch(incident_id):
        return incident_id
    return hashlib.sha256(incident_id.encode()).hexdigest()[:32]
