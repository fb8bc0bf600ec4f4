"""A small network from the program's resources, run on one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.model.resources import resources_folder
from app.vision.gray import Floats

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


class Network:
    """One ONNX file with one input and one output, loaded when it is first asked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._session: InferenceSession | None = None

    def odds(self, given: Floats) -> Floats:
        """Its answer for every item of the batch, as the logarithm of the odds."""
        session = self.prepare()
        (answer,) = session.run(None, {session.get_inputs()[0].name: given})
        return np.ravel(np.asarray(answer, np.float32))

    def likely(self, given: Floats) -> list[float]:
        """Its answer for every item of the batch as a probability."""
        return [float(value) for value in 1 / (1 + np.exp(-self.odds(given)))]

    def prepare(self) -> InferenceSession:
        """Load it unless it is; done ahead, so that the first question costs no more than any other."""
        if self._session is not None:
            return self._session
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        file = resources_folder() / "vision" / self._name
        self._session = InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        return self._session
