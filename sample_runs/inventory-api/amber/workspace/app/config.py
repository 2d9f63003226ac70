"""Settings, read once from the environment."""

import os
from dataclasses import dataclass

MIN_ADMIN_KEY = 16


class ConfigError(Exception):
    pass


@dataclass(frozen=True)
class Config:
    host: str = "127.0.0.1"
    port: int = 8080
    db_path: str = "inventory.db"
    admin_key: str | None = None

    @classmethod
    def from_env(cls, env=None) -> "Config":
        env = os.environ if env is None else env
        raw_port = env.get("INVENTORY_PORT", "8080")
        try:
            port = int(raw_port)
        except ValueError:
            raise ConfigError(f"INVENTORY_PORT is not a number: {raw_port!r}") from None
        if not 0 <= port <= 65535:
            raise ConfigError(f"INVENTORY_PORT is out of range: {port}")

        admin_key = env.get("INVENTORY_ADMIN_KEY") or None
        if admin_key is not None and len(admin_key) < MIN_ADMIN_KEY:
            raise ConfigError(f"INVENTORY_ADMIN_KEY needs at least {MIN_ADMIN_KEY} characters")
        return cls(
            host=env.get("INVENTORY_HOST", "127.0.0.1"),
            port=port,
            db_path=env.get("INVENTORY_DB", "inventory.db"),
            admin_key=admin_key,
        )
