"""Public names of a package, imported on first use: the only `__getattr__` of the project.

`import normalize` and `import translate` must stay free of cost: the command line starts with them, and each of their
modules brings models or dictionaries.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def imported_on_use(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package.

    Args:
        package: its name, such as "normalize".
        homes: module inside the package, such as "match.compare" → the public names that it defines.

    The function returned raises AttributeError for a name that is in none of the modules.
    """
    module_of = {name: module for module, names in homes.items() for name in names}

    def public_name(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{package}.{module_of[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return public_name
