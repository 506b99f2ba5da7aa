"""Roles and rights in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from civharm.accounts.people import Right, Role

ROLE_WORDS: Mapping[Role, str] = {
    Role.READER: gettext_noop("reader: looks, names withheld"),
    Role.REVIEWER: gettext_noop("reviewer: adds reports, accepts, corrects and rejects claims"),
    Role.ASSESSOR: gettext_noop("assessor: also links, places, grades, signs off, and may see names"),
    Role.PUBLISHER: gettext_noop("publisher: also publishes"),
    Role.ADMINISTRATOR: gettext_noop("administrator: keeps the accounts, and no record"),
}
RIGHT_WORDS: Mapping[Right, str] = {
    Right.LOOK: gettext_noop("look"),
    Right.ADD_REPORTS: gettext_noop("add reports"),
    Right.REVIEW: gettext_noop("review claims"),
    Right.ASSESS: gettext_noop("assess incidents"),
    Right.SIGN_OFF: gettext_noop("sign off"),
    Right.PUBLISH: gettext_noop("publish"),
    Right.SEE_PROTECTED: gettext_noop("see protected names"),
    Right.ADMINISTER: gettext_noop("administer accounts"),
}
