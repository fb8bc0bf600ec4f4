"""Weights that the training of a small network begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp


def begun(kernels: Sequence[tuple[int, int, int, int]], pooled: int, hidden: int, seed: int) -> dict[str, Any]:
    """For kernels (height, width, channels before and after), a hidden layer over what was pooled, and one answer.

    The size of the first weights is that of He et al. 2015, for layers that end in a rectifier.
    """
    keys = jax.random.split(jax.random.PRNGKey(seed), len(kernels) + 2)
    weights: dict[str, Any] = {}
    for number, (high, wide, before, after) in enumerate(kernels):
        size = (2 / (high * wide * before)) ** 0.5
        weights[f"kernel{number}"] = size * jax.random.normal(keys[number], (after, before, high, wide))
        weights[f"bias{number}"] = jnp.zeros(after)
    weights["kernel_hidden"] = (2 / pooled) ** 0.5 * jax.random.normal(keys[-2], (pooled, hidden))
    weights["bias_hidden"] = jnp.zeros(hidden)
    weights["kernel_out"] = 0.1 * jax.random.normal(keys[-1], (hidden, 1))
    weights["bias_out"] = jnp.zeros(1)
    return weights
