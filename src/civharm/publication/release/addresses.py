"""Addresses that are published: none that leads to the profile of a person who posted something (METHOD 4.1)."""

from dataclasses import replace
from urllib.parse import urlsplit

from civharm.model.reports import Report

#: What lies under these is somebody's profile or on it.
_PROFILE_HOSTS = (
    "facebook.com", "fb.com", "fb.watch", "twitter.com", "x.com", "t.co", "instagram.com", "tiktok.com", "t.me",
    "telegram.me", "youtube.com", "youtu.be", "vk.com", "ok.ru", "threads.net", "bsky.app", "linkedin.com", "snapchat.com",
)  # fmt: skip


def is_profile(url: str) -> bool:
    """True if the address lies where private persons post."""
    try:
        host = (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:  # no address that could be looked at: it may be anybody's
        return True
    return any(host == known or host.endswith(f".{known}") for known in _PROFILE_HOSTS)


def leads_to_profile(url: str) -> bool:
    """True if an address, or one that stands within it as in those of web archives, is a person's."""
    parts = url.split("http")[1:]
    return not parts or any(is_profile(f"http{each}") for each in parts)


def publishable(report: Report) -> Report:
    """The report without its author, and without address, source and title where a private person posted it."""
    report = replace(report, author=None, speakers=())
    if not is_posted(report):
        return report
    return replace(report, url=None, source=None, title=None, masthead=None, fetched=())


def is_posted(report: Report) -> bool:
    """True if a private person posted it, as far as its addresses tell: those that redirects led over as well."""
    return any(map(is_profile, filter(None, (report.url, *(each.url for each in report.fetched)))))
