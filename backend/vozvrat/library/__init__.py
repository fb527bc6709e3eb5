"""What sellers make themselves: own rules, and what they change in ours. Every version is kept, with who and when."""

from vozvrat.library.changing import MOST_OWN, put_override, put_own, take_back
from vozvrat.library.passing import Imported, export_rules, import_rules
from vozvrat.library.reading import versions

__all__ = [
    "MOST_OWN",
    "Imported",
    "export_rules",
    "import_rules",
    "put_override",
    "put_own",
    "take_back",
    "versions",
]
