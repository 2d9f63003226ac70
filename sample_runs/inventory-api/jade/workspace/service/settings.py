"""Configuration from config/service.ini and the environment."""

from __future__ import annotations

import configparser
import os
from dataclasses import dataclass
from pathlib import Path

_INI = Path(__file__).resolve().parent.parent / "config" / "service.ini"


@dataclass(frozen=True)
class Settings:
    host: str
    port: int
    database: str
    max_body: int
    page_size: int
    max_page_size: int
    admin_key: str | None


def load_settings(ini: Path = _INI) -> Settings:
    parser = configparser.ConfigParser()
    parser.read(ini, encoding="utf-8")
    return Settings(
        host=os.environ.get("INVENTORY_HOST", parser.get("server", "host")),
        port=int(os.environ.get("INVENTORY_PORT", parser.get("server", "port"))),
        database=os.environ.get("INVENTORY_DB", parser.get("database", "path")),
        max_body=parser.getint("server", "max_body_kib") * 1024,
        page_size=parser.getint("limits", "page_size"),
        max_page_size=parser.getint("limits", "max_page_size"),
        admin_key=os.environ.get("INVENTORY_ADMIN_KEY"),
    )
