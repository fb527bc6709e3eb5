"""What all tables share: column types by Python type and names of constraints that migrations can rely on."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from sqlalchemy import ForeignKey, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from vozvrat.storage.types import Document, Exact, Json, Moment


class Base(DeclarativeBase):
    """Read as `Table.__table__` by the queries: rows become domain dataclasses, no session keeps them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[object, object]] = {
        str: Text,
        datetime: Moment,
        Decimal: Exact,
        Json: Document,
    }


def table(model: type[Base]) -> Table:
    """The Core table behind a model."""
    found = model.__table__
    assert isinstance(found, Table)  # noqa: S101 - tells mypy; a mapped class without a table cannot exist here
    return found


OfAccount = Annotated[str, mapped_column(Text, ForeignKey("accounts.id", ondelete="CASCADE"))]
KeyOfAccount = Annotated[str, mapped_column(Text, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)]
KeyText = Annotated[str, mapped_column(Text, primary_key=True)]
