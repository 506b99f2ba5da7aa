"""The page that auto-archiver makes of a post: the table of what it knows of it, without the page around."""

from civharm.reports.auto_archiver import Post, post_of_page
from civharm.reports.html_text import parse_page


def archived_post(text: str) -> Post:
    """The post; without words where the page has none."""
    tree = parse_page(text, "page")
    rows: dict[str, str] = {}
    for row in tree.iterfind(".//table[@class='metadata']//tr"):
        cells = ["".join(map(str, cell.itertext())).strip() for cell in row.findall("td")]
        if len(cells) >= 2:
            rows[cells[0]] = cells[-1]
    first = tree.find(".//h2/span[@class='copy']")
    if first is not None:
        rows.setdefault("url", "".join(map(str, first.itertext())).strip())
    stored = tree.iterfind(".//table[@class='content']//a[@href]")
    links = (link.get("href", "") for link in stored)
    return post_of_page(rows, (each for each in links if each.startswith(("http://", "https://"))))
