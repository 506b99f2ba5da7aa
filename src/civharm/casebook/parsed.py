"""Claims out of their rows, each made once: rows never change, and a server looks at them again after every decision."""

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import TextField
from django.db.models.functions import Cast

from civharm.model.claims import Claim
from civharm.publication.lines import claim_from_line

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from civharm.casebook.models import ClaimRow

#: Some kilobytes each. A casebook of more claims than that is read anew at each look, as by a program that looks once.
_KEPT = 8_192


def written_claims(rows: "QuerySet[ClaimRow]") -> "QuerySet[ClaimRow, tuple[int, str]]":
    """The reading and the JSON of claims as it is kept."""
    return rows.annotate(written=Cast("payload", TextField())).values_list("reading_id", "written")


def forget_claims() -> None:
    """Keep none of them in memory: some were destroyed."""
    claim_of.cache_clear()


@lru_cache(maxsize=_KEPT)
def claim_of(written: str) -> Claim:
    """The claim that a row holds. It is known by all of its characters, so whose casebook it is of is no matter."""
    return claim_from_line(json.loads(written))
