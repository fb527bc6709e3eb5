"""The cabinet in a real browser: the habits that make it hard to live on."""

import dataclasses
import re

import pytest

from .conftest import ADDRESS, CROSS_BORDER

POSTING = re.compile(r"(?<![\w-])\d{5,12}-\d{4}-\d{1,3}(?![\w-])")
TICKS = {
    "ru": re.compile(r"(\d+) д (\d+) ч (\d+) мин (\d+) с"),
    "zh-Hans": re.compile(r"(\d+)天(\d+)小时(\d+)分(\d+)秒"),
    "en": re.compile(r"(\d+) d (\d+) h (\d+) min (\d+) s"),
}
IN_PORTAL = "#ods-window-target-container .vue-portal-target [role=dialog]"


def a_request(server, *, listed="rfbs", place=0):
    return server.data(f"/api/returns?list={listed}&group=waiting")["items"][place]


def test_rows_that_scroll_away_come_back_as_other_orders(cabinet):
    page = cabinet().open("/app/postings/fbs")
    page.wait_for_selector("tr[aria-rowindex]")
    before = page.evaluate(
        "window.kept = [...document.querySelectorAll('tr[aria-rowindex]')]; kept.map(row => row.innerText)"
    )
    page.evaluate("kept[0].closest('div').scrollTop = 68 * 300")
    page.wait_for_selector("tr[aria-rowindex='305']")
    kept = page.evaluate("kept.map(row => [row.isConnected, row.innerText])")
    assert len(before) < 40
    assert all(connected for connected, _ in kept)
    assert not {text for _, text in kept} & set(before)


def test_an_order_opens_in_a_drawer_of_the_portal_and_in_the_address(cabinet):
    page = cabinet().open("/app/postings/fbs")
    row = page.locator("tr[aria-rowindex='2']")
    number = POSTING.search(row.inner_text())[0]
    row.click()
    page.wait_for_selector(IN_PORTAL)
    assert f"postingDetails={number}" in page.url
    assert number in page.locator(IN_PORTAL).inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector(IN_PORTAL, state="detached")
    page.go_back()
    page.wait_for_selector(IN_PORTAL)


def test_cross_border_sellers_find_their_orders_under_their_own_address(cabinet, server):
    page = cabinet(company=CROSS_BORDER, lang="zh-Hans").open("/app/dashboard/main")
    page.get_by_role("link", name="我仓库的订单").click()
    page.wait_for_selector("tr[aria-rowindex]")
    assert "/app/postings/crossborder/fbs?tab=all" in page.url


@pytest.mark.parametrize(
    ("lang", "title"), [("ru", "Возвраты realFBS"), ("zh-Hans", "realFBS 退货"), ("en", "realFBS returns")]
)
def test_the_cabinet_speaks_three_languages(cabinet, lang, title):
    page = cabinet(lang=lang).open("/app/returns/rfbs")
    assert page.locator("h1").inner_text() == title
    assert page.evaluate("document.documentElement.lang") == lang


def test_language_and_company_are_switched_in_the_header(cabinet):
    page = cabinet().open("/app/returns/rfbs")
    page.get_by_label("Язык").click()
    with page.expect_navigation():
        page.get_by_role("menuitem", name="English").click()
    page.get_by_label("Company").click()
    with page.expect_navigation():
        page.get_by_role("menuitem", name="Yunfan").click()
    page.wait_for_selector("h1:text('realFBS returns')")
    assert f"sc_company_id={CROSS_BORDER}" in page.evaluate("document.cookie")
    assert page.evaluate("JSON.parse(localStorage.vuex).user.contentId") == int(CROSS_BORDER)


def test_returns_stand_in_two_tables_and_are_drawn_anew_on_every_refresh(cabinet):
    page = cabinet().open("/app/returns/common")
    page.wait_for_selector("tbody tr")
    assert page.locator("table").count() == 2
    assert page.locator("table").nth(0).locator("tbody").count() == 0
    page.evaluate("window.kept = document.querySelector('tbody tr')")
    page.get_by_role("button", name="Обновить").click()
    page.wait_for_function("() => !kept.isConnected")
    page.wait_for_selector("tbody tr")


