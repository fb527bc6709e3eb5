"""The simulated world: accounts, goods, orders, returns, chats, and the time they live in.

How to read it (hold ``world.lock`` where several things must fit together; moments are unix seconds,
``when(moment)`` makes a datetime)::

    world = World(seed=7, returns=400)
    world.clock.now()                     # the world's time
    world.accounts                        # Account: client_id, name, currency, cross_border
    world.postings(account)               # Posting: number, scheme, status, items, created_at; oldest first
    world.postings(account, Scheme.RFBS)  # of one scheme
    world.posting("58544282-0057-1")      # Posting or None
    world.returns(account)                # Return: id, number, posting, state, reason, comment, photos, product
    world.return_(8000000123)             # Return or None
    world.returns_of("58544282-0057-1")   # the returns of one parcel
    STATES[claim.state].name, .group      # the state as shown, and its group of rFBS requests
    world.actions(claim)                  # action ids that the seller has now; NAMES[id] is the button
    rejection_reasons(claim)              # [{"id", "name", "hint", "is_comment_required"}]
    world.answer_due_at(claim)            # datetime or None: the countdown that only the page shows
    world.cancellations(account)          # Cancellation: id, posting, state, auto_approve_at
    world.chats(account)                  # Chat: id, posting, status, messages (author, text, created_at)

``vozvrat_sandbox.life.Life`` makes it move, and a world has one only (``Sandbox.life``): ``act`` on rFBS requests,
``approve_common`` and ``reject_common`` on the others, ``decide_cancellation``, ``seller_writes``.
"""

from .model import (
    DAY,
    HOUR,
    Account,
    Cancellation,
    Chat,
    Credential,
    Message,
    Notification,
    Posting,
    Product,
    Reason,
    Return,
    Review,
    Scheme,
    Trouble,
    when,
)
from .states import NAMES, STATES, State, actions, rejection_reasons
from .world import DEFAULT_ORDERS_PER_RETURN, DEFAULT_RETURNS, World

__all__ = [
    "DAY",
    "DEFAULT_ORDERS_PER_RETURN",
    "DEFAULT_RETURNS",
    "HOUR",
    "NAMES",
    "STATES",
    "Account",
    "Cancellation",
    "Chat",
    "Credential",
    "Message",
    "Notification",
    "Posting",
    "Product",
    "Reason",
    "Return",
    "Review",
    "Scheme",
    "State",
    "Trouble",
    "World",
    "actions",
    "rejection_reasons",
    "when",
]
