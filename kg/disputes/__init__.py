"""Disputes as things of their own, derived from the statements by the rules of ``docs/disputes.md``.

A dispute follows from what texts say of claims, holdings and quarrels; it is no statement itself, and no verdict.
"""

from __future__ import annotations

from kg.disputes.derive import PREFIX, disputes
from kg.disputes.records import Act, DisputeRecord, Party, Position

__all__ = ["PREFIX", "Act", "DisputeRecord", "Party", "Position", "disputes"]
