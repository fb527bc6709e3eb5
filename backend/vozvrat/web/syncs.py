"""Full syncs asked for over HTTP: in the background, one an account in this process; `sync` itself joins others."""

import threading
from datetime import datetime
from typing import Literal

import structlog

from vozvrat import accounts, sync
from vozvrat.domain.errors import VozvratError

_running: dict[str, threading.Thread] = {}
_lock = threading.Lock()

log = structlog.get_logger("vozvrat.web")


def start(account_id: str, *, since: datetime | None) -> Literal["started", "joined"]:
    """Starts a full sync unless one of this process runs already."""
    with _lock:
        if runs(account_id):
            return "joined"
        thread = threading.Thread(target=_run, args=(account_id, since), name=f"sync-{account_id}", daemon=True)
        _running[account_id] = thread
        thread.start()
    return "started"


def runs(account_id: str) -> bool:
    """Whether a full sync of the account runs in this process."""
    thread = _running.get(account_id)
    return thread is not None and thread.is_alive()


def _run(account_id: str, since: datetime | None) -> None:
    try:
        sync.full(account_id, since=since)
    except VozvratError as error:
        log.warning("sync ended early", account=account_id, error_code=error.code)
    except Exception as error:
        if any(account.id == account_id for account in accounts.list_all()):
            log.error("sync failed", account=account_id, exc_info=error)
        else:  # removed meanwhile, with all that its rows hang on
            log.info("sync of a removed account ended", account=account_id)