@pytest.mark.parametrize("lang", ["ru", "zh-Hans", "en"])
@pytest.mark.parametrize("listed", ["rfbs", "common"])
def test_the_page_counts_down_to_the_moment_that_the_world_knows(cabinet, server, ozon, lang, listed):
    claim = a_request(server, listed=listed, place=2)
    page = cabinet(lang=lang).open(f"/app/returns/{listed}/{claim['id']}")
    page.wait_for_selector("main dl")
    text = page.locator("main").inner_text()
    days, hours, minutes, seconds = map(int, TICKS[lang].search(text).groups())
    left = days * 86400 + hours * 3600 + minutes * 60 + seconds
    due = ozon.world.answer_due_at(ozon.world.return_(int(claim["id"])))
    assert abs((due - ozon.world.clock.now()).total_seconds() - left) < 3


def test_the_countdown_runs(cabinet, server):
    claim = a_request(server, place=3)
    page = cabinet(lang="en").open(f"/app/returns/rfbs/{claim['id']}")
    page.wait_for_selector("main dl")
    first = TICKS["en"].search(page.locator("main").inner_text())[0]
    page.wait_for_function("was => !document.querySelector('main').innerText.includes(was)", arg=first)


def test_a_rejection_in_the_page_reaches_the_world_with_its_reason_and_words(cabinet, server, ozon):
    claim = a_request(server, place=5)
    page = cabinet().open(f"/app/returns/rfbs/{claim['id']}")
    page.get_by_role("button", name="Принять решение").click()
    drawer = page.locator(IN_PORTAL)
    assert TICKS["ru"].search(drawer.inner_text())
    drawer.get_by_text("Отклонить заявку").click()
    drawer.get_by_role("button", name="Отправить решение").click()
    drawer.get_by_role("alert").wait_for()
    drawer.locator("select").select_option(index=2)
    drawer.locator("textarea").fill("На фото видны следы ношения.")
    drawer.get_by_role("button", name="Отправить решение").click()
    page.get_by_role("status").wait_for()
    page.wait_for_function("() => document.querySelector('main').innerText.includes('Отклонено вами')")
    decided = ozon.world.return_(int(claim["id"]))
    assert (decided.state, decided.rejection_comment) == ("Rejected", "На фото видны следы ношения.")
    assert str(decided.rejection_reason_id) == claim["rejection_reasons"][1]["id"]


def test_a_request_of_the_common_list_is_approved_by_hand(cabinet, server, ozon):
    claim = next(one for one in server.data("/api/returns?list=supply&group=waiting")["items"][3:] if one["decisions"])
    page = cabinet(lang="en").open(f"/app/returns/supply/common/{claim['id']}")
    page.get_by_role("button", name="Decide").click()
    page.locator(IN_PORTAL).get_by_text("Approve the return").click()
    page.locator(IN_PORTAL).get_by_role("button", name="Send").click()
    page.get_by_role("status").wait_for()
    assert ozon.world.return_(int(claim["id"])).state == "Approved"


def a_chat(server):
    return next(chat for chat in server.data("/api/chats?group=customers_v2")["items"] if chat["open"])


def test_the_messenger_keeps_the_neighbours_in_view_and_marks_what_is_mine(cabinet, server, ozon):
    chat = a_chat(server)
    page = cabinet().open(f"/app/messenger?group=customers_v2&id={chat['id']}")
    page.wait_for_selector(f"[current-chat-id='{chat['id']}'] textarea")
    assert page.locator("[active-chat-id] [conversationid]").count() > 3
    page.wait_for_selector("[current-chat-id] [conversationid]")
    mine = page.locator("[is-mine]").count()
    page.locator("[current-chat-id] textarea").fill("Здравствуйте! Смотрим заявку.")
    page.get_by_role("button", name="Отправить").click()
    page.wait_for_function("was => document.querySelectorAll('[is-mine]').length === was + 1", arg=mine)
    assert ozon.world.chat(chat["id"]).messages[-1].text == "Здравствуйте! Смотрим заявку."


@pytest.mark.parametrize("variant", ["plain", "rich"])
def test_both_composers_hold_what_is_inserted_as_text(cabinet, server, variant):
    page = cabinet().open(f"/app/messenger?group=customers_v2&id={a_chat(server)['id']}&composer={variant}")
    box = page.locator("[current-chat-id] textarea, [current-chat-id] [contenteditable=true]")
    box.click()
    page.evaluate("document.execCommand('insertText', false, 'Первая строка\\nвторая')")
    length = len("Первая строка\nвторая")
    counted = "text => document.querySelector('[current-chat-id]').innerText.includes(text)"
    page.wait_for_function(counted, arg=f"{length}/1000")
    assert page.get_by_role("button", name="Отправить").is_enabled()


