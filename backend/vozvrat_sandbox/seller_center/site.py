"""Who answers what: pages by route, data under /api, files under /seller-static."""

from datetime import UTC

from flask import Flask, Response, g, make_response, redirect, request, send_from_directory

from vozvrat_sandbox.life import Life
from vozvrat_sandbox.seller_center import api, pictures, plain, shell, vendor
from vozvrat_sandbox.seller_center.data import Shop, Source
from vozvrat_sandbox.seller_center.from_world import WorldSource
from vozvrat_sandbox.world import World

LANGUAGE_COOKIE = "sc_lang"
COMPANY_COOKIE = "sc_company_id"
_SCRIPT_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def application(world: World, life: Life | None = None) -> Flask:
    """The cabinet over one simulated world, as a WSGI application.

    `life` is what moves the world elsewhere; without one the cabinet moves the world itself.
    """
    return cabinet_over(WorldSource(world, life or Life(world)))


def cabinet_over(source: Source) -> Flask:
    """The cabinet over any source of data."""
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(api.blueprint(source))
    app.register_blueprint(pictures.blueprint())

    @app.before_request
    def sign_in() -> None:
        g.lang = _language()
        g.shop = _shop(source)
        g.nonce = shell.nonce()

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = shell.policy(g.nonce)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    @app.get("/seller-static/<path:name>")
    def files(name: str) -> Response:
        response = send_from_directory(shell.ROOM / "static", name)
        suffix = name[name.rfind(".") :]
        response.headers["Content-Type"] = f"{_SCRIPT_TYPES.get(suffix, 'application/octet-stream')}; charset=utf-8"
        return response

    @app.get("/")
    def front() -> Response:
        return make_response(redirect("/app/dashboard/main"))

    @app.get("/app/registration/signin")
    def sign_in_page() -> Response:
        return _page(source, body=plain.sign_in(shell.words(g.lang)))

    @app.get("/block.html")
    def blocked() -> Response:
        return _page(source, body=plain.blocked(shell.words(g.lang)), status=403)

    @app.get("/app")
    @app.get("/app/")
    @app.get("/app/<path:route>")
    def cabinet(route: str = "") -> Response:
        if missing := vendor.missing():
            return _page(source, body=plain.unfinished(missing), status=503)
        return _page(source)

    return app


def _language() -> str:
    for wish in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if wish in shell.LANGUAGES:
            return str(wish)
    return shell.LANGUAGES[0]


def _shop(source: Source) -> Shop:
    shops = source.shops()
    asked = request.cookies.get(COMPANY_COOKIE)
    return next((shop for shop in shops if shop.client_id == asked), shops[0])


def _page(source: Source, *, body: str | None = None, status: int = 200) -> Response:
    shop: Shop = g.shop
    words = shell.words(g.lang)
    state = {
        "company": api.shop_json(shop),
        "companies": [api.shop_json(each) for each in source.shops()],
        "now": source.now().astimezone(UTC).isoformat(),
    }
    response = make_response(
        shell.page(lang=g.lang, nonce=g.nonce, state=state, title=words["cabinet"], body=body), status
    )
    response.set_cookie(COMPANY_COOKIE, shop.client_id, secure=True, samesite="Lax", max_age=31_536_000)
    response.set_cookie(LANGUAGE_COOKIE, g.lang, secure=True, samesite="Lax", max_age=31_536_000)
    return response
