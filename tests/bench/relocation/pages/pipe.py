"""Speaking the browser's DevTools protocol over two pipes: no port that others could reach, no further library."""

from __future__ import annotations

import itertools
import json
import os
import select
import time
from typing import Any

_SECONDS = 20.0


class Pipe:
    """Messages end with a zero byte; one thread asks and waits for the answer to its number."""

    def __init__(self) -> None:
        self.child_reads, self._writing = os.pipe()
        self._reading, self.child_writes = os.pipe()
        self._numbers = itertools.count(1)
        self._rest = b""
        self._session = ""

    def started(self) -> None:
        """The browser has its ends now; ours of them are closed, and the first page is attached to."""
        os.close(self.child_reads)
        os.close(self.child_writes)
        self.call("Target.setDiscoverTargets", discover=True)
        page = self._first_page()
        self._session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)

    def close(self) -> None:
        """Give the pipes back; the browser ends by that alone."""
        os.close(self._writing)
        os.close(self._reading)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result; RuntimeError with the browser's words when it refuses."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        answer = self._until(lambda one: one.get("id") == number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return dict(answer["result"])

    def value(self, expression: str) -> Any:
        """What an expression is in the page; a promise is waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"].get("exception", answer)))
        return answer["result"].get("value")

    def load(self, address: str) -> None:
        """Go there and wait until it is loaded."""
        answer = self.call("Page.navigate", url=address)
        if "errorText" in answer:
            raise RuntimeError(f"{address}: {answer['errorText']}")
        wanted = {"loaderId": answer["loaderId"], "name": "load"}  # an earlier address may still be loading
        self._until(lambda one: wanted.items() <= one.get("params", {}).items())

    def _first_page(self) -> str:
        told = self._until(lambda one: one.get("params", {}).get("targetInfo", {}).get("type") == "page")
        return str(told["params"]["targetInfo"]["targetId"])

    def _until(self, fits: Any) -> dict[str, Any]:
        deadline = time.monotonic() + _SECONDS
        while True:
            message = self._next(deadline)
            if fits(message):
                return message

    def _next(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._reading], [], [], max(deadline - time.monotonic(), 0))
            piece = os.read(self._reading, 1 << 16) if ready else b""
            if not piece:
                raise RuntimeError("the browser did not answer in time" if not ready else "the browser ended")
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(line))
