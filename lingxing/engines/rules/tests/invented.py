"""An invented city's packages: every kind of fact, a list of events, one expired rule without a number."""

from pathlib import Path

from lingxing.language.packages import Loaded, load_folder

HERE = Path(__file__).parent / "packages" / "yunmeng"
PACKAGES = {f"yunmeng/{folder.name}": folder for folder in sorted(HERE.iterdir()) if (folder / "policy.yaml").is_file()}


def loaded():
    """Return the invented packages as if they were the installed ones."""
    return Loaded({identifier: load_folder(folder) for identifier, folder in PACKAGES.items()}, ())
