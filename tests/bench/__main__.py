"""Runs the measurements that are named, or all of them."""

import sys
from importlib import import_module

NAMES = ("pages", "forms", "registration", "reading", "coding")


def main(names: list[str]) -> int:
    """Runs each and returns 0, or 2 when a name is none of ours."""
    for name in names or NAMES:
        if name not in NAMES:
            print(f"no such measurement: {name}; there are {', '.join(NAMES)}")
            return 2
        print(f"== {name}")
        import_module(f"tests.bench.{name}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
