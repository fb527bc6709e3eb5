"""What an action of `available_actions` does and what it needs.

Ozon publishes three ids and no list. The rest is known by its name alone, so an action whose name says nothing we
know is "other": it is shown, with Ozon's own name, and nothing is guessed about it.
"""

from vozvrat.domain.returns import Action, ActionKind, Need

REJECTIONS = frozenset({"-1", "-10"})
PARTIAL_COMPENSATION = "1020"

_BY_NAME: tuple[tuple[ActionKind, tuple[str, ...]], ...] = (
    # the order matters: "refund a part" before "refund", "confirm receipt" before "confirm"
    (ActionKind.REJECT, ("отклон", "отказать", "reject", "decline", "refuse", "拒绝", "驳回")),
    (ActionKind.COMPENSATE, ("частичн", "часть", "компенс", "partial", "part of", "compensat", "部分", "补偿")),
    (ActionKind.REFUND, ("вернуть", "верните", "возврат денег", "возврат средств", "возместить",
                         "refund", "money", "退款")),
    (ActionKind.CONFIRM_RECEIPT, ("получен", "получил", "receipt", "received", "收到", "收货")),
    (ActionKind.APPROVE, ("одобр", "соглас", "подтверд", "проверк",
                          "approve", "accept", "verify", "inspect", "同意", "批准")),
)  # fmt: skip


def action(action_id: str, name: str, *, defect: bool) -> Action:
    """An action with its meaning and what must come with it; `defect`: the buyer's reason is one."""
    kind = kind_of(action_id, name)
    return Action(id=action_id, name=name, kind=kind, needs=needs_of(kind, defect=defect))


def kind_of(action_id: str, name: str) -> ActionKind:
    """By id where Ozon names it, else by the words of its name. Negative ids are rejections."""
    if action_id.startswith("-"):
        return ActionKind.REJECT
    if action_id == PARTIAL_COMPENSATION:
        return ActionKind.COMPENSATE
    lowered = name.lower()
    for kind, fragments in _BY_NAME:
        if any(fragment in lowered for fragment in fragments):
            return kind
    return ActionKind.OTHER


def needs_of(kind: ActionKind, *, defect: bool) -> tuple[Need, ...]:
    """Ozon requires reason and comment for rejections and the sum for a compensation; postage is owed for defects."""
    if kind is ActionKind.REJECT:
        return ("rejection_reason", "comment")
    if kind is ActionKind.COMPENSATE:
        return ("amount",)
    if kind is ActionKind.REFUND and defect:
        return ("postage",)
    return ()
