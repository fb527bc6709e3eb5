"""What the cabinet's server promises whoever asks it, browser or not."""

import json
import re

import pytest

from vozvrat_sandbox.seller_center import shell

from .conftest import CROSS_BORDER, DOMESTIC

ROUTES = [
    "/app/dashboard/main",
    "/app/postings/fbs",
    "/app/postings/fbo",
    "/app/postings/crossborder/fbs?tab=all&postingDetails=58544282-0057-1",
    "/app/postings/58544282-0057-1",
    "/app/returns/common",
    "/app/returns/main?tab=40",
    "/app/returns/supply/common",
    "/app/returns/rfbs?status=90",
    "/app/returns/rfbs/8000000123",
    "/app/returns/conditional-cancellations",
    "/app/messenger?group=customers_v2",
    "/app/reviews",
    "/app/lab/shadow",
    "/app/somewhere/else",
]


@pytest.mark.parametrize("route", ROUTES)
def test_every_address_of_the_cabinet_can_be_reloaded(server, route):
    page = server.get(route)
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert 'id="ods-window-target-container"' in page.text


@pytest.mark.parametrize(
    "path", ["/app/postings/fbs", "/api/reviews", "/seller-static/app/main.js", "/block.html", "/none"]
)
def test_no_answer_goes_out_without_the_strict_content_policy(server, path):
    policy = server.get(path).headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["frame-ancestors"] == "'self'"
    assert "unsafe" not in policy


def test_no_class_name_is_the_same_at_two_loads_or_tells_what_it_is(server):
    def classes() -> set[str]:
        state = re.search(r"window.__INITIAL_STATE__=(.*);</script>", server.get("/app/returns/rfbs").text)
        return set(json.loads(state[1])["classes"].values())

    first, second = classes(), classes()
    assert len(first) > 100
    assert not first & second
    assert all(re.fullmatch(r"[a-z]{2}\d{3,4}-[a-z]\d{1,3}", name) for name in first)


def test_no_language_of_the_cabinet_lacks_a_label():
    spoken = {lang: shell.words(lang) for lang in shell.LANGUAGES}
    # Reasons that are shown in Russian come as the buyer or Ozon gave them.
    given = {key for key in spoken["en"] if key.startswith(("reason.", "refusal.", "cancelReason."))}
    assert spoken["en"].keys() == spoken["zh-Hans"].keys() == spoken["ru"].keys() | given
    assert all(text.strip() for words in spoken.values() for text in words.values())


def test_the_sign_in_page_and_the_blocked_page_are_no_part_of_the_application(server):
    signed_out, blocked = server.get("/app/registration/signin?redirect=L2FwcA=="), server.get("/block.html")
    assert "@seller-ui/registration" in signed_out.text
    assert blocked.status_code == 403
    assert "abt-challenge/incidents" in blocked.text
    assert 'id="app"' not in signed_out.text + blocked.text


def test_the_cabinets_own_data_is_not_given_to_others(server):
    assert server.get("/api/postings").status_code == 403


def test_each_company_sees_its_own_orders_alone(server):
    domestic = {item["number"] for item in server.data("/api/postings", company=DOMESTIC)["items"]}
    cross_border = {item["number"] for item in server.data("/api/postings", company=CROSS_BORDER)["items"]}
    assert len(domestic) == 500
    assert cross_border
    assert not domestic & cross_border
    assert server.data(f"/api/postings/{min(cross_border)}", company=DOMESTIC)["status"] == 404


def test_an_unknown_company_is_shown_the_first_shop_and_told_so(server):
    assert server.get("/app/dashboard/main", company="777").cookies["sc_company_id"] == DOMESTIC
    assert server.data("/api/postings", company="777")["items"] == server.data("/api/postings")["items"]


def test_a_refusal_without_a_reason_or_a_comment_does_not_reach_the_world(server, ozon):
    claim = server.data("/api/returns?list=rfbs&group=waiting")["items"][-1]
    reason = claim["rejection_reasons"][0]["id"]
    address = f"/api/returns/{claim['id']}/decision"
    assert server.data(address, body={"kind": "reject", "comment": "Осмотрели фото"})["error"] == "reason_missing"
    assert server.data(address, body={"kind": "reject", "reason_id": reason})["error"] == "comment_missing"
    assert server.data(address, body={"kind": "compensate", "amount": "NaN"})["error"] == "amount_out_of_range"
    assert ozon.world.return_(int(claim["id"])).state == claim["state"]


def test_a_return_of_another_shop_cannot_be_decided(server, ozon):
    claim = server.data("/api/returns?list=rfbs&group=waiting", company=CROSS_BORDER)["items"][-1]
    answer = server.data(f"/api/returns/{claim['id']}/decision", company=DOMESTIC, body={"kind": "approve"})
    assert answer["status"] == 404
    assert ozon.world.return_(int(claim["id"])).state == claim["state"]