def test_the_assistants_box_is_there_to_be_avoided(cabinet):
    page = cabinet().open("/app/messenger?group=customers_v2")
    page.wait_for_selector("[is-start-screen=true]")
    assert page.locator("textarea[placeholder='Задайте вопрос']").is_visible()


def test_a_review_is_answered_in_its_own_field(cabinet, server, ozon):
    page = cabinet().open("/app/reviews")
    page.locator("tr[reviewuuid]", has_text="Без ответа").first.click()
    page.locator(f"{IN_PORTAL} textarea#AnswerCommentForm").fill("Спасибо за отзыв!")
    uuid = page.locator(f"{IN_PORTAL} [reviewuuid]").get_attribute("reviewuuid")
    page.locator(IN_PORTAL).get_by_role("button", name="Ответить").click()
    page.wait_for_selector(IN_PORTAL, state="detached")
    account = ozon.world.accounts[0]
    assert next(one for one in ozon.world.reviews(account) if one.id == uuid).status == "PROCESSED"


def test_a_cancellation_is_refused_in_words(cabinet, server, ozon):
    page = cabinet().open("/app/returns/conditional-cancellations?state=ON_APPROVAL")
    page.get_by_role("button", name="Отказать").first.click()
    number = POSTING.search(page.locator(IN_PORTAL).inner_text())[0]
    page.locator(f"{IN_PORTAL} textarea").fill("Посылка уже в пути.")
    page.locator(IN_PORTAL).get_by_role("button", name="Отказать").click()
    page.wait_for_selector(IN_PORTAL, state="detached")
    account = ozon.world.accounts[0]
    found = next(one for one in ozon.world.cancellations(account) if one.posting.number == number)
    assert (found.state, found.comment) == ("REJECTED", "Посылка уже в пути.")


def test_numbers_hide_in_shadow_roots_and_frames(cabinet):
    page = cabinet().open("/app/lab/shadow")
    page.wait_for_selector("[data-ready]")
    reached = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(host => host.shadowRoot)"
        ".flatMap(host => [...host.shadowRoot.querySelectorAll('td')].map(cell => cell.textContent))"
    )
    assert len(reached) == 2
    assert all(map(POSTING.fullmatch, reached))
    assert not POSTING.search(page.locator("main").evaluate("e => e.textContent"))
    page.goto(f"{ADDRESS}/app/lab/frame")
    inner = page.frame_locator("iframe")
    inner.locator("td").first.wait_for()
    assert POSTING.fullmatch(inner.locator("td").first.inner_text())


def test_the_page_of_look_alikes_tempts_a_careless_pattern_and_hides_no_real_number(cabinet):
    page = cabinet().open("/app/lab/lookalikes")
    page.wait_for_selector("[data-bench=real] li >> nth=3")
    decoys = page.locator("[data-bench=decoys] li").all_inner_texts()
    assert [text for text in decoys if POSTING.search(text)] == []
    assert len([text for text in decoys if re.search(r"\d{5,12}-\d{4}-\d{1,3}", text)]) >= 5
    real = page.locator("[data-bench=real] li")
    for index in range(4):
        assert POSTING.findall(real.nth(index).inner_text()) == [real.nth(index).get_attribute("data-number")]
    assert page.locator("[data-bench=real] li").nth(2).evaluate("e => e.children.length") == 2


def test_moving_between_pages_never_loads_the_document_again(cabinet):
    page = cabinet().open("/app/dashboard/main")
    page.evaluate("window.stayed = true")
    titles = {"Все возвраты": "Все возвраты", "Отзывы покупателей": "Отзывы покупателей", "Главная": "Добрый день"}
    for name, title in titles.items():
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        page.wait_for_selector(f"h1:text-is('{title}')")
    page.go_back()
    page.wait_for_selector("h1:text-is('Отзывы покупателей')")
    assert page.evaluate("window.stayed")


def test_a_draft_outlives_the_buyers_next_words(cabinet, server, ozon):
    chat = a_chat(server)
    page = cabinet().open(f"/app/messenger?group=customers_v2&id={chat['id']}")
    box = page.locator("[current-chat-id] textarea")
    box.fill("Добрый день! Проверяем")
    lines = ozon.world.chat(chat["id"]).messages
    lines.append(dataclasses.replace(lines[0], id=ozon.world.numbers.message(), text="Есть новости по заявке?"))
    page.locator("[current-chat-id] [conversationid]", has_text="Есть новости по заявке?").wait_for()
    assert box.input_value() == "Добрый день! Проверяем"
