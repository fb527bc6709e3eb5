"""Reason templates: what to say to a buyer, to Ozon or to a supplier, in good Russian, with no gap left unseen."""

from vozvrat.reason_templates.loading import catalogue, get
from vozvrat.reason_templates.model import (
    Missing,
    Rendering,
    Suggestion,
    Template,
    Variable,
)
from vozvrat.reason_templates.ranking import suggest
from vozvrat.reason_templates.rendering import render

__all__ = [
    "Missing",
    "Rendering",
    "Suggestion",
    "Template",
    "Variable",
    "catalogue",
    "get",
    "render",
    "suggest",
]
