"""How well the text check agrees with labelled texts: `python -m tests.unit.policy.text_scores` prints it.

The corpus (corpus/*.yaml) holds messages of several hands, labelled by those who wrote them: `tuned`, which were first
scored unseen and then read while the check was tuned, and `held_out`, read by nobody who works on the check. The texts
of `regression` (texts.yaml and blind_texts.yaml) are those that the check grew up with. Numbers alone are printed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from vozvrat.policy import texts

HERE: Final = Path(__file__).parent
RULES: Final = ("CHT-03", "CHT-04", "CHT-05", "CHT-10", "LAW-09", "PEN-04")
CLEAN: Final = "clean"
TUNED: Final = ("ru", "zh_en", "ru_2", "zh_en_2")
"""The files of the corpus that may be read."""

HELD_OUT: Final = ("held_out", "held_out_2", "held_out_3")
"""Those that may not: only numbers come out of them."""


@dataclass(frozen=True, slots=True, repr=False)
class Labelled:
    """A text and the rules that it breaks, by its label. Its `repr` keeps the text to itself."""

    text: str
    breaks: frozenset[str]
    purpose: str | None = None

    def __repr__(self) -> str:
        return f"Labelled(breaks={sorted(self.breaks)})"


@dataclass(frozen=True, slots=True)
class Score:
    """Right, wrong and missed alarms, and what follows from them."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The part of the alarms that is right; 1 where there was none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The part of what should raise an alarm that does; 1 where nothing should."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


Judged = Sequence[tuple[frozenset[str], frozenset[str]]]
"""For each text what its label says and what the check says."""


def regression() -> list[Labelled]:
    """The texts that the check grew up with: each must stay judged as it is labelled."""
    by_rules: dict[str, list[str]] = _read("texts.yaml")
    own = [
        Labelled(text, frozenset(rules.split(", ")) - {CLEAN})
        for rules, examples in by_rules.items()
        for text in examples
    ]
    return own + list(_rows("blind_texts.yaml"))


def tuned() -> list[Labelled]:
    """The part of the corpus that the check may be tuned on."""
    return [row for name in TUNED for row in _rows(f"corpus/{name}.yaml")]


def held_out() -> list[Labelled]:
    """The part of the corpus that nobody tunes on."""
    return [row for name in HELD_OUT for row in _rows(f"corpus/{name}.yaml")]


def judged(corpus: Iterable[Labelled]) -> Judged:
    """What the labels and the check say of each text; the rules about the chat's window are not about texts."""
    return [
        (row.breaks, frozenset(f.rule_id for f in texts.check(row.text, purpose=row.purpose)) & set(RULES))
        for row in corpus
    ]


def by_text(results: Judged) -> Score:
    """Whether a text is flagged at all."""
    seen = Counter((bool(label), bool(found)) for label, found in results)
    return Score(right=seen[True, True], wrong=seen[False, True], missed=seen[True, False])


def by_rule(results: Judged, *, rules: Iterable[str] = RULES) -> Score:
    """Whether each rule is found in a text, over all texts and the rules named."""
    wanted = set(rules)
    pairs = [(label & wanted, found & wanted) for label, found in results]
    return Score(
        right=sum(len(label & found) for label, found in pairs),
        wrong=sum(len(found - label) for label, found in pairs),
        missed=sum(len(label - found) for label, found in pairs),
    )


def confusion(results: Judged) -> Counter[tuple[str, str]]:
    """(what the label says, what the check says) → texts; a text that breaks several rules counts once for each.

    What both say stands on the diagonal; a rule that only one of them names stands against each rule that only the
    other one names, and against `clean` where there is none.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for label, found in results:
        cells.update((rule, rule) for rule in label & found)
        missed, wrong = sorted(label - found), sorted(found - label)
        if not label and not found:
            cells[CLEAN, CLEAN] += 1
        cells.update((rule, other) for rule in missed or ([CLEAN] if wrong else []) for other in wrong or [CLEAN])
    return cells


def table(results: Judged) -> str:
    """The confusion table, precision and recall of each rule and of both readings, as text."""
    cells = confusion(results)
    names = (*RULES, CLEAN)
    lines = ["label \\ check" + "".join(f"{name:>8}" for name in names)]
    lines += [f"{row:<13}" + "".join(f"{cells[row, column]:>8}" for column in names) for row in names]
    lines.append(f"\n{'':<13}{'right':>8}{'wrong':>8}{'missed':>8}{'precision':>11}{'recall':>8}")
    scores = [(rule, by_rule(results, rules=[rule])) for rule in RULES]
    scores += [("text, rule", by_rule(results)), ("text", by_text(results))]
    lines += [
        f"{name:<13}{s.right:>8}{s.wrong:>8}{s.missed:>8}{s.precision:>11.3f}{s.recall:>8.3f}" for name, s in scores
    ]
    return "\n".join(lines)


def _rows(name: str) -> Iterator[Labelled]:
    for row in _read(name):
        phrase, times = row.get("text_repeat") or (row.get("text"), 1)
        yield Labelled(phrase * times, frozenset(row["breaks"]), row.get("purpose"))


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text("utf-8"))


def main() -> None:
    """Print all tables."""
    for name, corpus in (("regression", regression()), ("tuned", tuned()), ("held out", held_out())):
        clean = sum(not row.breaks for row in corpus)
        sys.stdout.write(f"{name}: {len(corpus)} texts, {clean} clean\n{table(judged(corpus))}\n\n")


if __name__ == "__main__":
    main()
