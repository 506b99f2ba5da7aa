"""What to call a report by."""

from pathlib import PurePath

from civharm.model.reports import Report


def title_of(report: Report, file: str | None) -> str:
    """The report's title, else its source, else the name of its file."""
    name = PurePath(file).name if file else None
    in_file = f"{name}, {report.part}" if name and report.part else name
    return report.title or report.source or in_file or report.id
