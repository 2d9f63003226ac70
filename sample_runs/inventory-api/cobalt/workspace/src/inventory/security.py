"""Keys, roles, and the limit on wrong keys. The reasons are in SECURITY.md."""

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque

ROUNDS = 20_000
RANK = {"read": 1, "write": 2, "admin": 3}


def generate_key():
    return secrets.token_urlsafe(32)


def locator(key):
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def digest(key, salt):
    return hashlib.pbkdf2_hmac("sha256", key.encode("utf-8", "surrogateescape"), salt, ROUNDS)


def make_record(key):
    """What is stored of a key: (locator, salt, digest)."""
    salt = secrets.token_bytes(16)
    return locator(key), salt, digest(key, salt)


def match(key, rows):
    """The row whose digest belongs to the key. Always computes at least one digest."""
    found = None
    if not rows:
        digest(key, b"no such key")
    for row in rows:
        if hmac.compare_digest(row["digest"], digest(key, row["salt"])):
            found = row
    return found


def may(role, needed):
    return RANK[role] >= RANK[needed]


class WrongKeyLimit:
    """Counts wrong keys per address in a sliding window."""

    def __init__(self, allowed=10, window=60.0, most_addresses=4096, clock=time.monotonic):
        self.allowed = allowed
        self.window = window
        self.most_addresses = most_addresses
        self.clock = clock
        self.lock = threading.Lock()
        self.seen = OrderedDict()

    def wait_for(self, address):
        """Seconds until the address may try again; 0 when it may now."""
        with self.lock:
            times = self.seen.get(address)
            if not times:
                return 0
            now = self.clock()
            while times and times[0] <= now - self.window:
                times.popleft()
            if not times:
                del self.seen[address]
                return 0
            if len(times) < self.allowed:
                return 0
            return max(1, int(times[0] + self.window - now) + 1)

    def count(self, address):
        with self.lock:
            times = self.seen.setdefault(address, deque(maxlen=self.allowed))
            times.append(self.clock())
            self.seen.move_to_end(address)
            while len(self.seen) > self.most_addresses:
                self.seen.popitem(last=False)
