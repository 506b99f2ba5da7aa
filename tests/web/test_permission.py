"""Roles, their rights, and views that ask for one."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from civharm.accounts.people import Person, Right, Role
from civharm.web.permission import needs
from civharm.web.setup import ready


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.READER, {Right.LOOK}, {Right.REVIEW, Right.SEE_PROTECTED}),
        (Role.REVIEWER, {Right.ADD_REPORTS, Right.REVIEW}, {Right.ASSESS, Right.SEE_PROTECTED}),
        (Role.ASSESSOR, {Right.ASSESS, Right.SIGN_OFF, Right.SEE_PROTECTED}, {Right.PUBLISH}),
        (Role.PUBLISHER, {Right.PUBLISH}, {Right.ADMINISTER}),
        (Role.ADMINISTRATOR, {Right.ADMINISTER}, {Right.ASSESS, Right.SEE_PROTECTED}),
    ],
)
def test_a_role_is_what_one_may_do(role, may, may_not):
    assert may <= role.rights
    assert not may_not & role.rights


@needs(Right.REVIEW)
def review(request):
    return "reviewed"


def asked_by(role):
    ready()
    request = RequestFactory().get("/")
    request.person = Person(name="Mira", rights=role.rights)
    return request


def test_a_view_is_for_those_who_have_its_right():
    assert review(asked_by(Role.REVIEWER)) == "reviewed"
    with pytest.raises(PermissionDenied, match="review"):
        review(asked_by(Role.READER))


def test_a_view_says_which_right_it_needs():
    assert review.right is Right.REVIEW
