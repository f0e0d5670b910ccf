"""The curator's loop: what the machine read goes out as a file to edit, and comes back as verdicts on every build."""

from __future__ import annotations

from kg.review.apply import STALE, absent, apply_verdicts, reviewed
from kg.review.files import keep, ledger_file, save_sheet
from kg.review.judge import read_review
from kg.review.ledger import FILE, LEDGER, find_verdicts, ledger_bytes, load_verdicts, merged, read_verdicts
from kg.review.sheet import REVIEW, sheet
from kg.review.verdict import Decision, Reading, Verdict, reading_id, readings

__all__ = [
    "FILE",
    "LEDGER",
    "REVIEW",
    "STALE",
    "Decision",
    "Reading",
    "Verdict",
    "absent",
    "apply_verdicts",
    "find_verdicts",
    "keep",
    "ledger_bytes",
    "ledger_file",
    "load_verdicts",
    "merged",
    "read_review",
    "read_verdicts",
    "reading_id",
    "readings",
    "reviewed",
    "save_sheet",
    "sheet",
]
