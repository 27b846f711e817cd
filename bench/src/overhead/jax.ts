import { spawnSync } from "node:child_process";

const program = `
import json, statistics, time
import jax, jax.numpy as jnp
def call_time(run, calls=500, rounds=21):
    for _ in range(calls): run()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(calls): run()
        times.append((time.perf_counter() - start) / calls * 1e6)
    return statistics.median(times)
def selu(x, alpha=1.1, lmbda=1.05):
    return lmbda * jnp.where(x > 0, x, alpha * jnp.exp(x) - alpha)
x = jnp.arange(0, 10, 10)
y = jnp.ones(10)
selu_jit = jax.jit(selu)
axpy = jax.jit(lambda a, b: 2 * a + b)
def scan_figures(steps, checkpointed):
    weights = jnp.eye(256) * 0.5
    def body(h, x):
        h = jnp.tanh(weights @ jnp.sin(h) + x)
        return h, h.sum()
    step = jax.checkpoint(body) if checkpointed else body
    loss = lambda xs: jax.lax.scan(step, jnp.zeros(256), xs)[1].sum()
    xs = jnp.ones((steps, 256)) * 0.1
    compiled = jax.jit(jax.grad(loss)).lower(xs).compile()
    compiled(xs).block_until_ready()
    start = time.perf_counter()
    compiled(xs).block_until_ready()
    name = f"gradient of a scan of {steps:,} steps" + (", checkpointed" if checkpointed else "")
    return {
        f"{name}: residuals": compiled.memory_analysis().temp_size_in_bytes / 1e6,
        f"{name}: time": (time.perf_counter() - start) * 1e3,
    }
def long(x):
    y = x
    for _ in range(5000): y = y * 0.5 + x
    return y
def traced(f):
    start = time.perf_counter()
    jax.make_jaxpr(f)(jnp.ones(3))
    return (time.perf_counter() - start) * 1e3
print(json.dumps({
    **scan_figures(1000, False), **scan_figures(10000, False), **scan_figures(1000, True), **scan_figures(10000, True),
    "tracing 10,000 equations": statistics.median(traced(lambda x: long(x)) for _ in range(5)),
    "tracing the gradient of 10,000 equations": statistics.median(traced(jax.grad(lambda x: long(x).sum())) for _ in range(5)),
    "version": jax.__version__,
    "an eager operation, y + y": call_time(lambda: (y + y).block_until_ready()),
    "an eager operation with a number, 2 y": call_time(lambda: (2 * y).block_until_ready()),
    "an eager reduction, sum(y)": call_time(lambda: jnp.sum(y).block_until_ready()),
    "the tutorial's SELU, eager": call_time(lambda: selu(x).block_until_ready()),
    "the tutorial's SELU, jitted": call_time(lambda: selu_jit(x).block_until_ready()),
    "a jitted call, 2 y + y": call_time(lambda: axpy(y, y).block_until_ready()),
}))
`;

/** JAX's figures by the names of ours, measured now; undefined where the Python named by `PYTHON` has no JAX. */
export function jaxFigures(): { readonly version: string; readonly figures: ReadonlyMap<string, number> } | undefined {
  const { status, stdout } = spawnSync(process.env["PYTHON"] ?? "python3", ["-c", program], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const { version, ...figures } = JSON.parse(stdout) as Record<string, number> & { readonly version: string };
  return { version, figures: new Map(Object.entries(figures) as [string, number][]) };
}
