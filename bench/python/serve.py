"""The process of one system in Python: answers requests, one JSON line each; see src/protocol.ts."""

import json
import sys
import time

import numpy as np
from inputs import weights

if sys.argv[1] == "jax":
    import with_jax as system
else:
    import with_numpy as system


def answer(line):
    print(json.dumps(line), flush=True)


def measure(run, calls):
    start = time.perf_counter()
    if calls > 1:
        for _ in range(calls):
            system.ready(run())
        each = (time.perf_counter() - start) / calls * 1e3
        return each, each, None
    results = run()
    system.ready(results)
    ms = (time.perf_counter() - start) * 1e3
    arrays = [np.asarray(result) for result in system.leaves(results)]
    return ms, (time.perf_counter() - start) * 1e3, arrays


def checksum(arrays):
    flat = np.concatenate([np.ravel(array).astype(np.float64) for array in arrays])
    return {
        "length": flat.size,
        "sum": float(flat.sum()),
        "weighted": float((flat * weights(flat.size)).sum()),
        "absolute": float(np.abs(flat).sum()),
        "squares": float((flat * flat).sum()),
    }


def serve():
    run = None
    answer({"version": system.version})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            match request["do"]:
                case "load":
                    work = system.works.get(request["work"])
                    run = work(**request["sizes"]) if work else None
                    answer({"loaded": True} if work else {"lacks": True})
                case "check":
                    measure(run, request["calls"])
                    ms = measure(run, request["calls"])[0]
                    answer({"checksum": checksum(measure(run, 1)[2]), "ms": ms})
                case "run":
                    for _ in range(request["warmUp"]):
                        measure(run, request["calls"])
                    times = [measure(run, request["calls"])[:2] for _ in range(request["times"])]
                    answer({"ms": [ms for ms, _ in times], "read": [read for _, read in times]})
                case "drop":
                    run = None
                    answer({"loaded": True})
        except Exception as error:
            answer({"error": f"{type(error).__name__}: {error}"[:500]})


serve()
