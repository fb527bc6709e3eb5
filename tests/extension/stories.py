"""What the backend double knows in several tests: templates, findings, and a return with everything on its card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.extension.drawn import Drawn

TEXT = "Здравствуйте! Пришлите, пожалуйста, фото товара.\nСпасибо 🙂"


def soon(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def finding(rule: str, severity: str) -> dict[str, Any]:
    return {
        "rule_id": rule,
        "severity": severity,
        "title": f"What {rule} says about this return",
        "detail": "Counted from the request.",
        "remedy": "Answer before the time is over.",
        "deadline_at": None,
        "warn_at": None,
        "confidence": "medium",
        "contradictions": [],
        "sources": [{"address": "docs.ozon.com/global", "seen": "undated"}],
        "template_purposes": [],
    }


def template(id: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "template": {"id": id, "name": f"Template {id}", "purpose": "ask_evidence"},
        "score": 1.0,
        "why": ["the buyer reports a defect"],
        "text": text,
        "preview": f"preview of {id}",
        "missing": [],
        **more,
    }


def typed(drawn: Drawn, selector: str, draft: str, call: str = "//") -> None:
    drawn.page.click(selector)
    drawn.page.keyboard.type(draft + call)
