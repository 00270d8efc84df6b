"""lychee on the toy archive's site: every link and every fragment inside it leads somewhere.

.venv/bin/python tests/audit/links.py        (`make audit` sets up what it needs)
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.serving import toy_site

LYCHEE = Path(sys.executable).parent / "lychee"


def main() -> int:
    with toy_site() as site:
        options = ["--offline", "--include-fragments", "--no-progress", "--root-dir", site.parent]
        return subprocess.run([LYCHEE, *options, site], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
