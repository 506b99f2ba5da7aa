"""The one way in which pages are made: Django's templates, with or without a web server around them."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.template import Context, Engine
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from civharm.catalogue.masking import MASK

#: Where the templates and the browser's files lie.
FOLDER = Path(__file__).parent
#: What `npm run build` makes.
VENDOR = FOLDER / "static" / "civharm" / "vendor"

_MASKED = re.compile(f"{MASK}+")

#: Turns the name of a page and the ids in its address into the address.
Address = Callable[..., str]


@cache
def engine() -> Engine:
    """The template engine; it escapes everything that a template doesn't mark as safe."""
    return Engine(
        dirs=[str(FOLDER / "templates")],
        libraries={
            "civharm": "civharm.web.tags",
            "i18n": "django.templatetags.i18n",
            "l10n": "django.templatetags.l10n",
        },
        builtins=["civharm.web.tags", "django.templatetags.i18n", "django.templatetags.l10n"],
    )


def fill(template: str, *, address: Address, layout: str = "civharm/base.html", **values: object) -> str:
    """The template with its values; `layout` is what it extends, `address` makes its links.

    Masked words come out as one fixed mark, so that their length says nothing of the name.
    """
    context = Context({"address": address, "layout": layout, **values})
    made: str = engine().get_template(template).render(context)
    return withheld(made)


def part(template: str, **values: object) -> SafeString:
    """A part of a page that several pages show; masked words stay as they are until the page is made."""
    return engine().get_template(template).render(Context(values))


def withheld(made: str) -> str:
    """What is shown, with one fixed mark for each masked stretch."""
    return _MASKED.sub(_("[name withheld]"), made)
