"""Names of files that are safe on every disk and in every header."""

import re

LONGEST = 120


def file_name(*parts: str, suffix: str) -> str:
    """Join the parts with hyphens: letters, figures, and single hyphens only. `suffix` without its dot."""
    words = re.sub(r"[\W_]+", "-", "-".join(parts)).strip("-")
    return f"{words[:LONGEST].rstrip('-') or 'file'}.{suffix}"
