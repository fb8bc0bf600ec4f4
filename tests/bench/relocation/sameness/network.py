"""The network that compares portraits: its shape, what it answers, and how it is written as ONNX."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from app.vision.portrait import HIGH, WIDE
from tests.bench.relocation import beginning

# Height and width of the kernel, channels before and after, step.
LAYERS = ((3, 3, 16, 2), (3, 16, 32, 2), (3, 32, 32, 1), (3, 32, 48, 2), (3, 48, 64, 1))
SHRUNK = 8
_HIDDEN, _OPSET, _IR = 32, 17, 8


def begun(seed: int) -> dict[str, Any]:
    """Weights to start with."""
    kernels = [(wide, wide, before, after) for wide, before, after, _ in LAYERS]
    return beginning.begun(kernels, 3 * LAYERS[-1][2], _HIDDEN, seed)


def read(file: Path) -> dict[str, Any]:
    """The weights of a network that was written before."""
    stored = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(file)).graph.initializer}
    return {name: jnp.asarray(stored[name]) for name in begun(0)}


def odds(weights: Mapping[str, Any], portraits: Any) -> Any:
    """Logarithm of the odds that both show the same; portraits: count × 3 × HIGH × WIDE, 0 to 1.

    All of the picture, its strongest place and what lies within the element are each passed on.
    """
    seen = portraits
    for number, (wide, _, _, step) in enumerate(LAYERS):
        rim = ((wide // 2, wide // 2),) * 2
        seen = jax.lax.conv_general_dilated(seen, weights[f"kernel{number}"], (step, step), rim)
        seen = jax.nn.relu(seen + weights[f"bias{number}"][None, :, None, None])
    count = portraits.shape[0]
    within = portraits[:, 2].reshape(count, HIGH // SHRUNK, SHRUNK, WIDE // SHRUNK, SHRUNK).mean(axis=(2, 4))[:, None]
    own = (seen * within).mean(axis=(2, 3)) / (within.mean(axis=(2, 3)) + 1e-3)
    pooled = jnp.concatenate((seen.mean(axis=(2, 3)), seen.max(axis=(2, 3)), own), axis=1)
    hidden = jax.nn.relu(pooled @ weights["kernel_hidden"] + weights["bias_hidden"])
    return (hidden @ weights["kernel_out"] + weights["bias_out"])[:, 0]


def write(file: Path, weights: Mapping[str, np.ndarray]) -> None:
    """The same as ONNX; the weights are stored in 32 bits."""
    stored = [numpy_helper.from_array(np.asarray(value, np.float32), name) for name, value in weights.items()]
    stored += [
        numpy_helper.from_array(np.asarray(value), name)
        for name, value in (("from", [2]), ("upto", [3]), ("channel", [1]))
    ]
    stored.append(numpy_helper.from_array(np.asarray(1e-3, np.float32), "little"))
    given = helper.make_tensor_value_info("portraits", TensorProto.FLOAT, ["pairs", 3, HIGH, WIDE])
    answer = helper.make_tensor_value_info("odds", TensorProto.FLOAT, ["pairs", 1])
    graph = helper.make_graph([*_convolutions(), *_pooling(), *_answer()], "sameness", [given], [answer], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    onnx.checker.check_model(model)
    file.write_bytes(model.SerializeToString())


def _convolutions() -> list[Any]:
    nodes, seen = [], "portraits"
    for number, (wide, _, _, step) in enumerate(LAYERS):
        inputs = [seen, f"kernel{number}", f"bias{number}"]
        nodes.append(
            helper.make_node(
                "Conv", inputs, [f"conv{number}"], kernel_shape=[wide, wide], strides=[step, step], pads=[wide // 2] * 4
            )
        )
        seen = f"relu{number}"
        nodes.append(helper.make_node("Relu", [f"conv{number}"], [seen]))
    return nodes


def _pooling() -> list[Any]:
    seen = f"relu{len(LAYERS) - 1}"
    shrunk = {"kernel_shape": [SHRUNK, SHRUNK], "strides": [SHRUNK, SHRUNK]}
    return [
        helper.make_node("Slice", ["portraits", "from", "upto", "channel"], ["element"]),
        helper.make_node("AveragePool", ["element"], ["within"], **shrunk),
        helper.make_node("Mul", [seen, "within"], ["inside"]),
        helper.make_node("GlobalAveragePool", ["inside"], ["inside_mean"]),
        helper.make_node("GlobalAveragePool", ["within"], ["within_mean"]),
        helper.make_node("Add", ["within_mean", "little"], ["share"]),
        helper.make_node("Div", ["inside_mean", "share"], ["own"]),
        helper.make_node("GlobalAveragePool", [seen], ["mean"]),
        helper.make_node("GlobalMaxPool", [seen], ["most"]),
        helper.make_node("Concat", ["mean", "most", "own"], ["pooled"], axis=1),
    ]


def _answer() -> list[Any]:
    return [
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("Gemm", ["flat", "kernel_hidden", "bias_hidden"], ["hidden"]),
        helper.make_node("Relu", ["hidden"], ["hidden_relu"]),
        helper.make_node("Gemm", ["hidden_relu", "kernel_out", "bias_out"], ["odds"]),
    ]
