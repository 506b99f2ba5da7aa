"""The page behind an invitation's link: whoever was invited sets their own password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from civharm.accounts.failures import FailureKind, note_failure
from civharm.accounts.invitations import accept, invited
from civharm.accounts.models import MemberRow
from civharm.model.errors import InvalidAccount, NotFound
from civharm.web.people.adapters import Accounts
from civharm.web.people.limits import is_allowed
from civharm.web.rendering import page
from civharm.web.serving import casebook_of

_TEMPLATE = "civharm/people/invitation.html"


@sensitive_post_parameters()
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The form, or with POST the password set. A wrong link, a used one and an old one look the same."""
    if not is_allowed(request, "invitation", is_counted=False):
        return page(request, "429.html", status=429)
    casebook = casebook_of(request)
    try:
        member = invited(casebook, secret)
        if request.method == "POST":
            return _accepted(request, secret)
    except NotFound as error:
        is_allowed(request, "invitation")
        address = Accounts().get_client_ip(request)
        note_failure(casebook, FailureKind.INVITATION, login="", address=address)
        return page(request, _TEMPLATE, member=None, trouble=str(error), status=404)
    except InvalidAccount as error:
        return _form(request, member, str(error))
    return _form(request, member)


def _accepted(request: HttpRequest, secret: str) -> HttpResponse:
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        raise InvalidAccount(_("the two passwords differ: type the same one twice"))
    accept(casebook_of(request), secret, password)
    messages.success(request, _("Your password is set. Log in with it."))
    return HttpResponseRedirect(reverse("account_login"))


def _form(request: HttpRequest, member: MemberRow, trouble: str = "") -> HttpResponse:
    status = 422 if trouble else 200
    return page(request, _TEMPLATE, member=member, trouble=trouble, status=status)
