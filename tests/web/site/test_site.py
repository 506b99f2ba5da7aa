"""The site of a release: what is in its files, and what must not be."""

from civharm.publication.release.manifest import faults


def test_the_site_is_in_the_manifest(released):
    assert list(faults(released)) == []
    assert "  site/index.html\n" in (released / "SHA256SUMS").read_text()
