"""Where keys are kept: the system's keyring, or encrypted files where there is none (a server, a container)."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vozvrat.domain.errors import KeyStoreUnavailable
from vozvrat.settings import Settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

SERVICE = "vozvrat"
_ACCOUNT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class KeyStore(Protocol):
    """Keys by our own account id."""

    def put(self, account_id: str, key: str) -> None:
        """Keeps a key, replacing an older one."""
        ...

    def get(self, account_id: str) -> str | None:
        """The key, or None where none is kept."""
        ...

    def drop(self, account_id: str) -> None:
        """Forgets a key; nothing happens where there is none."""
        ...


def open_store(settings: Settings) -> KeyStore:
    """Where the settings say; `auto` takes the keyring if this computer has one, else encrypted files."""
    if settings.keys_at == "file" or (settings.keys_at == "auto" and not _has_keyring()):
        return FileStore(folder=settings.home / "keys", secret=settings.config / "keys.secret")
    return KeyringStore()


class KeyringStore:
    """Windows Credential Locker, macOS Keychain, Secret Service."""

    def put(self, account_id: str, key: str) -> None:
        import keyring  # noqa: PLC0415 - loads desktop libraries; most starts never need it

        with _said_plainly():
            keyring.set_password(SERVICE, account_id, key)

    def get(self, account_id: str) -> str | None:
        import keyring  # noqa: PLC0415 - as above

        with _said_plainly():
            return keyring.get_password(SERVICE, account_id)

    def drop(self, account_id: str) -> None:
        import keyring  # noqa: PLC0415 - as above
        import keyring.errors  # noqa: PLC0415

        with _said_plainly(), contextlib.suppress(keyring.errors.PasswordDeleteError):
            keyring.delete_password(SERVICE, account_id)


class FileStore:
    """One encrypted file (mode 0600) an account in `folder`; what opens them lies in `secret`, another folder."""

    def __init__(self, *, folder: Path, secret: Path) -> None:
        self._folder = folder
        self._secret = secret

    def put(self, account_id: str, key: str) -> None:
        with _said_plainly():
            _write_private(self._place(account_id), self._fernet().encrypt(key.encode()))

    def get(self, account_id: str) -> str | None:
        place = self._place(account_id)
        with _said_plainly():
            if not place.exists():
                return None
            return self._decrypted(place.read_bytes())

    def drop(self, account_id: str) -> None:
        with _said_plainly():
            self._place(account_id).unlink(missing_ok=True)

    def _place(self, account_id: str) -> Path:
        if not _ACCOUNT_ID.fullmatch(account_id):
            raise KeyStoreUnavailable(why="no such account id")
        return self._folder / f"{account_id}.key"

    def _decrypted(self, content: bytes) -> str:
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - as below

        try:
            return self._fernet().decrypt(content).decode()
        except InvalidToken:
            raise KeyStoreUnavailable(why="the file does not belong to this computer's secret") from None

    def _fernet(self) -> "Fernet":
        from cryptography.fernet import Fernet  # noqa: PLC0415 - 10 MB that wait for the first key

        if not self._secret.exists():
            _write_private(self._secret, Fernet.generate_key(), replace=False)
        return Fernet(self._secret.read_bytes())


@contextlib.contextmanager
def _said_plainly() -> Iterator[None]:
    """What the keyring, the file system or the cipher say becomes one error of ours, without a key in it."""
    try:
        yield
    except KeyStoreUnavailable:
        raise
    except Exception as error:  # keyring backends raise classes of their own, by platform
        raise KeyStoreUnavailable(why=getattr(error, "strerror", None) or type(error).__name__) from None


def _write_private(place: Path, content: bytes, *, replace: bool = True) -> None:
    """Writes a file that only its owner may read, whole or not at all."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if replace:
        draft.replace(place)
        return
    with contextlib.suppress(FileExistsError):  # somebody else made it meanwhile: theirs is the one
        os.link(draft, place)
    draft.unlink()


def _has_keyring() -> bool:
    import keyring  # noqa: PLC0415 - loads desktop libraries
    from keyring.backends import chainer, fail, null  # noqa: PLC0415

    found = keyring.get_keyring()
    if isinstance(found, chainer.ChainerBackend):
        return bool(found.backends)
    return not isinstance(found, fail.Keyring | null.Keyring)
