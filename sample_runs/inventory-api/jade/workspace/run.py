#!/usr/bin/env python3
"""Entry point of the service."""

from service.application import build_application
from service.http_server import serve

if __name__ == "__main__":
    serve(build_application())
