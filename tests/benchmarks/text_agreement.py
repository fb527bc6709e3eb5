"""How well the text check agrees with people who labelled texts. Run it: python -m tests.benchmarks.text_agreement

Prints the confusion table of the held-out texts, which nobody tuned the check on, and of the rest of the corpus; the
figures are precision and recall on the held-out ones, by text (flagged at all) and by rule.
"""

import sys

from tests.benchmarks.figures import Figure, end_tidily, show
from tests.unit.policy import text_scores

LEAST = 0.95


def measure() -> list[Figure]:
    """Precision and recall on the held-out texts, after the confusion tables."""
    held_out = text_scores.judged(text_scores.held_out())
    for name, judged in (("held out", held_out), ("tuned", text_scores.judged(text_scores.tuned()))):
        sys.stdout.write(f"\n{name}: {len(judged)} texts\n{text_scores.table(judged)}\n")
    return [
        Figure(f"{kind}, {reading}", value, "", LEAST, at_most=False)
        for reading, score in (("by text", text_scores.by_text(held_out)), ("by rule", text_scores.by_rule(held_out)))
        for kind, value in (("precision", score.precision), ("recall", score.recall))
    ]


if __name__ == "__main__":
    end_tidily()
    show("The text check on texts that nobody tuned it on", measure())
