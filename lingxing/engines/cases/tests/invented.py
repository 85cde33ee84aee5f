"""An invented city's package with a procedure: stalls of a market, and their inspections."""

from pathlib import Path

from lingxing.language.packages import Loaded, load_folder

HERE = Path(__file__).parent / "packages" / "yunmeng"
PACKAGES = {f"yunmeng/{folder.name}": folder for folder in sorted(HERE.iterdir()) if (folder / "policy.yaml").is_file()}


def loaded() -> Loaded:
    """Return the invented packages as if they were the installed ones."""
    return Loaded({identifier: load_folder(folder) for identifier, folder in PACKAGES.items()}, ())
