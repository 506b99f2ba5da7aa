"""What is due to be destroyed: by the casebook's own policy, and because somebody refused to be kept (METHOD R38)."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from civharm.casebook.holding import held_captures
from civharm.casebook.models import ReportRow
from civharm.casebook.state import State
from civharm.model.claims import ClaimKind
from civharm.model.consent import Purpose, consents
from civharm.model.errors import CasebookError
from civharm.model.reports import Capture
from civharm.model.tombstones import Due

#: The rule of those who refused to be kept, which needs no policy.
REFUSED = "refused_to_be_kept"
_RULES = ("without_harm", "unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """After how many days captures are due: in which nobody found harm, which nobody read, and by the way they came in."""

    without_harm: int | None = None
    unread: int | None = None
    methods: Mapping[str, int] = field(default_factory=dict)


def policy_in(folder: Path) -> Policy:
    """The policy of a casebook, `[retention]` in its `casebook.toml`. Raises CasebookError."""
    entries = tomllib.loads((folder / "casebook.toml").read_text(encoding="utf-8")).get("retention", {})
    if not isinstance(entries, dict):
        raise _wrong("retention")
    methods = entries.get("methods", {})
    for name in entries:
        if name not in (*_RULES, "methods"):
            raise _wrong(name)
    if not isinstance(methods, dict):
        raise _wrong("methods")
    return Policy(
        without_harm=_days(entries, "without_harm"),
        unread=_days(entries, "unread"),
        methods={name: days for name in methods if (days := _days(methods, name)) is not None},
    )


def _days(entries: Mapping[str, Any], name: str) -> int | None:
    days = entries.get(name)
    if days is not None and (not isinstance(days, int) or isinstance(days, bool) or days < 1):
        raise _wrong(name)
    return days


def _wrong(name: str) -> CasebookError:
    return CasebookError(
        f"[retention] in casebook.toml: {name} is not understood; write without_harm, unread and, under "
        "[retention.methods], ways in, each with a number of days"
    )


def due(state: State, captures: Iterable[Capture], policy: Policy, now: datetime) -> Iterator[Due]:
    """The captures that are due, each by the first rule that says so; none that is held."""
    reports = _reports_by_capture(state)
    held = held_captures(state)
    refused = {
        report
        for each in consents(state.decisions_in_force)
        if each.forbids(Purpose.STORE)
        for report in each.reports
    }
    harmful = {claim.report_id for claim in state.reviewed.claims if claim.kind is ClaimKind.HARM}
    for capture in captures:
        own = reports.get(capture.sha256, ())
        said = _said(capture, own, policy, harmful=harmful, state=state)
        rule, days = (REFUSED, 0) if refused.intersection(own) else said or ("", None)
        since = capture.captured_at + timedelta(days=days or 0)
        if rule and since <= now and capture.sha256 not in held:
            yield Due(sha256=capture.sha256, name=capture.name, rule=rule, since=since, reports=tuple(own))


def _said(
    capture: Capture, reports: Iterable[str], policy: Policy, *, harmful: set[str], state: State
) -> tuple[str, int] | None:
    """The rule of the policy that asks for the capture first, and after how many days."""
    rules = []
    own = set(reports)
    if policy.without_harm is not None and not own & harmful and own & state.readings.keys():
        rules.append((policy.without_harm, "without_harm"))
    if policy.unread is not None and not own & state.readings.keys():
        rules.append((policy.unread, "unread"))
    if (days := policy.methods.get(capture.method)) is not None:
        rules.append((days, f"method {capture.method}"))
    return next(((rule, days) for days, rule in sorted(rules)), None)


def _reports_by_capture(state: State) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in state.rows(ReportRow):
        if row.report_id not in found[row.capture_id]:
            found[row.capture_id].append(row.report_id)
    return found
