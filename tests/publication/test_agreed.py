"""Whatever way a refused name is written, it is hidden; whatever is agreed to beside it, it stays so."""

import unicodedata
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from civharm.publication.hidden import letters_of
from civharm.publication.protect import Agreed, Withdrawn, protection_of

GIVEN = ("Huda", "Amin", "Zara", "Sami", "Layla", "ليلى", "سامر", "Élodie")
FAMILY = ("Karam", "Odeh", "Saleh", "Marwani", "جاسم", "حداد", "Qadduri")
WRITTEN = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "with a hyphen": lambda name: name.replace(" ", "-"),
    "as an account": lambda name: "@" + name.replace(" ", "_"),
    "as a tag": lambda name: "#" + "".join(word[:1].upper() + word[1:] for word in name.split()),
    "in an address": lambda name: quote(name.replace(" ", "-")),
    "family name first": lambda name: ", ".join(name.split()[::-1]),
    "over two lines": lambda name: name.replace(" ", "\n"),
    "composed otherwise": lambda name: unicodedata.normalize("NFD", name),
}
names = st.builds("{} {}".format, st.sampled_from(GIVEN), st.sampled_from(FAMILY))


@given(names, st.sampled_from(sorted(WRITTEN)), st.booleans(), st.sampled_from(["r1", "r2"]))
def test_a_refused_name_is_hidden_however_it_is_written(name, way, is_also_agreed, report):
    text = f"They met {WRITTEN[way](name)} there."
    shown = (
        {"r1": frozenset({letters_of(name)}), "r2": frozenset({letters_of(name)})} if is_also_agreed else {}
    )
    agreed = Agreed(refused=[("r1", name)], shown=shown)
    protection = protection_of((), (), (), {}, withdrawn=Withdrawn(agreed=agreed))
    masked = protection.text(text, report_id=report)
    first, last = name.split()
    assert not (first in masked and last in masked)
    assert letters_of(name) not in letters_of(masked)
    assert "They met" in masked


@given(names, names)
def test_consent_shows_no_other_name(name, other):
    """Names that were withdrawn from a text are hidden by default: who agreed alone stands."""
    agreed = Agreed(shown={"r1": frozenset({letters_of(name)})})
    withdrawn = Withdrawn(names=[("r1", name), ("r1", other)], agreed=agreed)
    masked = protection_of((), (), (), {}, withdrawn=withdrawn).text(f"{name}. {other}.", report_id="r1")
    assert name in masked
    assert (other in masked) == (letters_of(other) == letters_of(name))
