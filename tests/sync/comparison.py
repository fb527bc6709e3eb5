"""Whether the database says what the simulated Ozon says, row by row."""

from collections import Counter, defaultdict

from tests.sync.conftest import Shop
from vozvrat import storage
from vozvrat.ozon.states import common_word
from vozvrat.storage.returns import ReturnFilters, StoredReturn


def differences(shop: Shop) -> list[str]:
    """What is wrong, one line each; empty where the two agree."""
    return [*_states(shop), *_links(shop), *_cancellations(shop), *_chats(shop)]


def rows(shop: Shop) -> dict[str, StoredReturn]:
    """Every stored row of both lists, second views of requests too."""
    numbers = [one.number for one in shop.sandbox.world.postings(shop.simulated)]
    found = storage.returns.by_posting(numbers, [shop.id], joined="shown")
    return {one.id: one for group in found.values() for one in group}


def _states(shop: Shop) -> list[str]:
    world = shop.sandbox.world
    said = {f"shop-rfbs-{one.id}": common_word(one.state) for one in world.claims(shop.simulated)}
    said |= {f"shop-common-{one.common_id}": common_word(one.state) for one in world.common_list(shop.simulated)}
    known = {key: one.claim.state for key, one in rows(shop).items()}
    wrong = [f"{key}: {known.get(key)}, Ozon says {state}" for key, state in said.items() if known.get(key) != state]
    return wrong + [f"{key} is not at Ozon" for key in known.keys() - said.keys()]


def _links(shop: Shop) -> list[str]:
    """A join is never between two different things, serves one row only, and hides no request."""
    world, known = shop.sandbox.world, rows(shop)
    request_of = {f"shop-common-{one.common_id}": f"shop-rfbs-{one.id}" for one in world.claims(shop.simulated)}
    joined = {key: one.joined_to for key, one in known.items() if one.joined_to is not None}
    wrong = [f"{key} is joined to {to}" for key, to in joined.items() if request_of.get(key) != to]
    wrong += [f"{to} is joined {times} times" for to, times in Counter(joined.values()).items() if times > 1]
    shown: list[str] = []
    cursor = None
    while True:
        page = storage.returns.search(ReturnFilters(), cursor=cursor, limit=200)
        shown += [one.id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    if Counter(shown) != Counter(known.keys() - joined.keys()):
        wrong.append(f"{len(shown)} are listed of {len(known)}, {len(joined)} of them joined")
    return wrong + _missing_joins(shop, known)


def _missing_joins(shop: Shop, known: dict[str, StoredReturn]) -> list[str]:
    """Where exactly one open request and one open row of the other list share posting and SKU, they are one."""
    groups: dict[tuple[str, str], list[StoredReturn]] = defaultdict(list)
    for one in known.values():
        claim = one.claim
        if one.is_open and claim.type in {"ClientReturn", None} and claim.product and claim.product.sku:
            groups[claim.posting_number, claim.product.sku].append(one)
    wrong = []
    for group in groups.values():
        requests = [one for one in group if one.claim.origin == "rfbs"]
        views = [one for one in group if one.claim.origin == "common" and one.claim.scheme != "fbo"]
        if len(requests) == 1 and len(views) == 1 and views[0].joined_to != requests[0].id:
            wrong.append(f"{views[0].id} is not joined to {requests[0].id}")
    return wrong


def _cancellations(shop: Shop) -> list[str]:
    said = {f"shop-cancel-{one.id}": one.state for one in shop.sandbox.world.cancellations(shop.simulated)}
    known = storage.cancellations.by_id(list(said))
    return [
        f"{key}: {known[key].request.state if key in known else None}, Ozon says {state}"
        for key, state in said.items()
        if key not in known or known[key].request.state != state
    ]


def _chats(shop: Shop) -> list[str]:
    said = {one.id: one.unread for one in shop.sandbox.world.chats(shop.simulated) if one.posting and one.messages}
    known = storage.chats.by_id(shop.id, list(said))
    return [f"chat {key} is missing" for key in said if key not in known] + [
        f"chat {key}: {stored.chat.unread} unread, Ozon says {said[key]}"
        for key, stored in known.items()
        if stored.chat.unread != said[key]
    ]
