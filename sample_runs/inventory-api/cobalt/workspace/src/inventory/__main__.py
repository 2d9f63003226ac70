import logging
import sys

from inventory.server import InventoryServer
from inventory.settings import Settings, SettingsError
from inventory.storage import Storage


def main():
    logging.basicConfig(format="%(asctime)s %(message)s")
    try:
        settings = Settings.read()
    except SettingsError as problem:
        sys.exit("inventory: %s" % problem)
    storage = Storage(settings.database)
    storage.create()
    storage.ensure_admin(settings.admin_key)
    with InventoryServer(settings, storage) as server:
        print("inventory: http://%s:%d/" % server.server_address[:2], flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


main()
