"""The static files of a serving installation: collected once, named by their content, compressed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from lingxing import __version__


def collect_static() -> bool:
    """Collect the static files into the data directory unless they are there already; return whether it was needed."""
    stamp = settings.ENVIRONMENT.home / "static" / "stamp"
    wanted = _fingerprint()
    if stamp.is_file() and stamp.read_text("ascii") == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted, "ascii")
    return True


def _fingerprint() -> str:
    """Return a digest over version, names, sizes and times of every static file."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list(None), key=lambda found: found[0]):
            facts = f"{path}\n{storage.size(path)}\n{storage.get_modified_time(path).timestamp()}\n"
            digest.update(facts.encode())
    return digest.hexdigest()
