"""Cache: the second keys after a row (order_utc, origin, n), made of `rows` labels."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.learning.fleet_fold import Everything
from app.settings import TrustRules
from app.storage.columns import Value
from app.storage.journal import Base


class FoldFleetRow(Base):
    """By which rules of trust, and by which edition of the fold: what another one wrote is not even read."""

    __tablename__ = "fold_fleet"

    rules: Mapped[str] = mapped_column(String(64), primary_key=True)
    edition: Mapped[str]
    trust: Mapped[TrustRules] = mapped_column(Value(TrustRules), deferred=True)
    order_utc: Mapped[datetime]
    origin: Mapped[str] = mapped_column(String(36))
    n: Mapped[int] = mapped_column(BigInteger)
    rows: Mapped[int]
    everything: Mapped[Everything] = mapped_column(Value(Everything), deferred=True)
