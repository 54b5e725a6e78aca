"""How a test asks for a refusal: the exact sentence."""

from __future__ import annotations

import pytest

from yangguang.workflow.machine import Refused


def refused(sentence: str) -> pytest.RaisesExc[Refused]:
    """Pass when the block is refused with exactly this sentence."""
    return pytest.raises(Refused, check=lambda error: _same(str(error), sentence))


def _same(said: str, expected: str) -> bool:
    assert said == expected
    return True
