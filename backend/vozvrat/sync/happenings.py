"""The names of the events that `sync` writes. They are stable: clients and notifications know them."""

RETURN_NEW = "return_new"
"""A return turned up that was not there before. Details: `state`, `state_name`, `type`."""

RETURN_STATE = "return_state"
"""Details: `from`, `to`, `state_name`."""

RETURN_JOINED = "return_joined"
"""A row of the common list is the same as this rFBS request. Details: `view` (our id of that row)."""

ORDER_STATUS = "order_status"
"""Details: `from`, `to`."""

ORDER_DELIVERED = "order_delivered_between"
"""The time of delivery became known, or known better. Details: `from`, `to`."""

CANCELLATION_NEW = "cancellation_new"
CANCELLATION_STATE = "cancellation_state_changed"
"""Details: `from`, `to`."""

BUYER_WROTE = "buyer_wrote"
"""Details: `unread`."""

OBSERVED = "observation"
"""A page of the seller center showed a timer. Details: `answer_due_at`, `page`."""

SYNC_DONE = "sync_done"
ACCOUNT_STOPPED = "account_stopped"
"""Details: `code` of the error."""
