"""Writing a sheet as HTML, Markdown or, with a Chromium that is installed, PDF: by the ending of the file."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from civharm.model.errors import InvalidInput, NotSetUp
from civharm.web.setup import check_assets, ready
from civharm.web.templating import VENDOR, fill

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_SECONDS = 120


def write_sheet(name: str, path: Path, **values: object) -> None:
    """Fill the template of this name. Raises InvalidInput for another ending, NotSetUp where a PDF can't be made."""
    ending = path.suffix.lower()
    if ending not in (".md", ".html", ".pdf"):
        raise InvalidInput(f"{path}: a sheet is written as .md, .html or .pdf", code="unknown-format")
    ready()
    if ending == ".md":
        path.write_text(_filled(f"{name}.md", values), encoding="utf-8")
        return
    check_assets()
    css = (VENDOR / "app.css").read_text(encoding="utf-8").replace("</style", "<\\/style")
    html = _filled(f"{name}.html", {**values, "css": css})
    if ending == ".html":
        path.write_text(html, encoding="utf-8")
    else:
        _print(html, path)


def _filled(template: str, values: dict[str, object]) -> str:
    return fill(
        f"civharm/sheets/{template}",
        address=lambda page, *ids: "",
        layout="civharm/sheets/base.html",
        **values,
    )


def _print(html: str, path: Path) -> None:
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise NotSetUp(
            f"{path} is not written: printing needs Chromium, which is not installed. "
            "Write the sheet as .html, open it in any browser and print it to PDF"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sheet.html"
        source.write_text(html, encoding="utf-8")
        asked = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={path.resolve()}", source.as_uri(),
        ]  # fmt: skip
        done = subprocess.run(asked, capture_output=True, text=True, timeout=_SECONDS, check=False)
    if done.returncode or not path.is_file():
        raise NotSetUp(
            f"{path} is not written: {browser} failed ({done.stderr.strip()[-300:]}). "
            "Write the sheet as .html and print it from a browser"
        )
