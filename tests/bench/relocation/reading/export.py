"""Writes the trained network as ONNX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from app.vision.reading import HEIGHT, WIDTH

_OPSET, _IR = 17, 8


def write(file: Path, weights: Mapping[str, np.ndarray], layers: Sequence[tuple[Any, ...]]) -> None:
    """The layers as they were trained; the weights are stored in 32 bits."""
    stored = [numpy_helper.from_array(value.astype(np.float32), name) for name, value in weights.items()]
    nodes, seen = [], "strips"
    size = [HEIGHT, WIDTH]
    for number, (high, wide, *_, stride) in enumerate(layers):
        pads = _same(size, (high, wide), stride) if number < len(layers) - 1 else [0, 1, 0, 1]
        size = [-(-size[0] // stride[0]), -(-size[1] // stride[1])]
        nodes.append(
            helper.make_node(
                "Conv", [seen, f"kernel{number}", f"bias{number}"], [f"conv{number}"],
                kernel_shape=[high, wide], strides=list(stride), pads=pads,
            )
        )  # fmt: skip
        nodes.append(helper.make_node("Relu", [f"conv{number}"], [f"relu{number}"]))
        seen = f"relu{number}"
    nodes += [
        helper.make_node("GlobalAveragePool", [seen], ["mean"]),
        helper.make_node("GlobalMaxPool", [seen], ["most"]),
        helper.make_node("Concat", ["mean", "most"], ["pooled"], axis=1),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("Gemm", ["flat", "kernel_hidden", "bias_hidden"], ["hidden"]),
        helper.make_node("Relu", ["hidden"], ["hidden_relu"]),
        helper.make_node("Gemm", ["hidden_relu", "kernel_out", "bias_out"], ["odds"]),
    ]
    strips = helper.make_tensor_value_info("strips", TensorProto.FLOAT, ["pairs", 2, HEIGHT, WIDTH])
    answer = helper.make_tensor_value_info("odds", TensorProto.FLOAT, ["pairs", 1])
    graph = helper.make_graph(nodes, "same words", [strips], [answer], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    onnx.checker.check_model(model)
    file.write_bytes(model.SerializeToString())


def _same(size: Sequence[int], kernel: Sequence[int], stride: Sequence[int]) -> list[int]:
    """Paddings so that the output is the input divided by the stride, the odd one at the end, as jax does."""
    needed = [
        max((-(-length // step) - 1) * step + width - length, 0)
        for length, width, step in zip(size, kernel, stride, strict=True)
    ]
    return [need // 2 for need in needed] + [need - need // 2 for need in needed]
