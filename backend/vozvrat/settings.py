"""Settings of this machine, from environment variables that begin with VOZVRAT_; nothing else configures Vozvrat.

OZON_URL may be given without the beginning too, as its name cannot mean anything else.
"""

import ipaddress
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from environs import Env, EnvError

from vozvrat.domain.errors import InvalidSetting, UnsafeAddress

OZON = "https://api-seller.ozon.ru"
KEYS_AT = ("auto", "file", "keyring")
DATABASES = ("sqlite", "postgresql+psycopg")
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
    log_level: str
    requests_per_second: int
    """How fast Ozon is asked for one account at most; 0 (no limit) only where Ozon is simulated on this machine."""

    keys_at: str
    """Where Ozon keys are kept: `keyring`, `file`, or `auto` for the keyring where this computer has one."""


def read() -> Settings:
    """The settings as the environment says; raises InvalidSetting or UnsafeAddress naming the variable.

    A data folder given by VOZVRAT_HOME keeps its keys in files of its own and does not mix with the keyring. The
    secret that opens them lies in VOZVRAT_CONFIG, else in the sibling folder `<home>.config`: a copy of the data
    folder alone opens no key.
    """
    env = Env(prefix="VOZVRAT_")
    try:
        given = env.str("HOME", "").strip()
        apart = env.str("CONFIG", "").strip()
        home = Path(given).expanduser().absolute() if given else platformdirs.user_data_path("vozvrat", appauthor=False)
        config = _config(home, apart=apart, own=bool(given))
        port = env.int("PORT", 8741)
        pace = env.int("REQUESTS_PER_SECOND", 20)
        keys_at = env.str("KEYS", "").strip().lower() or ("file" if given else "auto")
        level = env.str("LOG_LEVEL", "INFO").strip().upper()
        settings = Settings(
            home=home,
            config=config,
            database_url=_database(env.str("DATABASE_URL", "").strip() or f"sqlite:///{home / 'vozvrat.sqlite'}"),
            host=loopback("VOZVRAT_HOST", env.str("HOST", "").strip() or "127.0.0.1"),
            port=port,
            ozon_url=_ozon(env.str("OZON_URL", "").strip() or Env().str("OZON_URL", "").strip() or OZON),
            log_level=level,
            requests_per_second=pace,
            keys_at=keys_at,
        )
    except EnvError as error:
        raise InvalidSetting(setting=_named(str(error)), why=str(error)[:200]) from None
    if not 0 <= port <= 65535:
        raise InvalidSetting(setting="VOZVRAT_PORT", why="0-65535")
    if level not in LOG_LEVELS:
        raise InvalidSetting(setting="VOZVRAT_LOG_LEVEL", why=", ".join(LOG_LEVELS))
    if not (0 < pace <= 50) and not (pace == 0 and settings.ozon_url.startswith("http:")):
        raise InvalidSetting(setting="VOZVRAT_REQUESTS_PER_SECOND", why="1-50")
    if keys_at not in KEYS_AT:
        raise InvalidSetting(setting="VOZVRAT_KEYS", why=", ".join(KEYS_AT))
    return settings


def _config(home: Path, *, apart: str, own: bool) -> Path:
    """Where the secret for encrypted keys lies: never in the data folder, on systems too that know only one folder."""
    usual = platformdirs.user_config_path("vozvrat", appauthor=False)
    if apart:
        return Path(apart).expanduser().absolute()
    return home.with_name(home.name + ".config") if own or usual == home else usual


def prepare(settings: Settings) -> None:
    """Makes the data folder, for its owner alone: orders and buyers' words lie in it.

    Files in a folder that was there before, open to others, are for their owner alone too.
    """
    os.umask(0o077)
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidSetting(setting="VOZVRAT_HOME", why=error.strerror or type(error).__name__) from None


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


def _database(address: str) -> str:
    """An address of a kind of database that we know and can reach; its password is never repeated."""
    kind = address.partition("://")[0]
    if kind not in DATABASES:
        raise InvalidSetting(setting="VOZVRAT_DATABASE_URL", why="sqlite:///…, postgresql+psycopg://…")
    if kind != "sqlite" and find_spec("psycopg") is None:
        raise InvalidSetting(setting="VOZVRAT_DATABASE_URL", why="psycopg is not installed")
    return address


def _named(message: str) -> str:
    """The variable that environs complains of; its messages begin with it in quotes."""
    quoted = message.split('"')
    return quoted[1] if len(quoted) > 2 else "VOZVRAT_*"
