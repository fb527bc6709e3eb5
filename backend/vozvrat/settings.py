"""Settings of this machine, from environment variables that begin with VOZVRAT_; nothing else configures Vozvrat."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from environs import Env, EnvError

from vozvrat.domain.errors import InvalidSetting, UnsafeAddress

OZON = "https://api-seller.ozon.ru"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` holds data (the database, encrypted keys); `config` holds the secret that opens them, elsewhere."""

    home: Path
    config: Path
    database_url: str
    host: str
    port: int
    ozon_url: str
    public_url: str | None
    redis_url: str | None
    log_level: str


def read() -> Settings:
    """The settings as the environment says; raises InvalidSetting or UnsafeAddress naming the variable.

    With VOZVRAT_HOME given, everything lies under that folder's control: data in it, the secret for encrypted
    keys in a sibling folder `<home>.config`, so that a copy of the data folder alone opens no key.
    """
    env = Env(prefix="VOZVRAT_")
    try:
        given = env.str("HOME", "").strip()
        home = Path(given).expanduser().absolute() if given else platformdirs.user_data_path("vozvrat", appauthor=False)
        config = (
            home.with_name(home.name + ".config")
            if given
            else platformdirs.user_config_path("vozvrat", appauthor=False)
        )
        port = env.int("PORT", 8741)
        level = env.str("LOG_LEVEL", "INFO").strip().upper()
        settings = Settings(
            home=home,
            config=config,
            database_url=env.str("DATABASE_URL", "").strip() or f"sqlite:///{home / 'vozvrat.sqlite'}",
            host=loopback("VOZVRAT_HOST", env.str("HOST", "").strip() or "127.0.0.1"),
            port=port,
            ozon_url=_ozon(env.str("OZON_URL", "").strip() or OZON),
            public_url=env.str("PUBLIC_URL", "").strip() or None,
            redis_url=env.str("REDIS_URL", "").strip() or None,
            log_level=level,
        )
    except EnvError as error:
        raise InvalidSetting(setting=_named(str(error)), why=str(error)[:200]) from None
    if not 0 <= port <= 65535:
        raise InvalidSetting(setting="VOZVRAT_PORT", why="0-65535")
    if level not in LOG_LEVELS:
        raise InvalidSetting(setting="VOZVRAT_LOG_LEVEL", why=", ".join(LOG_LEVELS))
    return settings


def loopback(setting: str, host: str) -> str:
    """The host if it names this machine alone; whatever else could show keys and orders to a network."""
    if host == "localhost":
        return "127.0.0.1"
    if not is_loopback(host):
        raise UnsafeAddress(setting=setting, address=host)
    return host


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only. Names other than `localhost` are not trusted."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _ozon(address: str) -> str:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise UnsafeAddress(setting="VOZVRAT_OZON_URL", address=address)
    return address.rstrip("/")


def _named(message: str) -> str:
    """The variable that environs complains of; its messages begin with it in quotes."""
    quoted = message.split('"')
    return quoted[1] if len(quoted) > 2 else "VOZVRAT_*"
