"""A condition can neither hang a check, end the program nor reach beyond the facts; what is wrong is shown in place."""

import subprocess
import sys
from typing import Any

import cel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.policy.test_properties import DOCUMENTS
from vozvrat import policy
from vozvrat.domain.errors import InvalidFacts
from vozvrat.policy.conditions import BadExpression, Condition, compiled
from vozvrat.policy.judging import Judge
from vozvrat.policy.schema import ENTRIES
from vozvrat.policy.view import view_of
from vozvrat.words.fields import said

REFUSED = [
    ("f.return.photos", 0, "needs true or false here and has a number"),
    ('"x"', 0, "needs true or false here and has a text"),
    ("f.product.price * 2.0", 0, "needs true or false here and has a number"),
    ("f.seller.cross_border && f.return.photos", 25, "needs true or false here and has a number"),
    ("!f.return.photos", 1, "needs true or false here"),
    ("f.return.photos > 1 ? 1 : 2", 0, "needs true or false here"),
    ("f.return.fotos > 3", 9, "asks for f.return.fotos, which is no fact; f.return.photos is one"),
    ('f.order.state == "x"', 8, "asks for f.order.state, which is no fact; f.order.status is one"),
    ("f.rturn.photos > 3", 2, "asks for f.rturn.photos, which is no fact; f.return.photos is one"),
    ("f.return.is_defect", 9, "asks for f.return.is_defect, which is no fact; f.return.reason.is_defect is one"),
    ('f.return.state.name == "x"', 15, "asks for f.return.state.name, which is no fact; f.return.state is one"),
    (
        "f.return.nosuch > 3",
        9,
        "f.return.nosuch, which is no fact; the rule editor lists all facts below the condition",
    ),
    ("f.return.reason.code > 3", 16, "which is no fact; f.return.reason has id, is_defect, kind, name"),
    ("f.chat.count > 3", 7, "which is no fact; f.chat has id, last_buyer_message_at, status, unread"),
    ("f.foo.nosuch > 3", 2, "no fact; f has cancellation, chat, draft, now, order, product, return, seller"),
    ('return.state == "x"', 0, "facts are reached through f"),
    ("__import__ == 1", 0, "facts are reached through f"),
    ('f["return"].state == "x"', 0, "reads facts as f.block.name"),
    ("f == f", 0, "reads facts as f.block.name"),
    ("f.return == f.return", 9, "compares a list or a group of facts"),
    ("f.return.state == null", 18, "facts are reached through f"),
    ('f.return.created_at > "2026-11-24"', 20, "compares a time with a text"),
    ("f.now - f.return.created_at > 72", 28, "compares a span of time with a number"),
    ('f.return.comment > "a"', 17, "asks which is more of a text and a text"),
    ('f.order.scheme == "dbs"', 18, "it can be one of: fbo, fbs, rfbs, fbp"),
    ('f.order.scheme in ["fbo", "dbs"]', 18, "it can be one of: fbo, fbs, rfbs, fbp"),
    ('"fotos" in f.draft.evidence', 0, "it can be one of: packing_video"),
    ('"a" in f.return.comment', 4, "only a list can be looked into"),
    ("f.return.photos in []", 19, "lists nothing"),
    ('f.return.photos in [1, "a"]', 23, "lists numbers beside texts"),
    ("f.return.photos in [" + ", ".join(["1"] * 51) + "]", 170, "lists more than 50 entries"),
    ("1 < 2 < 3", 6, "compares twice in a row"),
    ("f.return.photos + 1.5 > 2.0", 16, "mixes whole numbers and others"),
    ("f.product.price % 2.0 == 0.0", 16, "takes % of a number that is not whole"),
    ('f.return.comment + "a" == "aa"', 17, "cannot work out a text + a text"),
    ("nope(f.return.photos) > 1", 0, "calls nope, which does not exist"),
    ("dyn(true)", 0, "calls dyn, which does not exist"),
    ('f.return.comment.replace("a") == "b"', 17, "calls replace, which does not exist"),
    ("f.return.comment.contains(f.product.name)", 17, "something else than a text that is written out"),
    ("has(f.return)", 0, "asks has(…) of a whole block"),
    ("[1, 2].all(x, x > 0)", 7, "only a list of facts can be gone through"),
    ("f.return.available_actions.map(a, true) == 1", 31, "facts are reached through f"),
    ("f.return.available_actions.all(a, f.return.rejection_reasons.all(b, true))", 61, "a list inside another"),
    ("f.return.available_actions.exists(f, true)", 34, "cannot call an entry f"),
    ('f.return.available_actions.exists(a, a.nope == "1")', 39, "entries of this list have not"),
    ('f.return.available_actions.exists(a, f.return.comment.contains("x"))', 54, "once for every entry of a list"),
    (" || ".join(["f.draft.evidence.exists(e, true)"] * 5), 161, "goes through lists more than 4 times"),
    ('f.return.comment.matches("(a{1000}){1000}")', 25, "holds a pattern with {…}"),
    ('f.return.comment.matches("(")', 25, "no regular expression"),
    (f'f.return.comment.matches("{"a" * 101}")', 25, "a pattern of more than 100 characters"),
    (r'f.return.comment.matches("\\w\\w\\w\\w\\w")', 25, "more than 4 classes"),
    ('duration("9999999h") > duration("1h")', 9, "not written like 72h"),
    ('timestamp("2026-02-30T00:00:00Z") < f.now', 10, "not written like 2026-11-24T10:00:00Z"),
    ("f.return.photos > 9999999999999999999", 18, "more than 15 digits"),
    ("f.return.photos > 1e3", 19, "a number that is not written like 12 or 12.5"),
    ("f.переменная == 1", 2, "has no meaning in a condition"),
    ('f.return.comment == "й𝄞" && )', 28, "misses something here"),
    ('f.return.comment == "не закрыто', 20, "a text that is not closed"),
    ('f.return.comment == r"a"', 20, "a text with a prefix"),
    ('f.return.comment == """a"""', 22, 'does not go on with "a"'),
    (r'f.return.comment == "a\q"', 22, r"holds \q"),
    ("f.return.photos > 1 // many", 20, "holds a comment"),
    ("f.return.photos > 1; true", 19, "has no meaning in a condition"),
    ("(f.return.photos > 1", 20, "misses ) here"),
    ("f.return.photos >\n\n zz", 20, "facts are reached through f"),
    ("", 0, "misses something here"),
    ("(" * 13 + "true" + ")" * 13, 12, "more than 12 brackets inside one another"),
    ("[" * 400, 11, "more than 12 brackets inside one another"),
    ("!" * 900 + "true", 1, "misses something here"),
    ("true ? " * 100, 12, "misses : here"),
    ("true" + " || true" * 200, 1000, "is longer than 1000 characters"),
]


