"""A seller's own rules: written once, read back the same, at home beside ours and unable to spoil a check."""

from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vozvrat import policy
from vozvrat.domain.errors import BrokenPack, InvalidRule
from vozvrat.domain.findings import Finding, Severity
from vozvrat.domain.locale import LOCALES
from vozvrat.domain.purposes import PURPOSES
from vozvrat.policy.conditions import TIMES
from vozvrat.policy.rules import Override, Pack
from vozvrat.words import explanations
from vozvrat.words.errors import sentence
from vozvrat.words.fields import said

NOW = "2026-11-24T10:00:00Z"
BASE = policy.engine.default_pack()


def a_rule(**changes: Any) -> dict[str, Any]:
    rule = {
        "id": "OWN-PHOTOS",
        "title": "Four photos or more",
        "when": "f.return.photos > 3",
        "severity": "warning",
        "examples": [
            {"name": "four", "facts": {"return": {"photos": 4}}, "fires": True},
            {"name": "three", "facts": {"return": {"photos": 3}}, "fires": False},
        ],
    }
    return {name: value for name, value in (rule | changes).items() if value is not None}


def facts(**blocks: Any) -> dict[str, Any]:
    return policy.facts.parse({"now": NOW, **{name.rstrip("_"): block for name, block in blocks.items()}})


def of(rule_id: str, document: dict[str, Any], pack: Pack) -> Finding | None:
    return next((finding for finding in policy.check(document, pack=pack) if finding.rule_id == rule_id), None)


def why(rule_id: str, document: dict[str, Any], pack: Pack) -> policy.Explanation:
    return next(item for item in policy.explain(document, pack=pack) if item.rule_id == rule_id)


# --- reading and writing ---------------------------------------------------------------------


def test_an_own_rule_fires_beside_ours_and_says_that_it_is_the_sellers() -> None:
    rule = policy.read_own_rule(a_rule())
    pack = policy.compose(BASE, own=[rule])
    finding = of("OWN-PHOTOS", facts(return_={"photos": 9}), pack)
    assert finding is not None
    assert (finding.severity, finding.title["ru"]) == (Severity.WARNING, "Four photos or more")
    assert (rule.owner, rule.standing, finding.stale) == ("seller", "own", False)


def test_a_title_in_one_language_serves_all_and_given_ones_stay() -> None:
    rule = policy.read_own_rule(a_rule(title={"ru": "Много  фото", "en": "Many photos"}, detail="Подробно"))
    assert rule.title == {"zh-CN": "Много фото", "ru": "Много фото", "en": "Many photos"}
    assert {rule.detail[locale] for locale in LOCALES} == {"Подробно"}


def test_an_own_clock_runs_from_its_fact_and_presses_as_hard_as_the_seller_says() -> None:
    clock = {"fact": "return.created_at", "hours": 48, "warn_hours": 24}
    rule = policy.read_own_rule(a_rule(when=None, deadline=clock, severity="blocker", examples=None))
    pack = policy.compose(BASE, own=[rule])
    early = of("OWN-PHOTOS", facts(return_={"created_at": "2026-11-24T09:00:00Z"}), pack)
    late = of("OWN-PHOTOS", facts(return_={"created_at": "2026-11-23T09:00:00Z"}), pack)
    assert early is not None
    assert early.severity is Severity.INFO
    assert late is not None
    assert late.severity is Severity.BLOCKER
    assert late.deadline_at is not None
    assert late.deadline_at.isoformat() == "2026-11-25T09:00:00+00:00"
    assert of("OWN-PHOTOS", facts(return_={"created_at": "2026-11-20T09:00:00Z"}), pack) is None
    assert why("OWN-PHOTOS", facts(), pack).missing == ("return.created_at",)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip())
)
SPOKEN = WORDS | st.dictionaries(st.sampled_from(LOCALES), WORDS, min_size=1)
RULES = st.fixed_dictionaries(
    {
        "id": st.from_regex(r"OWN-[A-Z0-9][A-Z0-9-]{0,30}", fullmatch=True),
        "title": SPOKEN,
        "when": st.sampled_from(["f.return.photos > 3", 'f.order.scheme == "fbs" && f.product.price > 100']),
    },
    optional={
        "detail": SPOKEN | st.none(),
        "remedy": SPOKEN,
        "severity": st.sampled_from(list(Severity)).map(str),
        "deadline": st.fixed_dictionaries(
            {"fact": st.sampled_from(TIMES), "hours": st.integers(24, 8000) | st.floats(24, 8000)},
        ).map(lambda clock: {**clock, "warn_hours": 12}),
        "schemes": st.lists(st.sampled_from(["fbo", "fbs", "rfbs", "fbp"]), unique=True),
        "states": st.lists(WORDS, max_size=3),
        "template_purposes": st.lists(st.sampled_from(PURPOSES), max_size=3),
        "confidence": st.sampled_from(["high", "medium"]),
        "reviewed_on": st.dates().map(lambda day: day.isoformat()),
        "theme": WORDS,
        "sources": st.lists(st.fixed_dictionaries({"address": WORDS}, optional={"seen": WORDS}), max_size=3),
        "examples": st.just([{"name": "no photos", "facts": {"return": {"photos": 0}}, "silent": True}]),
    },
)


