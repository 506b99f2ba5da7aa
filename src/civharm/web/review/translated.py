"""Translations beside a report: nobody marked the names in them, so who sees them is who may see names, on record."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from civharm.accounts.people import Right
from civharm.codebook.load import Codebook
from civharm.model.reports import Translation
from civharm.web.highlight import segments
from civharm.web.permission import needs, person_of
from civharm.web.review.page import TranslationText
from civharm.web.review.reviewing import reviewing_of
from civharm.web.review.views import screen
from civharm.web.review.welfare import graphic_spans
from civharm.web.serving import casebook_of


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_PROTECTED)
def translations(request: HttpRequest, report_id: str) -> HttpResponse:
    """The review screen with the translations in a column; that somebody read them is logged before they are shown."""
    seen = reviewing_of(request, report_id)
    if request.method != "POST":  # where a browser loads the page anew, or comes back to it
        return HttpResponseRedirect(reverse("review", args=[report_id]))
    casebook = casebook_of(request)
    found = casebook.translations(report_id)
    if not found:
        raise Http404(f"the report {report_id} has no translation")
    casebook.read_protected(
        reader=person_of(request).name,
        reason=_("read the translation beside the report, in which no names are withheld"),
        subject=report_id,
        claims=frozenset(each.root for each in seen.claims),
    )
    shown = tuple(_text(each, seen.codebook) for each in found)
    return screen(request, seen, translations=shown)


def _text(translation: Translation, codebook: Codebook) -> TranslationText:
    text = translation.rendition.text
    graphic = graphic_spans(text, translation.language, codebook)
    return TranslationText(
        language=translation.language or "und",
        by=translation.by,
        note=translation.note,
        segments=segments(text, (), graphic=graphic),
        graphic=len(graphic),
    )
