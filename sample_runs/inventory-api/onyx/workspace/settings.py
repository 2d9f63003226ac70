"""Configuration from the environment."""

import os

HOST = os.environ.get("INVENTORY_HOST", "127.0.0.1")
PORT = int(os.environ.get("INVENTORY_PORT", "8080"))
DB_PATH = os.environ.get("INVENTORY_DB", "inventory.db")
ADMIN_KEY = os.environ.get("INVENTORY_ADMIN_KEY", "change-me-please")

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200

NOTIFIER_API = os.environ.get("NOTIFIER_API", f"http://{HOST}:{PORT}")
NOTIFIER_INTERVAL = int(os.environ.get("NOTIFIER_INTERVAL", "300"))

BACKUP_DIR = os.environ.get("BACKUP_DIR", "backups")
BACKUP_INTERVAL = int(os.environ.get("BACKUP_INTERVAL", "3600"))
BACKUP_KEEP = int(os.environ.get("BACKUP_KEEP", "24"))
