"""People, invitations, compartments and tokens in the casebook's own database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from civharm.accounts.compartments import (
    Rule,
    RuleKind,
    add_rules,
    compartments,
    grant,
    remove_rules,
    revoke,
    walls_in_force,
)
from civharm.accounts.invitations import VALID_FOR, accept, invite, invite_again, invited
from civharm.accounts.members import member_row, members, person_of_user, resume, set_role, suspend
from civharm.accounts.people import Right, Role
from civharm.accounts.tokens import Terms, make_token, person_of_token, revoke_token, tokens
from civharm.model.errors import InvalidAccount, NotFound
from civharm.model.reports import Report

SHA256 = "0" * 64
PASSWORD = "seven quiet herons wade"


@pytest.fixture
def ada(casebook):
    """An assessor who has set her password."""
    made = invite(casebook, "ada", name="Ada Okoro", role=Role.ASSESSOR, by="Root")
    return accept(casebook, made.secret, PASSWORD)


def person(casebook, login):
    return person_of_user(casebook.alias, member_row(casebook.alias, login).user_id)


def acts(casebook):
    return [entry.action for entry in casebook.custody()][1:]


def test_who_was_invited_sets_a_password_and_has_the_rights_of_the_role(casebook, ada):
    assert ada.user.check_password(PASSWORD)
    assert person(casebook, "ada").rights == Role.ASSESSOR.rights
    assert acts(casebook) == ["person_invited", "password_set"]


def test_nobody_has_a_password_before_they_set_it(casebook):
    invite(casebook, "ada", name="Ada Okoro", role=Role.READER, by="Root")
    (member,) = members(casebook.alias)
    assert member.is_waiting
    assert not member_row(casebook.alias, "ada").user.has_usable_password()


def test_a_link_works_once(casebook):
    made = invite(casebook, "ada", name="Ada Okoro", role=Role.READER, by="Root")
    accept(casebook, made.secret, PASSWORD)
    with pytest.raises(NotFound, match="not valid"):
        accept(casebook, made.secret, "another long password of hers")


def test_a_link_expires(casebook, clock):
    made = invite(casebook, "ada", name="Ada Okoro", role=Role.READER, by="Root")
    clock.now += VALID_FOR
    with pytest.raises(NotFound):
        invited(casebook, made.secret)


def test_a_new_link_makes_the_old_one_worthless(casebook):
    old = invite(casebook, "ada", name="Ada Okoro", role=Role.READER, by="Root")
    new = invite_again(casebook, "ada", by="Root")
    with pytest.raises(NotFound):
        invited(casebook, old.secret)
    assert invited(casebook, new.secret).name == "Ada Okoro"


def test_somebody_suspended_can_use_no_link(casebook, ada):
    made = invite_again(casebook, "ada", by="Root")
    suspend(casebook, "ada", by="Root")
    with pytest.raises(NotFound):
        accept(casebook, made.secret, PASSWORD)


def test_no_secret_is_in_the_database_or_on_the_chain(casebook):
    made = invite(casebook, "ada", name="Ada Okoro", role=Role.ASSESSOR, by="Root")
    token = make_token(casebook, "ada", Terms(label="notebook", scopes=[Right.LOOK], days=30), by="Ada Okoro")
    from civharm.accounts.models import InvitationRow, TokenRow

    kept = [
        str(vars(row))
        for rows in (InvitationRow, TokenRow)
        for row in rows.objects.using(casebook.alias).all()
    ]
    kept.append(casebook.folder.custody_log_path.read_text())
    assert [words for words in kept if made.secret in words or token in words] == []


@pytest.mark.parametrize(
    ("login", "name", "trouble"),
    [
        ("ada", "Somebody else", "login"),
        ("ada2", "Ada Okoro", "signs as"),
        ("ada2", "ADA  okoro", "signs as"),
        ("ada2", "\uff21da Okoro", "signs as"),
        ("Ada", "Ada B.", "can't be a login"),
        ("a", "Ada B.", "can't be a login"),
        ("ada/../x", "Ada B.", "can't be a login"),
        ("ada2", " ", "1 to 120"),
        ("ada2", "Ada\u202eorokO", "can't be seen"),
    ],
)
def test_two_people_can_be_told_apart(casebook, ada, login, name, trouble):
    with pytest.raises(InvalidAccount, match=trouble):
        invite(casebook, login, name=name, role=Role.READER, by="Root")


def test_a_role_changes_at_once(casebook, ada):
    set_role(casebook, "ada", Role.READER, by="Root")
    assert person(casebook, "ada").rights == {Right.LOOK}
    assert acts(casebook)[-1] == "role_changed"


def test_somebody_suspended_is_nobody_until_resumed(casebook, ada):
    suspend(casebook, "ada", by="Root")
    assert person(casebook, "ada") is None
    resume(casebook, "ada", by="Root")
    assert person(casebook, "ada").name == "Ada Okoro"


@pytest.mark.parametrize(
    "change",
    [
        lambda casebook: suspend(casebook, "root", by="Root"),
        lambda casebook: set_role(casebook, "root", Role.READER, by="Root"),
    ],
)
def test_the_last_administrator_stays(casebook, change):
    invite(casebook, "root", name="Root", role=Role.ADMINISTRATOR, by="nobody")
    with pytest.raises(InvalidAccount, match="only administrator"):
        change(casebook)


def test_an_unknown_login_is_named(casebook):
    with pytest.raises(NotFound, match="nobody has the login mallory"):
        suspend(casebook, "mallory", by="Root")


# Compartments

SOUTH = Rule(RuleKind.SOURCE, "Plain Herald")
YEMEN = Rule(RuleKind.COUNTRY, "ye")


@pytest.mark.parametrize(
    ("rule", "published", "countries", "is_behind"),
    [
        (SOUTH, {"source": "plain  HERALD"}, [], True),
        (SOUTH, {"source": "Plain Herald Weekly"}, [], False),
        (SOUTH, {}, [], False),
        (Rule(RuleKind.SOURCE, "example.org"), {"url": "https://news.example.org/1"}, [], True),
        (Rule(RuleKind.SOURCE, "example.org"), {"url": "https://badexample.org/1"}, [], False),
        (Rule(RuleKind.SOURCE, "example.org"), {"url": "http://["}, [], False),
        (YEMEN, {}, ["IQ", "YE"], True),
        (YEMEN, {}, ["IQ"], False),
        (Rule(RuleKind.REPORT, "r9"), {}, [], False),
        (Rule(RuleKind.REPORT, "r9"), {"id": "r9"}, [], True),
    ],
)
def test_a_report_is_behind_the_walls_of_what_it_is(casebook, rule, published, countries, is_behind):
    add_rules(casebook, "south", [rule], by="Root")
    plain = Report(id="r1", sha256=SHA256, capture_sha256=SHA256, rendition_id="t1")
    report = replace(plain, **published)
    walls = walls_in_force(casebook.alias).of_report(report, countries)
    assert walls == ({"south"} if is_behind else frozenset())


def test_one_report_can_be_behind_two_walls_and_both_must_be_open(casebook, page, ada):
    add_rules(casebook, "south", [YEMEN], by="Root")
    add_rules(casebook, "sources", [Rule(RuleKind.REPORT, page.report.id)], by="Root")
    walls = walls_in_force(casebook.alias).of_report(page.report, ["YE"])
    assert walls == {"south", "sources"}
    grant(casebook, "south", "ada", by="Root")
    assert not person(casebook, "ada").may_look_behind(walls)
    grant(casebook, "sources", "ada", by="Root")
    assert person(casebook, "ada").may_look_behind(walls)
    revoke(casebook, "south", "ada", by="Root")
    assert not person(casebook, "ada").may_look_behind(walls)


def test_walls_have_a_version_that_changes_with_them(casebook):
    before = walls_in_force(casebook.alias).version
    add_rules(casebook, "south", [YEMEN], by="Root")
    between = walls_in_force(casebook.alias).version
    remove_rules(casebook, "south", [YEMEN], by="Root")
    assert before != between
    assert walls_in_force(casebook.alias).version == before


def test_a_compartment_shows_what_and_who(casebook, ada):
    add_rules(casebook, "south", [YEMEN, SOUTH], by="Root", about="the southern front")
    grant(casebook, "south", "ada", by="Root")
    (south,) = compartments(casebook.alias)
    assert (south.rules, south.people) == (
        (Rule(RuleKind.COUNTRY, "YE"), Rule(RuleKind.SOURCE, "plain herald")),
        ("ada",),
    )


@pytest.mark.parametrize("rule", [Rule(RuleKind.COUNTRY, "Yemen"), Rule(RuleKind.SOURCE, " ")])
def test_a_rule_that_names_nothing_is_refused(casebook, rule):
    with pytest.raises(InvalidAccount):
        add_rules(casebook, "south", [rule], by="Root")
    assert compartments(casebook.alias) == ()


def test_a_grant_to_nobody_or_of_nothing_is_refused(casebook, ada):
    with pytest.raises(NotFound, match="no compartment"):
        grant(casebook, "north", "ada", by="Root")


# Tokens


def a_token(casebook, *scopes, days=30):
    return make_token(casebook, "ada", Terms(label="notebook", scopes=scopes, days=days), by="Ada Okoro")


def asking(casebook, secret):
    return person_of_token(casebook, f"Bearer {secret}")


def test_a_token_gives_a_part_of_the_persons_rights(casebook, ada):
    asker = asking(casebook, a_token(casebook, Right.LOOK, Right.REVIEW))
    assert (asker.name, asker.rights) == ("Ada Okoro", {Right.LOOK, Right.REVIEW})


def test_a_token_never_gives_more_than_the_role_still_does(casebook, ada):
    secret = a_token(casebook, Right.LOOK, Right.REVIEW)
    set_role(casebook, "ada", Role.READER, by="Root")
    assert asking(casebook, secret).rights == {Right.LOOK}


@pytest.mark.parametrize(
    ("scopes", "days", "trouble"),
    [
        ((Right.PUBLISH,), 30, "may not publish"),
        ((Right.ADMINISTER,), 30, "no token administers"),
        ((), 30, "a scope"),
        ((Right.LOOK,), 0, "days"),
        ((Right.LOOK,), 4000, "days"),
    ],
)
def test_a_token_that_would_give_too_much_is_refused(casebook, ada, scopes, days, trouble):
    with pytest.raises(InvalidAccount, match=trouble):
        a_token(casebook, *scopes, days=days)


def test_a_token_ends_when_it_is_revoked(casebook, ada):
    secret = a_token(casebook, Right.LOOK)
    (token,) = tokens(casebook.alias, "ada")
    revoke_token(casebook, token.id, by="Ada Okoro", login="ada")
    assert asking(casebook, secret) is None


def test_a_token_ends_with_its_time(casebook, ada, clock):
    secret = a_token(casebook, Right.LOOK, days=1)
    clock.now += timedelta(days=1)
    assert asking(casebook, secret) is None


def test_a_token_of_somebody_suspended_is_worthless(casebook, ada):
    secret = a_token(casebook, Right.LOOK)
    suspend(casebook, "ada", by="Root")
    assert asking(casebook, secret) is None


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer civharm_x", "Basic YWRhOng=", "Bearer \x00" + "x" * 40]
)
def test_what_is_no_token_is_nobody(casebook, header):
    assert person_of_token(casebook, header) is None


def test_nobody_revokes_the_token_of_another_person(casebook, ada):
    a_token(casebook, Right.LOOK)
    (token,) = tokens(casebook.alias)
    with pytest.raises(NotFound):
        revoke_token(casebook, token.id, by="Mallory", login="mallory")


# Looks at names


def test_a_look_at_names_keeps_its_reason(casebook):
    from civharm.casebook.reading_names import names_read

    casebook.read_protected(reader="Ada Okoro", reason="to tell two families apart", subject="i-1", claims=())
    (look,) = names_read(casebook.alias)
    assert (look.reader, look.reason, look.subject) == ("Ada Okoro", "to tell two families apart", "i-1")
    assert acts(casebook) == ["protected_read"]
    assert casebook.verify() == ()
