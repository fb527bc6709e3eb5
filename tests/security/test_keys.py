"""Keys at rest: unreadable without the secret that lies elsewhere, gone when dropped, plain words otherwise."""

import stat
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from vozvrat import keys, settings, storage
from vozvrat.domain.errors import KeyStoreUnavailable
from vozvrat.keys.store import FileStore, KeyringStore

KEY = "5b0f3a52-7c0e-4c7d-9d7e-2f1a6f0c1e01"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(folder=tmp_path / "data" / "keys", secret=tmp_path / "config" / "keys.secret")


def test_a_key_comes_back_as_it_was_and_replaced_keys_are_gone(store: FileStore, tmp_path: Path) -> None:
    store.put("shop", "old-" + KEY)
    store.put("shop", KEY)
    assert store.get("shop") == KEY
    assert store.get("other") is None
    assert [place.name for place in (tmp_path / "data" / "keys").iterdir()] == ["shop.key"]


def test_files_are_their_owners_alone_and_hold_no_key_in_clear(store: FileStore, tmp_path: Path) -> None:
    store.put("shop", KEY)
    for place in (tmp_path / "data" / "keys" / "shop.key", tmp_path / "config" / "keys.secret"):
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
        assert KEY.encode() not in place.read_bytes()


def test_the_data_folder_alone_opens_nothing(store: FileStore, tmp_path: Path) -> None:
    store.put("shop", KEY)
    stolen = FileStore(folder=tmp_path / "data" / "keys", secret=tmp_path / "elsewhere" / "keys.secret")
    with pytest.raises(KeyStoreUnavailable) as refused:
        stolen.get("shop")
    assert KEY not in str(refused.value)


def test_a_damaged_file_is_said_and_not_taken_for_a_key(store: FileStore, tmp_path: Path) -> None:
    store.put("shop", KEY)
    (tmp_path / "data" / "keys" / "shop.key").write_bytes(b"garbage")
    with pytest.raises(KeyStoreUnavailable):
        store.get("shop")


def test_a_dropped_key_is_gone_and_may_be_dropped_twice(store: FileStore) -> None:
    store.put("shop", KEY)
    store.drop("shop")
    store.drop("shop")
    assert store.get("shop") is None


@pytest.mark.parametrize("name", ["../shop", "a/b", "", "a" * 65, "shop.key"])
def test_an_account_cannot_name_a_file_elsewhere(store: FileStore, name: str) -> None:
    with pytest.raises(KeyStoreUnavailable):
        store.put(name, KEY)


class _Ring(KeyringBackend):
    """A keyring in memory, as far as ours is concerned."""

    priority = 1  # type: ignore[assignment]  # a class attribute, as keyring's own backends have it

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VOZVRAT_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_the_systems_keyring_is_used_where_there_is_one(no_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = _Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    monkeypatch.setattr("keyring.core._keyring_backend", ring)
    found = keys.open_store(settings.read())
    assert isinstance(found, KeyringStore)
    found.put("shop", KEY)
    assert found.get("shop") == KEY
    found.drop("shop")
    found.drop("shop")
    assert found.get("shop") is None


def test_a_locked_keyring_is_said_plainly(no_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = _Ring(locked=True)
    monkeypatch.setattr("keyring.core._keyring_backend", ring)
    with pytest.raises(KeyStoreUnavailable):
        KeyringStore().get("shop")


def test_a_data_folder_of_ones_own_does_not_mix_with_the_keyring(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VOZVRAT_HOME", str(tmp_path / "data"))
    assert isinstance(keys.open_store(settings.read()), FileStore)


def test_orders_in_a_folder_that_is_open_to_others_are_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    monkeypatch.setenv("VOZVRAT_HOME", str(tmp_path))
    chosen = settings.read()
    settings.prepare(chosen)
    storage.open(chosen.database_url)
    storage.close()
    places = [place for place in tmp_path.iterdir() if place.is_file()]
    assert places
    assert {stat.S_IMODE(place.stat().st_mode) for place in places} == {0o600}
