"""Pictures of goods and of what buyers photographed: flat drawings made from a number, never files."""

from flask import Blueprint, Response

_GROUNDS = ("#e8eef7", "#f3ece4", "#e7f2ec", "#f1e9f3", "#eef0e4", "#e5f0f2")
_SHAPES = (
    '<rect x="26" y="22" width="44" height="54" rx="6" fill="{ink}"/>'
    '<path d="M26 40h44" stroke="#fff" stroke-width="3"/>',
    '<circle cx="48" cy="50" r="25" fill="{ink}"/><circle cx="48" cy="50" r="10" fill="#fff" opacity=".7"/>',
    '<path d="M30 30h36l6 46H24z" fill="{ink}"/>'
    '<path d="M38 32c0-16 20-16 20 0" stroke="{ink}" stroke-width="4" fill="none"/>',
    '<path d="M40 18h16v14l12 44H28l12-44z" fill="{ink}"/>',
)
_INKS = ("#6f88ad", "#b08d6a", "#6a9c83", "#94789f", "#8d9560", "#5f949e")


def blueprint() -> Blueprint:
    """/media/<seed>.svg, and the shield of the blocked page."""
    pictures = Blueprint("seller_center_pictures", __name__)

    @pictures.get("/media/<seed>.svg")
    def goods(seed: str) -> Response:
        number = sum(ord(letter) * (place + 1) for place, letter in enumerate(seed))
        shape = _SHAPES[number % len(_SHAPES)].format(ink=_INKS[number % len(_INKS)])
        return _svg(f'<rect width="96" height="96" fill="{_GROUNDS[number // 7 % len(_GROUNDS)]}"/>{shape}')

    @pictures.get("/abt-challenge/incidents/shield.svg")
    def shield() -> Response:
        return _svg('<path d="M48 12l30 12v22c0 20-13 32-30 38-17-6-30-18-30-38V24z" fill="#9aa5b5"/>')

    return pictures


def _svg(inner: str) -> Response:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">{inner}</svg>'
    return Response(drawing, content_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})
