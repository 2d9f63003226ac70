import os

SHORTEST_ADMIN_KEY = 24


class SettingsError(Exception):
    pass


class Settings:
    def __init__(self, host, port, database, admin_key):
        if len(admin_key) < SHORTEST_ADMIN_KEY:
            raise SettingsError("INVENTORY_ADMIN_KEY must have at least %d characters" % SHORTEST_ADMIN_KEY)
        if len(set(admin_key)) < 8:
            raise SettingsError("INVENTORY_ADMIN_KEY is too regular")
        self.host = host
        self.port = port
        self.database = database
        self.admin_key = admin_key

    @classmethod
    def read(cls):
        port = os.environ.get("INVENTORY_PORT", "8080")
        if not port.isdigit() or int(port) > 65535:
            raise SettingsError("INVENTORY_PORT must be a port number")
        return cls(
            os.environ.get("INVENTORY_HOST", "127.0.0.1"),
            int(port),
            os.environ.get("INVENTORY_DB", "inventory.db"),
            os.environ.get("INVENTORY_ADMIN_KEY", ""),
        )
