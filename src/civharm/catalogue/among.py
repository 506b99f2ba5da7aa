"""Rows with one of very many values in a column: asked for with one parameter, since one for each value takes longer than the answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Lookup
from pydantic_core import to_json

if TYPE_CHECKING:
    _Lookup = Lookup[bool]
else:
    _Lookup = Lookup

_VALUES = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT jsonb_array_elements_text(%s::jsonb)",
}


class Among(_Lookup):
    """A condition for `filter`: the text in a column is one of these."""

    lookup_name = "among"
    prepare_rhs = False
    output_field = BooleanField()

    def __init__(self, column: str, values: Iterable[str]) -> None:
        super().__init__(F(column), to_json(list(values)).decode())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The column and one parameter with all values."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN ({_VALUES[connection.vendor]})", (*parameters, self.rhs)
