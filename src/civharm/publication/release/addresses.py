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
    host = (urlsplit(url).hostname or "").lower().removeprefix("www.")
    return any(host == known or host.endswith(f".{known}") for known in _PROFILE_HOSTS)


def publishable(report: Report) -> Report:
    """The report without its author, and without address, source and title where a private person posted it."""
    report = replace(report, author=None, speakers=())
    if report.url is None or not is_profile(report.url):
        return report
    return replace(report, url=None, source=None, title=None)
