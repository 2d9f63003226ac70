"""Programs that nobody named, found where a workspace cannot have put them."""

import os
import shlex
import shutil
from pathlib import Path


def usual(name: str) -> str:
    """The command for a program, as a shell reads it; nothing where it is not installed."""
    # Only folders named in full: a workspace that one stands in may hold a program of this name.
    folders = [one for one in os.get_exec_path() if Path(one).is_absolute()]
    found = shutil.which(name, path=os.pathsep.join(folders))
    return shlex.quote(found) if found else ""