@pytest.mark.parametrize(("source", "place", "why"), REFUSED)
def test_what_is_wrong_with_a_condition_is_shown_where_it_is(source: str, place: int, why: str) -> None:
    with pytest.raises(BadExpression) as refused:
        compiled(source)
    assert why in refused.value.why
    assert refused.value.place == place


@pytest.mark.parametrize("source", [source for source, _, _ in REFUSED])
def test_what_is_wrong_is_said_in_russian_and_chinese_too(source: str) -> None:
    with pytest.raises(BadExpression) as refused:
        compiled(source)
    spoken = {said(refused.value.why, locale) for locale in ("en", "ru", "zh-CN")}
    assert len(spoken) == 3


BEHIND = [
    ("f.return.nosuch > 3", 9),
    ("nope(f.return.photos) > 1", 0),
    ("f.return.photos > ", 18),
    ("(f.return.photos > 1", 20),
    ("f.return.photos in [1, 2", 24),
    ('f.return.comment == "не закрыто', 20),
    ('f.return.comment > 3 && "a" == "b"', 17),
    ('f.return.photos == "three"', 16),
    ("f.return.photos", 0),
    (r'f.return.comment == "𝄞\q"', 22),
    ('f.return.comment.matches("𝄞(")', 25),
    ("𝄞", 0),
]


@pytest.mark.parametrize(("source", "place"), BEHIND)
def test_a_place_counts_characters_and_an_emoji_before_it_is_one(source: str, place: int) -> None:
    before = 'f.return.comment == "📦𝄞" || '
    with pytest.raises(BadExpression) as refused:
        compiled(before + source)
    assert refused.value.place == len(before) + place


SOUND = [
    "f.return.photos > 3",
    "f.product.price > 1000",
    "f.product.price * 2 > 1000 && -f.product.price < 0",
    "double(f.return.photos) * f.product.price >= 10.5",
    'f.order.scheme in ["fbs", "rfbs"] && f.order.scheme != "fbo"',
    'f.now - f.return.created_at > duration("72h30m")',
    'f.return.created_at + duration("24h") < f.now && timestamp("2026-01-01T00:00:00Z") < f.now',
    'f.return.available_actions.exists(action, action.id == "-1" && action.name.contains("тк"))',
    "f.return.rejection_reasons.all(r, r.is_comment_required) || !has(f.return.comment)",
    "f.return.available_actions.filter(a, has(a.name)).size() > 1",
    '"photos" in f.draft.evidence || size(f.draft.evidence) == 0',
    r'f.return.comment.matches("\\d\\d+") || f.return.comment.startsWith("Не \"то\"")',
    "f.return.photos > 1 ? f.return.photos < 5 : f.seller.cross_border",
    "(f.return.photos == 2) == f.seller.cross_border",
    "f.return.photos % 2 == 0 && 10 / f.return.photos > 2",
    "f.return.created_at.getHours() >= 9 && f.now.getDayOfWeek() in [0, 6]",
    "3 < f.return.photos\n  || f.return.photos in [1, 2,]",
    "!(f.seller.cross_border && has(f.product.price)) || !f.return.reason.is_defect",
]


