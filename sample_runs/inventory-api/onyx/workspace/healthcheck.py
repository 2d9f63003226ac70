"""For the healthchecks in docker-compose.yml: asks the API, or looks at the age of a file."""

import os
import sys
import time
import urllib.request

import settings


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "--file":
        return 0 if time.time() - os.path.getmtime(sys.argv[2]) < float(sys.argv[3]) else 1
    with urllib.request.urlopen(f"http://127.0.0.1:{settings.PORT}/health", timeout=2) as response:
        return 0 if response.status == 200 else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError:
        sys.exit(1)
