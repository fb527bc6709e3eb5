"""An account's pack: ours, with what the account changed about it, and the rules it wrote itself."""

from collections.abc import Sequence
from dataclasses import replace

from vozvrat.domain.locale import LOCALES, Words
from vozvrat.policy.rules import Case, Override, Pack, Rule


def compose(base: Pack, *, overrides: Sequence[Override] = (), own: Sequence[Rule] = ()) -> Pack:
    """`base` as an account has it. Our rules keep their order, the own ones follow in theirs.

    A rule that is switched off stays in the pack and never fires. An override of a rule that the pack no longer holds
    changes nothing; of two for one rule the later counts. The ids of own rules begin with OWN- and differ.
    """
    changed = {override.rule_id: override for override in overrides}
    ours = [_changed(rule, changed.get(rule.id)) for rule in base.rules.values()]
    return Pack.of([*ours, *own], version=base.version)


def _changed(rule: Rule, override: Override | None) -> Rule:
    """The rule with the account's words and severity, which go before those of its cases."""
    if override is None:
        return rule
    return replace(
        rule,
        enabled=override.enabled,
        override=override,
        severity=override.severity or rule.severity,
        title=_over(rule.title, override.title),
        detail=_over(rule.detail, override.detail),
        remedy=_over(rule.remedy, override.remedy),
        cases=tuple(_without(case, override) for case in rule.cases),
    )


def _without(case: Case, override: Override) -> Case:
    """A case that no longer says what the account says for all cases."""
    return replace(
        case,
        severity=case.severity if override.severity is None else None,
        title=case.title if override.title is None else None,
        detail=case.detail if override.detail is None else None,
        remedy=case.remedy if override.remedy is None else None,
    )


def _over(ours: Words, theirs: Words | None) -> Words:
    """Their words, and ours in a language that they left out."""
    if theirs is None:
        return ours
    return {locale: theirs.get(locale, "").strip() or ours[locale] for locale in LOCALES}
