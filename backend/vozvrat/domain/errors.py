"""What can go wrong, as classes. Front doors turn them into words (`vozvrat.words`); nobody else does.

Each class names its parameters; none of them may hold a key or a buyer's text.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar


class VozvratError(Exception):
    """The root of all errors that a person can be told about. `code` is stable: words and clients know it."""

    code: ClassVar[str] = "error"

    def __init__(self, **parameters: object) -> None:
        super().__init__(self.code, parameters)
        self.parameters: Mapping[str, object] = parameters


# --- what somebody asked for, or gave us -------------------------------------------------


class NotFound(VozvratError):
    """Parameters: `what` (posting, return, cancellation, account, device, template, rule, pack), `id`."""

    code = "not_found"


class UnknownTemplate(NotFound):
    """Parameters: `what` ("template"), `id`."""


class InvalidInput(VozvratError):
    """What a client sent does not hold. Parameter: `errors` (JSON pointer or field → messages)."""

    code = "invalid_input"

    def __init__(self, *, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__(errors=errors)
        self.errors = errors


class InvalidFacts(InvalidInput):
    """A facts document that does not hold to its schema."""

    code = "invalid_facts"


class InvalidRule(InvalidInput):
    """A seller's own rule, or an override, that does not hold.

    Parameters: `errors` (field → messages) and, where the condition is at fault, `place`: the code point of `when`
    at which it goes wrong, counted from 0.
    """

    code = "invalid_rule"

    def __init__(self, *, errors: Mapping[str, Sequence[str]], place: int | None = None) -> None:
        super().__init__(errors=errors)
        self.place = place


class MalformedPostingNumber(VozvratError):
    """Parameter: `text` (at most 40 characters of what was given)."""

    code = "malformed_posting_number"


class CurrencyMismatch(VozvratError):
    """Parameters: `left`, `right` (currency codes)."""

    code = "currency_mismatch"


class TextTooLong(VozvratError):
    """Parameters: `over_by`, `limit` (code points)."""

    code = "text_too_long"


class Conflict(VozvratError):
    """What is asked for contradicts what is there. Parameters: `what`, `id`."""

    code = "conflict"


# --- what we ship or were given is broken ------------------------------------------------


class BrokenPack(VozvratError):
    """A policy pack that must not load. Parameters: `file`, `rule`, `example`, `why`."""

    code = "broken_pack"


class BrokenTemplate(VozvratError):
    """A template that must not load. Parameters: `file`, `template`, `why`."""

    code = "broken_template"


# --- this machine ------------------------------------------------------------------------


class DatabaseDamaged(VozvratError):
    """The database file cannot be read as one. Parameter: `path`."""

    code = "database_damaged"


class DatabaseFromTheFuture(VozvratError):
    """The database was written by a newer version. Parameter: `path`."""

    code = "database_from_the_future"


class DatabaseUnavailable(VozvratError):
    """The database does not answer or may not be written. Parameters: `path`, `why`."""

    code = "database_unavailable"


class PortBusy(VozvratError):
    """Parameters: `host`, `port`."""

    code = "port_busy"


class UnsafeAddress(VozvratError):
    """An address that would show keys to others. Parameters: `setting`, `address`."""

    code = "unsafe_address"


class InvalidSetting(VozvratError):
    """Parameters: `setting`, `why`."""

    code = "invalid_setting"


class NoBrowser(VozvratError):
    """No Chromium was found. Parameter: `looked` (where)."""

    code = "no_browser"


class NotBuilt(VozvratError):
    """The extension is not built. Parameter: `path`."""

    code = "not_built"


class KeyStoreUnavailable(VozvratError):
    """Keys at rest cannot be read or written. Parameter: `why`."""

    code = "key_store_unavailable"


# --- pairing -----------------------------------------------------------------------------


class PairingRefused(VozvratError):
    """The code is wrong, used, expired or burnt; which one is not told."""

    code = "pairing_refused"


# --- Ozon --------------------------------------------------------------------------------


class OzonError(VozvratError):
    """An answer of Ozon that is no success.

    Parameters: `method` (path), and, as far as there was an answer, `status`, `ozon_code`, `message`, `trace_id`.
    """

    code = "ozon_error"


class InvalidKey(OzonError):
    """The Client-Id and Api-Key do not belong together, or the key is unknown (HTTP 404, code 5)."""

    code = "ozon_invalid_key"


class KeyDeactivated(OzonError):
    code = "ozon_key_deactivated"


class KeyRestrictedToAddresses(OzonError):
    code = "ozon_key_restricted_to_addresses"


class CompanyBlocked(OzonError):
    code = "ozon_company_blocked"


class OfferNotSigned(OzonError):
    code = "ozon_offer_not_signed"


class RoleMissing(OzonError):
    """The key may not call this method."""

    code = "ozon_role_missing"


class SubscriptionMissing(OzonError):
    """The seller's subscription does not include this method."""

    code = "ozon_subscription_missing"


class AccessDenied(OzonError):
    code = "ozon_access_denied"


class ObsoleteMethod(OzonError):
    """Ozon switched the method off; this version of Vozvrat is too old for it."""

    code = "ozon_obsolete_method"


class NotFoundAtOzon(OzonError):
    """Ozon does not know the thing, or it belongs to another seller."""

    code = "ozon_not_found"


class BadRequest(OzonError):
    """Ozon did not accept the request as it stands."""

    code = "ozon_bad_request"


class RateLimited(OzonError):
    """Too many requests; further parameter `retry_after` (seconds)."""

    code = "ozon_rate_limited"


class CircleOpen(OzonError):
    """Ozon paused this method for some minutes; further parameter `until`."""

    code = "ozon_circle_open"


class OzonDown(OzonError):
    """Ozon does not answer, or answers with an error of its own (5xx, network, timeout)."""

    code = "ozon_down"


class Unreadable(OzonError):
    """An answer that is no JSON of the expected kind."""

    code = "ozon_unreadable"


STOPS_THE_ACCOUNT: tuple[type[OzonError], ...] = (
    InvalidKey,
    KeyDeactivated,
    KeyRestrictedToAddresses,
    CompanyBlocked,
    OfferNotSigned,
)
"""Errors after which no further call of that account makes sense until the seller has done something."""

SKIPS_THE_METHOD: tuple[type[OzonError], ...] = (RoleMissing, SubscriptionMissing, AccessDenied, ObsoleteMethod)
"""Errors that concern one method: it is reported and left out, the rest of a sync goes on."""
