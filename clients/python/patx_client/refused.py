"""What the venue refused, with its own error code."""

from __future__ import annotations

from typing import Any, Mapping


class Refused(Exception):
    """A refusal of the venue: `name` and `code` of the catalog of errors, `field` it is about, `detail`, `remedy`."""

    def __init__(self, problem: Mapping[str, Any]):
        self.name = str(problem.get("name", ""))
        self.code = int(problem.get("code", 0) or 0)
        self.field = str(problem.get("field", ""))
        self.detail = str(problem.get("detail", ""))
        self.remedy = str(problem.get("remedy", ""))
        self.retriable = bool(problem.get("retriable", False))
        where = f" ({self.field})" if self.field else ""
        super().__init__(f"{self.name}{where}: {self.detail}")
