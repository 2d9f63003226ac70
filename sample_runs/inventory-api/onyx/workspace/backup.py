"""Copies the database with SQLite's online backup and keeps the newest copies."""

import sqlite3
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import settings

ALIVE = Path("/tmp/backup.alive")


def make_backup():
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(timezone.utc).strftime("%Y%m%d-%H%M%S")
    target = folder / f"inventory-{stamp}.db"
    source = sqlite3.connect(settings.DB_PATH)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    return target


def rotate():
    copies = sorted(Path(settings.BACKUP_DIR).glob("inventory-*.db"), reverse=True)
    for old in copies[settings.BACKUP_KEEP:]:
        old.unlink()


def main():
    while True:
        print(f"backup: wrote {make_backup()}", flush=True)
        rotate()
        ALIVE.touch()
        if "--once" in sys.argv:
            return
        time.sleep(settings.BACKUP_INTERVAL)


if __name__ == "__main__":
    main()
