"""What the forms of the intake say, checked: each fault is told at its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from civharm.jobs.adding import Given, Pasted, named, pasted, pasted_translation
from civharm.jobs.incoming import Incoming
from civharm.jobs.known import address_key
from civharm.reports.limits import MAX_REPORT_BYTES

MOST_ADDRESSES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TextForm:
    """A pasted text, what is known of it, and its translation if there is one."""

    words: Pasted
    translation: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sent: Mapping[str, str], *, today: date) -> "TextForm":
        """The form as it was sent."""
        names = ("text", "title", "source", "published", "url")
        words = Pasted(**{name: sent.get(name, "") for name in names})
        form = cls(words=words, translation=sent.get("translation", ""))
        return cls(words=words, translation=form.translation, errors=dict(form._faults(today)))

    def given(self, incoming: Incoming) -> list[Given]:
        """As inputs of a job: a translation is one of its own."""
        text = pasted(self.words, incoming)
        if not self.translation.strip():
            return [text]
        return [text, pasted_translation(self.translation, incoming, of=1)]

    def _faults(self, today: date) -> list[tuple[str, str]]:
        faults = []
        if not self.words.text.strip():
            faults.append(("text", _("Paste the words of the report.")))
        elif len(self.words.text.encode()) > MAX_REPORT_BYTES:
            faults.append(("text", _("This is longer than any report: hand it in as a file.")))
        if self.words.url.strip() and address_key(self.words.url) is None:
            faults.append(("url", _("This is no address of a page: it begins with https:// or http://.")))
        if self.words.published.strip() and not _is_day(self.words.published.strip(), today):
            faults.append(
                ("published", _("Write a day that has been, as 2017-03-31; leave it empty if unknown."))
            )
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressForm:
    """Addresses of pages, one a line."""

    written: str = ""
    is_wanted_again: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "AddressForm":
        """The form as it was sent."""
        form = cls(written=sent.get("addresses", ""), is_wanted_again=bool(sent.get("again")))
        return cls(written=form.written, is_wanted_again=form.is_wanted_again, errors=dict(form._faults()))

    @property
    def addresses(self) -> list[str]:
        """The lines that are not empty, each once."""
        return list(dict.fromkeys(line.strip() for line in self.written.splitlines() if line.strip()))

    def given(self) -> list[Given]:
        """As inputs of a job."""
        return [named(address, is_wanted_again=self.is_wanted_again) for address in self.addresses]

    def _faults(self) -> list[tuple[str, str]]:
        wrong = [address for address in self.addresses if address_key(address) is None]
        if not self.addresses:
            return [("addresses", _("Write at least one address."))]
        if len(self.addresses) > MOST_ADDRESSES:
            most = f"{MOST_ADDRESSES:,}"
            return [
                (
                    "addresses",
                    _("These are more than %(most)s addresses: hand them in by parts.") % {"most": most},
                )
            ]
        if wrong:
            told = _("No address of a page: %(line)s. Each begins with https:// or http://.")
            return [("addresses", told % {"line": wrong[0][:200]})]
        return []


def _is_day(written: str, today: date) -> bool:
    try:
        return date.fromisoformat(written) <= today
    except ValueError:
        return False
