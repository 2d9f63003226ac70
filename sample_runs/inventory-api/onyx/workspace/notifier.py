"""Asks for the low-stock report on a schedule and logs products that are new on it."""

import json
import time
import urllib.error
import urllib.request
from pathlib import Path

import settings

ALIVE = Path("/tmp/notifier.alive")


def fetch():
    request = urllib.request.Request(
        f"{settings.NOTIFIER_API}/api/reports/low-stock", headers={"X-Api-Key": settings.ADMIN_KEY}
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)["items"]


def check(known):
    """Logs new entries and returns the SKUs that are low now."""
    items = fetch()
    for item in items:
        if item["sku"] not in known:
            print(f"LOW {item['sku']}: {item['stock']} left, reorder at {item['reorder_level']}", flush=True)
    return {item["sku"] for item in items}


def main():
    known = set()
    while True:
        try:
            known = check(known)
            ALIVE.touch()
        except (urllib.error.URLError, OSError) as error:
            print(f"notifier: {error}", flush=True)
        time.sleep(settings.NOTIFIER_INTERVAL)


if __name__ == "__main__":
    main()
