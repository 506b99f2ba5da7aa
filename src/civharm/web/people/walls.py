"""Pages of the administrators: compartments, and who looked at protected names."""

from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from civharm.accounts.compartments import Rule, RuleKind, add_rules, compartments, remove_rules
from civharm.accounts.people import Right
from civharm.casebook.reading_names import names_read
from civharm.web.people.forms import chosen, done, told, words
from civharm.web.permission import needs, person_of
from civharm.web.rendering import page
from civharm.web.serving import casebook_of

_MOST_LOOKS = 500


@require_GET
@needs(Right.ADMINISTER)
def walls(request: HttpRequest) -> HttpResponse:
    shown = compartments(casebook_of(request).alias)
    return page(request, "civharm/people/compartments.html", compartments=shown, kinds=tuple(RuleKind))


@require_POST
@needs(Right.ADMINISTER)
@told
def change_wall(request: HttpRequest) -> HttpResponse:
    """Put something behind a wall, or with `take` let it out."""
    rule = Rule(chosen(RuleKind, words(request, "kind"), what="kind of rule"), words(request, "value"))
    casebook, by, name = casebook_of(request), person_of(request).name, words(request, "name")
    if words(request, "take"):
        remove_rules(casebook, name, [rule], by=by)
    else:
        add_rules(casebook, name, [rule], by=by, about=words(request, "about"))
    return done(request, _("The compartment is changed."))


@require_GET
@needs(Right.ADMINISTER)
def looks_at_names(request: HttpRequest) -> HttpResponse:
    looks = tuple(islice(names_read(casebook_of(request).alias), _MOST_LOOKS))
    return page(request, "civharm/people/looks.html", looks=looks, most=_MOST_LOOKS)
