"""What a town sets outside the database: environment variables and the file `yakuba.env`."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import paths

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
        "PRAGMA foreign_keys=ON;"
    ),
}


def load() -> None:
    """Read `yakuba.env` of the home folder into the environment; what is set already wins.

    :raises YakubaError: if a fixed day is set outside the demo town.
    """
    file = paths.home() / "yakuba.env"
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            if name.strip() and not name.startswith("#"):
                os.environ.setdefault(name.strip(), value.strip())
    if os.environ.get("YAKUBA_TODAY") and not is_demo():
        raise YakubaError(
            Problem(
                "clock.fixed-day",
                "YAKUBA_TODAY は見本の町だけで使えます。",
                "環境変数 YAKUBA_TODAY を消してください。",
            )
        )


def is_demo() -> bool:
    """Return whether this installation is the demo town."""
    return os.environ.get("YAKUBA_DEMO") == "1"


def backup_hour() -> int:
    """Return the hour of the nightly backup in Tokyo, from YAKUBA_BACKUP_HOUR; 2 unless set.

    :raises YakubaError: if it is not a number from 0 to 23.
    """
    text = os.environ.get("YAKUBA_BACKUP_HOUR", "2")
    if text.isdecimal() and int(text) < 24:
        return int(text)
    raise YakubaError(
        Problem(
            "backup.hour",
            f"YAKUBA_BACKUP_HOUR の「{text}」は時刻として読めません。",
            "0〜23 の数を書いてください。",
        )
    )


def secret() -> str:
    """Return the secret key of the home folder; where none is kept, one for this process only."""
    file = paths.home() / "secret"
    if file.exists():
        return file.read_text(encoding="utf-8").strip()
    return secrets.token_urlsafe(48)


def keep_secret(key: str) -> None:
    """Keep the secret key in the home folder, unless there is one."""
    file = paths.home() / "secret"
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(f".{os.getpid()}")
    made.touch(mode=0o600)
    made.write_text(key, encoding="utf-8")
    try:
        os.link(made, file)  # fails when another process was first: its key holds
    except FileExistsError:
        pass
    finally:
        made.unlink()


def database(url: str | None) -> dict[str, Any]:
    """Return Django's settings for a `DATABASE_URL`; none means the file in the home folder."""
    if not url:
        return _sqlite(paths.home() / "yakuba.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise YakubaError(
            Problem(
                "database.url",
                f"DATABASE_URL の「{parts.scheme}」は使えません。",
                "sqlite:///… か postgresql://… を書いてください。",
            )
        )
    return _postgresql(parts.path, parts.username, parts.password, parts.hostname, parts.port) | {
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 4, "timeout": 5},
            **dict(parse_qsl(parts.query)),
        }
    }


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": SQLITE,
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": str(file.with_name("test.sqlite3"))},
    }


def _postgresql(
    path: str, user: str | None, password: str | None, host: str | None, port: int | None
) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(path.lstrip("/")),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""),
        "HOST": unquote(host or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 0,
    }
