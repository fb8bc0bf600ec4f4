"""Understudy: a desktop robot that is shown a task once and coached until it may do it alone."""

import os

__version__ = "0.1.0"

# Read once by numpy's libraries when they load: threads of their own would take the cores from the programs we watch.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
