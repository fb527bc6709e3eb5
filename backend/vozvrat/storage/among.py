"""`column IN (a given list)`, the list travelling as one JSON value.

An expanded IN is a new statement for each length of the list, and for fifty names putting it together takes longer
than running it.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator


class _Texts(TypeDecorator[Sequence[str]]):
    """A list of texts as the JSON that the database takes apart."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: object) -> str:
        return json.dumps(list(value or ()))


class _Elements(FunctionElement[str]):
    """The rows of a JSON list of texts, in a column called `value`."""

    inherit_cache = True


@compiles(_Elements, "sqlite")
def _in_sqlite(element: _Elements, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **how)})"


@compiles(_Elements)
def _in_postgresql(element: _Elements, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **how)} AS json))"


def among(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether a column's text is in the list that the statement is given under `name`."""
    values = _Elements(bindparam(name, type_=_Texts())).table_valued("value")
    return column.in_(select(values.c.value))
