"""A short run of ``make crash``: a kill at each critical step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_errors import ROOT

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "crash.py"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux tells of them")
def test_a_kill_at_each_critical_step_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    command = [sys.executable, str(SCRIPT), "--points", "15", "--texts", "16", "--json", str(results)]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path)],
        env=os.environ | {"PYTHONPATH": ROOT},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    steps = {one["where"].partition(": ")[2] for one in found}
    assert {"the generation counts", "the files are published", "readings, half written back"} <= steps
    assert len(steps) == 15
    assert all(one["killed"] for one in found)
    assert {"old", "new"} <= {one["found"] for one in found}
