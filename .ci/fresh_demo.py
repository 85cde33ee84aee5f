"""`fresh_demo.py FOLDER`: install the committed tree into an empty environment and ask the demo's home page.

Only what git keeps is installed, with `pip install .`; the command runs in an empty folder with a home of its own.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import venv
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

REPOSITORY = Path(__file__).resolve().parents[1]
PATIENCE = 300


def main(folder: str) -> int:
    """Return 0 when the demo's home page lists the example documents and the health endpoint is well."""
    scratch = Path(folder).resolve()
    command = install(copy_of_tree(scratch / "tree"), scratch / "environment")
    empty = scratch / "empty"
    empty.mkdir()
    subprocess.run([command, "--help"], cwd=empty, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([command, "gazette", "check", "--help"], cwd=empty, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    home = {"LINGXING_HOME": str(scratch / "home"), "LINGXING_PORT": str(port)}
    for run in ("first", "second"):
        started = time.monotonic()
        demo = subprocess.Popen([command, "demo"], cwd=empty, env=clean_environment() | home, stdin=subprocess.DEVNULL)
        try:
            page = wait_for(f"http://127.0.0.1:{port}/", demo)
            check_pages(port, page)
        finally:
            demo.terminate()
            demo.wait(30)
        print(f"demo, {run} run: home page after {time.monotonic() - started:.1f} s")
    return 0


def copy_of_tree(target: Path) -> Path:
    """Copy the files that git keeps; links stay links."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        source = REPOSITORY / name
        if source.exists() or source.is_symlink():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name, follow_symlinks=False)
    return target


def install(tree: Path, environment: Path) -> Path:
    """Install the tree into a new environment with the locked versions; return the command."""
    venv.create(environment, with_pip=True)
    pip = [environment / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", without_hashes(tree, environment), "."], cwd=tree, check=True)
    return environment / "bin" / "lingxing"


def without_hashes(tree: Path, environment: Path) -> Path:
    """Write the locked versions as constraints: pip takes hashes only where everything has one, the tree has none."""
    lock = (tree / "requirements.lock").read_text("utf-8").splitlines()
    constraints = environment / "constraints.txt"
    constraints.write_text("\n".join(line.rstrip(" \\") for line in lock if "==" in line), "utf-8")
    return constraints


def clean_environment() -> dict[str, str]:
    """Return the environment without any setting of an installation."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str, demo: subprocess.Popen[bytes]) -> str:
    """Return the page once it is served; fail when the demo ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if demo.poll() is not None:
            raise SystemExit(f"the demo ended with status {demo.returncode}")
        try:
            return read(address)
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise SystemExit(f"no answer from {address} within {PATIENCE} s")


def read(address: str) -> str:
    """Return the text of a page that answers 200; anything else raises."""
    with urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode("utf-8")
        return text


def check_pages(port: int, home: str) -> None:
    """Fail unless the home page lists documents with links that work, and its styles and health answer."""
    for expected in ('lang="zh', "令行", "云梦泽"):
        if expected not in home:
            raise SystemExit(f"the home page lacks {expected!r}")
    for path in ("/health", first_link(home, 'href="/documents/'), first_link(home, 'href="/static/')):
        read(f"http://127.0.0.1:{port}{path}")


def first_link(page: str, opening: str) -> str:
    """Return the address of the first link that starts so."""
    start = page.find(opening)
    if start < 0:
        raise SystemExit(f"the home page has no link {opening!r}")
    start += len('href="')
    return page[start : page.index('"', start)].replace("&amp;", "&")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
