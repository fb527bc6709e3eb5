"""The two Vue libraries that the cabinet's pages run on.

They are not kept in the repository: the extension's package.json names them (`vue`, and `vue2` as an alias
of Vue 2.7) and set-up copies the run-time builds from there. Run by hand:

    python -m vozvrat_sandbox.seller_center.vendor extension/node_modules
"""

import shutil
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "vendor"
FILES = {
    "vue2.runtime.js": "vue2/dist/vue.runtime.min.js",
    "vue3.runtime.js": "vue/dist/vue.runtime.global.prod.js",
}


def missing() -> list[str]:
    """Names of the libraries that set-up has not copied yet."""
    return [name for name in FILES if not (FOLDER / name).is_file()]


def copy_from(node_modules: Path) -> None:
    """Copies both libraries; raises FileNotFoundError naming what the folder lacks."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(node_modules / source, FOLDER / name)


if __name__ == "__main__":
    copy_from(Path(sys.argv[1] if len(sys.argv) > 1 else "extension/node_modules"))
