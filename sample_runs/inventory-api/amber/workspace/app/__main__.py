import signal
import sys
import threading

from app.application import Application
from app.config import Config, ConfigError
from app.server import make_server


def main() -> int:
    try:
        config = Config.from_env()
        application = Application(config)
        application.prepare()
    except ConfigError as error:
        print(f"inventory: {error}", file=sys.stderr)
        return 2

    server = make_server(application)
    host, port = server.server_address[:2]
    print(f"inventory: listening on http://{host}:{port}/ (database {config.db_path})", flush=True)

    def stop(signum, frame):
        # shutdown() waits for serve_forever(), which runs in this very thread
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