@pytest.mark.parametrize("source", SOUND)
def test_what_a_seller_may_want_to_say_can_be_said(source: str) -> None:
    assert compiled(source).source == source


def conditions() -> list[Condition]:
    ours = [condition for rule in policy.rules() for condition in rule.conditions]
    return [*ours, *(compiled(source) for source in SOUND)]


CONDITIONS = conditions()


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_a_look_at_the_facts_never_contradicts_cel(raw: dict[str, Any]) -> None:
    view = view_of(policy.facts.parse(raw))
    context = cel.Context(variables={"f": view})
    for condition in CONDITIONS:
        try:
            told: object = condition.program.execute(context)
        except (LookupError, ArithmeticError):
            told = None
        screen = condition.screen
        may_hold = screen.holds is None or screen.holds(view)
        may_fail = screen.fails is None or screen.fails(view)
        assert may_hold or told is not True, condition.source
        assert may_fail or told is not False, condition.source
        if screen.exact:
            assert (may_hold, may_fail) == (told is True, told is False), condition.source


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_a_condition_never_holds_without_a_fact_that_it_needs(raw: dict[str, Any]) -> None:
    view = view_of(policy.facts.parse(raw))
    judge = Judge(view, {name: {} for name in view})
    for condition in CONDITIONS:
        if judge.holds(condition):
            for path in condition.needs:
                value: Any = view
                for step in path.split("."):
                    assert step in value, (condition.source, path)
                    value = value[step]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("f", ".", "return", "photos", "state", "(", ")", "[", "]", "&&", "||", "!", "-", "+", "*", "/", "%"),
                *("==", "<", ">=", "in", "?", ":", ",", "1", "2.5", '"a"', "true", "has", "size", "matches", "exists"),
                *(" ", "f.return.photos", "f.product.price", "f.now", "f.draft.evidence", "f.return.available_actions"),
                *('duration("1h")', "a", "a.id", "\\", "й", '"', "'", "//", "0", "9" * 15),
            ]
        ),
        max_size=25,
    )
)
def test_any_heap_of_tokens_is_either_a_condition_or_refused_with_a_place(pieces: list[str]) -> None:
    source = "".join(pieces)
    try:
        place = len(compiled(source).source)
    except BadExpression as refusal:
        place = refusal.place
    assert 0 <= place <= len(source)


@pytest.mark.parametrize(
    "source",
    [
        "1 / 0 == 1",
        "f.return.photos / 0 == 1",
        "f.return.photos % 0 == 1",
        "f.return.photos * 999999999999999 * 999999999999999 > 1",
        "-999999999999999 * 999999999999999 < 0",
        'f.now + duration("999999h999999h9999h") > f.now',
        'f.now - duration("999999h999999h9999h") < f.now',
        "f.product.price / 0.0 > 1.0",
    ],
)
def test_what_cannot_be_worked_out_says_nothing_and_stops_nobody(source: str) -> None:
    rule = policy.read_own_rule({"id": "OWN-1", "title": "x", "when": source})
    facts = policy.facts.parse({"now": "2026-11-24T10:00:00Z", "return": {"photos": 9}, "product": {"price": 1}})
    pack = policy.compose(policy.engine.default_pack(), own=[rule])
    policy.check(facts, pack=pack)
    assert {item.rule_id for item in policy.explain(facts, pack=pack)} >= {"OWN-1"}


class Broken:
    """A program that breaks down as the library's own code does: with no Exception at all."""

    def execute(self, context: Any) -> Any:
        raise PanicException("index out of bounds")


class PanicException(BaseException):
    """Named like the library's own."""


def test_a_breakdown_inside_the_library_stops_nobody() -> None:
    condition = Condition("f.return.photos / 1 > 3", Broken(), ("return.photos",))
    view = view_of(policy.facts.parse({"now": "2026-11-24T10:00:00Z", "return": {"photos": 9}}))
    assert Judge(view, {"return": {"photos": {}}}).told(condition) == "no"


def test_brackets_that_end_the_library_never_reach_it() -> None:
    """Some hundred brackets end the process inside the library: whoever reads conditions must stay alive."""
    program = (
        "from vozvrat.policy.conditions import BadExpression, compiled\n"
        "import threading; threading.stack_size(512 * 1024)\n"
        "def read():\n"
        "    for bracket, end in (('(', ')'), ('[', ']'), ('!(', ')'), ('size(', ')')):\n"
        "        try: compiled(bracket * 240 + 'true' + end * 240)\n"
        "        except BadExpression: print('refused')\n"
        "thread = threading.Thread(target=read); thread.start(); thread.join()\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout.split()) == (0, ["refused"] * 4)


def test_a_list_of_facts_has_an_end() -> None:
    actions = [{"id": str(number)} for number in range(ENTRIES + 1)]
    with pytest.raises(InvalidFacts) as refused:
        policy.facts.parse({"now": "2026-11-24T10:00:00Z", "return": {"available_actions": actions}})
    assert refused.value.errors == {"/return/available_actions": [f"holds more than {ENTRIES} entries"]}
