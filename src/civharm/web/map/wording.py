"""The words that the map's script writes, in the language of the page."""

from django.utils.translation import gettext as _

from civharm.model.places import PlacePrecision
from civharm.web.terms import term_words

#: In the order of a mark's ring and of the legend.
GRADES = ("confirmed", "fair", "weak", "contested", "discounted", "ungraded")


def words_of_controls() -> dict[str, str]:
    """What the map library's own buttons are called, by its names for them."""
    return {
        "Map.Title": _("Map"),
        "NavigationControl.ZoomIn": _("Zoom in"),
        "NavigationControl.ZoomOut": _("Zoom out"),
        "AttributionControl.ToggleAttribution": _("Where the map is from"),
        "CooperativeGesturesHandler.MobileHelpText": _("Use two fingers to move the map"),
    }


def words_of_map() -> dict[str, str]:
    """By the names that the script knows them by; grades and precisions by their own."""
    return {
        "around": _("around"),
        "approximate": _("Somewhere within this circle:"),
        "proposed": _("(machine)"),
        "signed": _("(signed)"),
        "zoom": _("Look closer"),
        "shown": _("Shown: {n} of {of}"),
        **{grade: term_words(grade) for grade in GRADES},
        **{precision.value: term_words(precision.value) for precision in PlacePrecision},
    }
