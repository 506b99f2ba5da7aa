"""A team's server over an invented record, in a program of its own: `python tests/support/team_server.py FOLDER [hostile]`.

It prints one line of JSON: its port, what is in the record, and for each role a person who has logged in (the cookie of
their session). All is as `civharm serve --team` has it but for the worker beside it. Two of the three reports are open;
the third is of a source behind a wall, which is open to the publisher alone. The hostile record has the words of an
attacker wherever a report can put words.
"""

import json
import sys
from pathlib import Path
from typing import Any

from civharm.accounts.people import Right, Role
from civharm.casebook.store import Casebook
from civharm.model.casualties import Harm
from civharm.model.ids import sha256_of
from civharm.model.ports import Reading
from civharm.model.reports import Capture, Rendition
from civharm.model.store import ReaderVersion
from civharm.model.victims import Victim
from support.hostile import HOSTILE, hostile_claim, hostile_report
from support.team_program import PASSWORD, SECRET
from web.conftest import CLAIMS, REPORTS, TEXTS, VICTIM, span_of

WALLED = "Umm Sakhr Post"


def keep_record(casebook: Casebook, *, is_hostile: bool = False) -> None:
    """The three reports with what is read in them, and what that comes to."""
    from civharm.pipeline import refresh

    victim = Victim(
        id="v1",
        claim_id=CLAIMS[0].id,
        report_id="r1",
        name=VICTIM,
        span=span_of("r1", VICTIM),
        harm=Harm.KILLED,
    )
    for report in map(hostile_report, REPORTS) if is_hostile else REPORTS:
        content = TEXTS[report.id].encode()
        text = f"{TEXTS[report.id]}\n{HOSTILE}" if is_hostile else TEXTS[report.id]
        casebook.add_capture(
            Capture(
                sha256=sha256_of(content),
                size=len(content),
                name=f"{report.id}.txt",
                method="file",
                captured_at=casebook.clock(),
            ),
            content,
        )
        rendition = Rendition(
            id=report.rendition_id, sha256=report.sha256, text=text, renderer="plain", version="1"
        )
        claims = tuple(claim for claim in CLAIMS if claim.report_id == report.id)
        claims = tuple(map(hostile_claim, claims)) if is_hostile else claims
        victims = (victim,) if report.id == "r1" else ()
        reading = Reading(claims=claims, victims=victims)
        casebook.add_reading(report, rendition, reading, reader=ReaderVersion(name="invented", version="1"))
    refresh(casebook)


def join(casebook: Casebook, role: Role, login: str) -> None:
    """Somebody of a role, who has set a password and an app that shows codes."""
    from allauth.mfa.totp.internal.auth import TOTP

    from civharm.accounts.invitations import accept, invite

    made = invite(casebook, login, name=f"{login.title()} Person", role=role, by="Root")
    user = accept(casebook, made.secret, PASSWORD).user
    TOTP.activate(user, SECRET)


def session_of(casebook: Casebook, login: str) -> str:
    """The cookie of a session in which somebody has logged in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from civharm.accounts.members import member_row
    from civharm.accounts.sessions import BEGAN, SessionStore

    user = member_row(casebook.alias, login).user
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = timezone.now().isoformat()
    session.create()
    return str(session.session_key)


def token_of(casebook: Casebook, role: Role) -> str:
    """A token with all rights of a role that a token can have."""
    from civharm.accounts.tokens import Terms, make_token

    scopes = role.rights - {Right.ADMINISTER}
    return make_token(casebook, role.value, Terms(label="tests", scopes=scopes, days=1), by="Root")


def told(casebook: Casebook) -> dict[str, Any]:
    """What a test has to know of the record and its people."""
    walled = {incident.id for incident in casebook.incidents() if "r3" in incident.reports}
    open_ones = [incident.id for incident in casebook.incidents() if incident.id not in walled]
    return {
        "open_incident": open_ones[0],
        "walled_incident": min(walled),
        "claim": CLAIMS[0].id,
        "walled_claim": CLAIMS[8].id,
        "tokens": {role.value: token_of(casebook, role) for role in Role},
        "sessions": {role.value: session_of(casebook, role.value) for role in Role},
    }


def main(folder: Path, *, is_hostile: bool) -> None:
    """Make what is not there yet, say what there is, and serve until killed."""
    import waitress

    from civharm.accounts.compartments import Rule, RuleKind, add_rules, grant
    from civharm.catalogue.stored import Stored
    from civharm.web.people.setup import open_for_team
    from civharm.web.serve import make_app

    is_new = not (folder / "casebook.toml").exists()
    if is_new:
        from civharm.casebook.database import url_from_environment
        from civharm.casebook.folder import DatabaseKind, create_folder
        from civharm.casebook.store import utc_now

        kind = DatabaseKind.POSTGRESQL if url_from_environment() else DatabaseKind.SQLITE
        create_folder(folder, database=kind, created_at=utc_now())
    casebook = open_for_team(folder)
    if is_new:
        keep_record(casebook, is_hostile=is_hostile)
        for role in Role:
            join(casebook, role, role.value)
        add_rules(casebook, "quiet", [Rule(RuleKind.SOURCE, WALLED)], by="Root")
        grant(casebook, "quiet", Role.PUBLISHER.value, by="Root")
    server = waitress.create_server(
        make_app(Stored(casebook), casebook),
        host="127.0.0.1",
        port=0,
        threads=4,
        clear_untrusted_proxy_headers=True,
    )
    sys.stdout.write(json.dumps({"port": int(server.effective_port), **told(casebook)}) + "\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), is_hostile="hostile" in sys.argv[2:])
