"""What the templates need beyond Django's own tags."""

import json

from django.template import Context, Library
from django.utils.html import json_script
from django.utils.safestring import SafeString

from civharm.web.handed_in import handed_in_words
from civharm.web.incident.actions import decided, deciding
from civharm.web.incident.machine_words import machine_words
from civharm.web.map.wording import words_of_controls
from civharm.web.pages.maps import MapScene
from civharm.web.pages.totals import apart_words, killed_words
from civharm.web.terms import event_words, issue_words, term_words
from civharm.web.words import in_cell, is_web_address, language_words, left_to_right

register = Library()

register.filter("term", term_words)
register.filter("issue", issue_words)
register.filter("event", event_words)
register.filter("handed_in", handed_in_words)
register.filter("language", language_words)
register.filter("ltr", left_to_right)
register.filter("killed", killed_words)
register.filter("apart", apart_words)
register.filter("decided", decided)
register.filter("deciding", deciding)
register.filter("by_machine", machine_words)
register.filter("web_address", is_web_address)
register.filter("in_cell", in_cell)


@register.simple_tag(takes_context=True)
def address(context: Context, page: str, *ids: str) -> str:
    """The address of a page, where the pages are served or all in one file."""
    made: str = context["address"](page, *ids)
    return made


@register.simple_tag
def map_control_words() -> str:
    """The words of the map's own buttons as JSON, for an attribute."""
    return json.dumps(words_of_controls(), ensure_ascii=False)


@register.simple_tag(takes_context=True)
def scene_script(context: Context, scene: MapScene, element_id: str) -> SafeString:
    """A map's scene as JSON that a page's script reads; every incident gets its address."""
    plain = scene.as_json()
    for spot in plain["spots"]:
        for incident in spot["incidents"]:
            incident["address"] = context["address"]("incident", incident["id"])
    return json_script(plain, element_id)
