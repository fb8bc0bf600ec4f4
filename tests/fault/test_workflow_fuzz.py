from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.unit.storage.test_workflows import CHANGES, check_a_change

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]


@settings(max_examples=2000, suppress_health_check=list(HealthCheck))
@given(**CHANGES)
def test_F81_any_of_many_files_is_either_sound_or_bad_input(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[Any, ...], new: object
) -> None:
    check_a_change(tmp_path_factory.mktemp("fuzz"), place, new)
