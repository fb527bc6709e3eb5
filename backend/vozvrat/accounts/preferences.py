"""What the seller prefers: time zone, language, and whether the policy pages are watched."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from vozvrat import storage
from vozvrat.domain.errors import InvalidInput
from vozvrat.domain.locale import LOCALES, Locale

DEFAULT_ZONE = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class Preferences:
    """`locale` None follows the reader's browser."""

    time_zone: str = DEFAULT_ZONE
    locale: Locale | None = None
    policy_watch: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def preferences() -> Preferences:
    """What was chosen, else Moscow time and the browser's language."""
    everything = storage.settings.get_all()
    kept = {name: value for name, value in everything.items() if isinstance(value, str)}
    zone = kept.get("time_zone", DEFAULT_ZONE)
    locale = kept.get("locale")
    return Preferences(
        time_zone=zone if _exists(zone) else DEFAULT_ZONE,
        locale=next((known for known in LOCALES if known == locale), None),
        policy_watch=everything.get("policy_watch") is True,
    )


def change_preferences(changes: Mapping[str, str | bool | None]) -> Preferences:
    """Keeps what is given, None takes a choice back; raises InvalidInput for an unknown zone or language."""
    zone, locale = changes.get("time_zone"), changes.get("locale")
    wrong: dict[str, list[str]] = {}
    if zone is not None and not (isinstance(zone, str) and _exists(zone)):
        wrong["time_zone"] = ["There is no such time zone; one looks like Asia/Shanghai."]
    if locale is not None and locale not in LOCALES:
        wrong["locale"] = [f"One of {', '.join(LOCALES)} is needed."]
    if wrong:
        raise InvalidInput(errors=wrong)
    with storage.transaction():
        for name in ("time_zone", "locale", "policy_watch"):
            if name in changes and changes[name] is None:
                storage.settings.remove(name)
            elif name in changes:
                storage.settings.put(name, changes[name])
    return preferences()


def _exists(zone: str) -> bool:
    return zone in _zones()


@cache
def _zones() -> frozenset[str]:
    """Zones that browsers know by the same name: not the files about this computer that lie beside them."""
    return frozenset(available_timezones() - {"Factory", "localtime"})
