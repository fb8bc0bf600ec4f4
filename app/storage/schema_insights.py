"""Caches for Insights: what the rows of each day, week and month add up to. They may be dropped at any time."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.journal import Base


class FoldInsightRow(Base):
    """One sum: `about` what, of which part (a step, a locator, a decision) and at which level (a score, seconds).

    span: `d` day, `w` week, `m` month, all in UTC; period: its first day, as 2026-11-22.
    """

    __tablename__ = "fold_insight"
    __table_args__ = (Index("ix_fold_insight_period", "span", "period"),)

    about: Mapped[str] = mapped_column(String(12), primary_key=True)
    span: Mapped[str] = mapped_column(String(1), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    workflow_id: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    more: Mapped[str] = mapped_column(String(40), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]
    good: Mapped[int]
    bad: Mapped[int]
    total: Mapped[float]


class FoldInsightDayRow(Base):
    """A day that has rows; a stale one must be counted again."""

    __tablename__ = "fold_insight_day"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    stale: Mapped[bool]


class FoldInsightSeenRow(Base):
    """Up to which number the days of an origin's rows are known, and by which edition of the sums."""

    __tablename__ = "fold_insight_seen"

    origin: Mapped[str] = mapped_column(String(36), primary_key=True)
    edition: Mapped[str]
    n: Mapped[int] = mapped_column(BigInteger)
