"""One vocabulary of return states for both of Ozon's lists.

The common list names its states (`visual.status.sys_name`). The rFBS methods give `state` without any published
list of values, so their words are brought to the same vocabulary where they are the same word in another spelling,
or where the table below says why; everything else is kept as Ozon wrote it, and people see Ozon's `state_name`.
"""

UNKNOWN = "Unknown"

VOCABULARY = (
    "OnSellerApproval", "OnSellerClarification", "OnSellerClarificationAfterPartialCompensation",
    "OfferedPartialCompensation", "PartialCompensationInProcess", "PartialCompensationReturned",
    "ReturnMoneyApproved", "MoneyReturned", "MoneyReturnedBySystem", "Approved", "ApprovedByOzon", "Rejected",
    "CrmRejected", "CancelledDisputeNotOpen", "DisputeOpened", "DisputeYouOpened", "DisputeOpening", "Cancelled",
    "ArrivedAtReturnPlace", "MovingToSeller", "ReturningToSellerByCourier", "WaitingShipment", "ReceivedBySeller",
    "MovingToOzon", "ReturnedToOzon", "Utilizing", "Utilized", "WaitingCompensation", "CompensationOffered",
    "CompensationRejected", "CompensationRejectedBySla", "CompensationRejectedBySeller", "ReturnCompensated",
    "SendingError",
    # seen in rFBS data, without documentation
    "PartialCompensationReturnedByOzon", "ReleasedByProvider", "RejectedByOzon",
    "CancelledDisputeNotOpenOnPostModeration", "UtilizedByOzon", "UtilizingByOzon", "UtilizedByProvider",
    "ArrivedAtWarehouse", "AwaitingProcessing", "OnWay", "OnWayToOzon", "ApprovedOnPreModerationByOzon",
    "CheckingStatus", "PassedToPartner", "Solved", "WriteOff",
)  # fmt: skip
"""CATALOGUE 3.2."""

_OTHER_WORDS = {
    # The official example of the rFBS list: group New (it waits for the seller's first answer), state ON_APPROVAL;
    # approval by the seller is the only one that a new rFBS request can wait for.
    "onapproval": "OnSellerApproval",
}


def _bare(word: str) -> str:
    return word.replace("_", "").replace("-", "").replace(" ", "").lower()


_KNOWN = {_bare(word): word for word in VOCABULARY} | _OTHER_WORDS


def common_word(state: str | None) -> str:
    """The state in the one vocabulary; an unknown word stays as it is, a missing one is "Unknown"."""
    if not state:
        return UNKNOWN
    return _KNOWN.get(_bare(state), state)