@settings(max_examples=150, deadline=None)
@given(RULES)
def test_what_is_written_reads_back_as_the_same_rule(raw: dict[str, Any]) -> None:
    rule = policy.read_own_rule(raw)
    assert policy.read_own_rule(policy.written(rule)) == rule
    text = yaml.safe_dump({"rules": [policy.written(rule)]}, allow_unicode=True, sort_keys=False)
    assert policy.read_pack_text(text, name="mine.yaml") == [rule]


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["OWN-1", "fbs", "f.return.photos > 1", "2026-02-31", "return.created_at", "\ud800", "warning"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=3),
    max_leaves=6,
)
PLACES = [*a_rule(), "detail", "remedy", "deadline", "schemes", "states", "template_purposes", "sources", "theme"]
PLACES += ["confidence", "reviewed_on", "effective_from", "effective_to", "note", "owner", "enabled"]


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), ODD, min_size=1, max_size=3))
def test_a_rule_spoilt_anywhere_is_refused_with_its_fields_or_read_as_written(changes: dict[str, Any]) -> None:
    raw, refusal = {**a_rule(), **changes}, None
    try:
        rule = policy.read_own_rule(raw)
    except InvalidRule as error:
        refusal = error
    if refusal is None:
        assert policy.read_own_rule(policy.written(rule)) == rule
    else:
        assert refusal.errors.keys() <= raw.keys() | {"when"}
        assert all(sentence(refusal, locale) for locale in LOCALES)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"id": "WIN-01"}, "id", "OWN-"),
        ({"id": "OWN-1\n"}, "id", "OWN-"),
        ({"title": ""}, "title", "at least one language"),
        ({"title": {"de": "Fotos"}}, "title", "languages must be one of"),
        ({"title": "x" * 201}, "title", "longer than 200"),
        ({"detail": "\ud800"}, "detail", "lone surrogate"),
        ({"when": None, "examples": None}, "when", "a check needs"),
        ({"when": "f.return.photos"}, "when", "needs true or false"),
        ({"severity": "awful"}, "severity", "must be one of: blocker, warning, info"),
        ({"schemes": "fbs"}, "schemes", "must be a list"),
        ({"states": [5]}, "states", "must be a text"),
        ({"states": ["x"] * 51}, "states", "more than 50"),
        ({"template_purposes": ["love"]}, "template_purposes", "must be one of"),
        ({"deadline": {"fact": "return.photos", "hours": 4, "warn_hours": 2}}, "deadline", "fact must be one of"),
        ({"deadline": {"fact": "return.created_at", "hours": 1e9, "warn_hours": 2}}, "deadline", "from 0 to"),
        ({"deadline": {"fact": "return.created_at", "hours": float("nan"), "warn_hours": 2}}, "deadline", "from 0 to"),
        ({"deadline": {"fact": "return.created_at", "hours": 2, "warn_hours": 4}}, "deadline", "not be more than"),
        ({"reviewed_on": "2026-02-31"}, "reviewed_on", "does not exist"),
        ({"effective_from": "2026-02-03", "effective_to": "2026-02-01"}, "effective_to", "before effective_from"),
        ({"confidence": "low"}, "confidence", "must be one of: high, medium"),
        ({"owner": "vozvrat"}, "owner", "no field"),
        ({"text": "contacts"}, "text", "no field"),
        ({"examples": [{"name": "a"}]}, "examples", "must say"),
        ({"examples": [{"name": "a", "facts": {"x": 1}, "fires": True}]}, "examples", "facts/x"),
        ({"examples": [{"name": "a", "facts": {}, "fires": True}]}, "examples", "stays silent but should fire"),
    ],
)
def test_a_field_that_does_not_hold_is_named_in_three_languages(changes: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(InvalidRule) as refused:
        policy.read_own_rule(a_rule(**changes))
    assert list(refused.value.errors) == [field]
    assert says in refused.value.errors[field][0]
    assert len({said(refused.value.errors[field][0], locale) for locale in LOCALES}) == 3


def test_every_field_that_does_not_hold_is_told_at_once_and_the_condition_with_its_place() -> None:
    with pytest.raises(InvalidRule) as refused:
        policy.read_own_rule({"id": "x", "when": "f.return.photos > zz", "severity": 5})
    assert set(refused.value.errors) == {"id", "title", "when", "severity"}
    assert refused.value.place == 18


def test_a_text_of_rules_is_taken_as_a_whole_or_not_at_all() -> None:
    text = yaml.safe_dump({"rules": [a_rule(), a_rule(id="OWN-2", when="f.return.fotos > 3")]})
    with pytest.raises(BrokenPack) as refused:
        policy.read_pack_text(text, name="from-a-friend.yaml")
    assert refused.value.parameters["file"] == "from-a-friend.yaml"
    assert refused.value.parameters["rule"] == "OWN-2"
    assert "when: asks for f.return.fotos" in str(refused.value.parameters["why"])
    assert "нет; есть f.return.photos" in sentence(refused.value, "ru")


# --- composing -------------------------------------------------------------------------------

FIRST_OFFER = facts(
    order={"scheme": "rfbs"},
    return_={"id": "1", "state": "OnSellerApproval", "offers_made": 0, "created_at": "2026-11-24T09:00:00Z"},
    draft={"kind": "compensate", "text": "Звоните 8 916 123-45-67"},
)


def test_a_rule_switched_off_never_fires_and_says_so() -> None:
    pack = policy.compose(BASE, overrides=[Override("AMT-05", enabled=False, note="we always offer")])
    assert of("AMT-05", FIRST_OFFER, BASE) is not None
    assert of("AMT-05", FIRST_OFFER, pack) is None
    told = why("AMT-05", FIRST_OFFER, pack)
    assert (told.outcome, told.why) == ("silent", "switched_off")
    assert len({explanations.why(told.why, told.missing, locale=locale) for locale in LOCALES}) == 3
    assert not pack.rules["AMT-05"].enabled


def test_a_rule_of_texts_can_be_switched_off_and_softened() -> None:
    off = policy.compose(BASE, overrides=[Override("CHT-04", enabled=False)])
    soft = policy.compose(BASE, overrides=[Override("CHT-04", severity=Severity.INFO, title={"en": "A telephone"})])
    assert of("CHT-04", FIRST_OFFER, off) is None
    assert policy.texts.check("8 916 123-45-67", pack=off) == []
    assert why("CHT-04", FIRST_OFFER, off).why == "switched_off"
    finding = of("CHT-04", FIRST_OFFER, soft)
    assert finding is not None
    assert (finding.severity, finding.title["en"]) == (Severity.INFO, "A telephone")
    assert finding.title["ru"] == BASE.rules["CHT-04"].title["ru"]


def test_an_override_speaks_for_every_case_and_every_moment_of_a_clock() -> None:
    override = Override("SCH-05", severity=Severity.BLOCKER, title={"zh-CN": "马上回复", "ru": "Срочно", "en": "Now"})
    finding = of("SCH-05", FIRST_OFFER, policy.compose(BASE, overrides=[override]))
    assert finding is not None
    assert (finding.severity, finding.title["ru"]) == (Severity.BLOCKER, "Срочно")
    ours = of("SCH-05", FIRST_OFFER, BASE)
    assert ours is not None
    assert replace(finding, severity=ours.severity, title=ours.title) == ours


def test_an_override_of_a_rule_that_is_gone_changes_nothing() -> None:
    pack = policy.compose(BASE, overrides=[Override("GONE-01", enabled=False)])
    assert pack.rules == BASE.rules
    assert policy.check(FIRST_OFFER, pack=pack) == policy.check(FIRST_OFFER, pack=BASE)


def test_composing_leaves_our_own_pack_as_it_was() -> None:
    before = dict(BASE.rules)
    policy.compose(BASE, overrides=[Override("AMT-05", enabled=False)], own=[policy.read_own_rule(a_rule())])
    assert before == BASE.rules


# --- explaining, ordering, asking --------------------------------------------------------------

ASKED = facts(
    order={"scheme": "fbs"}, return_={"state": "OnSellerApproval", "photos": 9, "created_at": "2026-11-24T09:00:00Z"}
)
CLOCK = {"fact": "return.rejected_at", "hours": 48, "warn_hours": 24}
TOLD = [
    ({}, {}, ("fired", None, ())),
    ({"when": "f.return.photos > 99"}, {}, ("silent", "condition", ())),
    ({"when": "f.product.price > 1"}, {}, ("unknown", None, ("product.price",))),
    ({"when": "f.product.price > 1 && f.return.photos > 99"}, {}, ("silent", "condition", ())),
    ({"when": "f.product.price > 1 || f.return.photos > 3"}, {}, ("fired", None, ())),
    ({"schemes": ["rfbs"]}, {}, ("silent", "other_scheme", ())),
    ({"states": ["Rejected"]}, {}, ("silent", "other_state", ())),
    ({"deadline": CLOCK}, {}, ("unknown", None, ("return.rejected_at",))),
    ({"deadline": {**CLOCK, "fact": "return.created_at", "hours": 1, "warn_hours": 0}}, {}, ("silent", "no_clock", ())),
    ({"effective_from": "2026-11-25"}, {}, ("silent", "not_in_force", ())),
    ({"effective_to": "2026-11-24"}, {}, ("fired", None, ())),
    ({"effective_to": "2026-11-23"}, {}, ("silent", "not_in_force", ())),
    ({}, {"enabled": False}, ("silent", "switched_off", ())),
    ({}, {"confidence": "low"}, ("silent", "low_confidence", ())),
    ({}, {"kind": "fact"}, ("silent", "fact", ())),
    ({}, {"kind": "fact", "claim": True}, ("silent", "fact", ())),
    ({}, {"needs": frozenset({"draft"})}, ("silent", "no_draft", ())),
]


@pytest.mark.parametrize(("changes", "made", "told"), TOLD)
def test_each_rule_says_that_it_fired_why_it_is_silent_or_what_it_lacks(
    changes: dict[str, Any], made: dict[str, Any], told: tuple[str, str | None, tuple[str, ...]]
) -> None:
    rule = replace(policy.read_own_rule(a_rule(examples=None, **changes)), **made)
    pack = Pack.of([rule], version="")
    explanation = why("OWN-PHOTOS", ASKED, pack)
    assert (explanation.outcome, explanation.why, explanation.missing) == told
    assert (of("OWN-PHOTOS", ASKED, pack) is not None) == (told[0] == "fired")
    spoken = {explanations.why(explanation.why, explanation.missing, locale=locale) for locale in LOCALES}
    assert len(spoken) == 3


def test_findings_stand_by_blocker_then_nearest_deadline_then_severity_then_id() -> None:
    def clock(hours: int) -> dict[str, Any]:
        return {"fact": "return.created_at", "hours": hours, "warn_hours": 0}

    wanted = [
        ("OWN-Z", "blocker", clock(50)),
        ("OWN-Y", "blocker", None),
        ("OWN-X", "info", clock(20)),
        ("OWN-W", "warning", clock(30)),
        ("OWN-B", "warning", None),
        ("OWN-C", "warning", None),
        ("OWN-A", "info", None),
    ]
    own = [
        policy.read_own_rule(a_rule(id=name, severity=severity, deadline=deadline, examples=None))
        for name, severity, deadline in reversed(wanted)
    ]
    found = policy.check(ASKED, pack=Pack.of(own, version=""))
    assert [finding.rule_id for finding in found] == [name for name, _, _ in wanted]


class Never:
    """A condition that must not be run."""

    def execute(self, context: Any) -> Any:
        raise KeyboardInterrupt


def test_only_rules_that_can_apply_are_asked() -> None:
    rule = policy.read_own_rule(a_rule(when="f.return.photos * 2 > 3", examples=None))
    assert rule.when is not None
    never = replace(rule, when=replace(rule.when, program=Never()))
    others = [
        replace(never, id="OWN-1", schemes=frozenset({"rfbs"})),
        replace(never, id="OWN-2", states=frozenset({"Rejected"})),
        replace(never, id="OWN-3", needs=frozenset({"draft"})),
        replace(never, id="OWN-4", enabled=False),
        replace(never, id="OWN-5", confidence="low"),
        replace(never, id="OWN-6", kind="fact"),
    ]
    pack = policy.compose(Pack.of([rule], version=""), own=others)
    assert [finding.rule_id for finding in policy.check(ASKED, pack=pack)] == ["OWN-PHOTOS"]
