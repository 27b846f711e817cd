import { describe, expect, test } from "vitest";
import { HostDevice } from "../../test-support/recording-device.js";
import {
  bottomTrace,
  checkLeak,
  currentTrace,
  hostArray,
  type Array as NDArray,
  neg,
  type Params,
  type Primitive,
  registerDevices,
  runTrace,
  type ShapedArray,
  sin,
  stage,
  Trace,
  Tracer,
  UnexpectedTracerError,
  withNamedAxis,
  withTrace,
} from "../index.js";

registerDevices("cpu", () => [new HostDevice(0)]);

/** Notes which operations arrive, and passes them on. */
class NotingTrace extends Trace {
  readonly seen: string[] = [];

  constructor(override readonly parent: Trace = currentTrace()) {
    super();
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    this.seen.push(primitive.name);
    return this.parent.process(primitive, inputs, params);
  }
}

class NotingTracer extends Tracer {
  constructor(
    override readonly owner: Trace,
    override readonly aval: ShapedArray,
  ) {
    super();
  }
}

const x = hostArray(Float32Array.of(1, 2), [2], "float32");

describe("the interpreter that operations go to", () => {
  test("is eager execution at first", () => {
    expect(currentTrace()).toBe(bottomTrace());
  });

  test("is the innermost one, and what that binds under its parent goes further out", () => {
    const outer = new NotingTrace();
    withTrace(outer, () => {
      sin(x);
      const inner = new NotingTrace();
      withTrace(inner, () => {
        neg(x);
        withTrace(outer, () => sin(x));
      });
      expect(inner.seen).toEqual(["neg"]);
    });
    expect(outer.seen).toEqual(["sin", "neg", "sin"]);
  });

  test("is the one before again after a function, also where that throws", () => {
    const trace = new NotingTrace();
    expect(withTrace(trace, () => [currentTrace()])).toEqual([trace]);
    expect(currentTrace()).toBe(bottomTrace());
    const fail = () => {
      throw new RangeError("of the function's own");
    };
    expect(() => withTrace(trace, fail)).toThrow(new RangeError("of the function's own"));
    expect(currentTrace()).toBe(bottomTrace());
    expect(() => withTrace(trace, () => runTrace(new NotingTrace(), fail))).toThrow(RangeError);
    expect(currentTrace()).toBe(bottomTrace());
    expect(() => stage(fail, [x.aval])).toThrow(RangeError);
    expect(currentTrace()).toBe(bottomTrace());
  });
});

describe("an interpreter that a function runs under", () => {
  test("lives as long as the function runs, which is given it", () => {
    const trace = new NotingTrace();
    expect(runTrace(trace, (given) => [given, trace.alive, currentTrace()])).toEqual([trace, true, trace]);
    expect(trace.alive).toBe(false);
  });

  test("is dead where the function threw", () => {
    const trace = new NotingTrace();
    expect(() =>
      runTrace(trace, () => {
        throw new RangeError();
      }),
    ).toThrow(RangeError);
    expect(trace.alive).toBe(false);
  });

  test("only lends itself to withTrace, and lives on", () => {
    const trace = new NotingTrace();
    withTrace(trace, () => neg(x));
    expect(trace.alive).toBe(true);
  });

  test("leaves tracers behind that nothing takes any more", () => {
    const escaped = runTrace(new NotingTrace(), (trace) => {
      const tracer = new NotingTracer(trace, x.aval);
      expect(() => checkLeak(tracer)).not.toThrow();
      return tracer;
    });
    const message = /^the traced array Traced<f32\[2\]> was used outside the transformed function that it belongs to/;
    for (const use of [
      () => checkLeak(escaped),
      () => neg(escaped),
      () => stage(() => [neg(escaped)], []),
      () => stage(() => [escaped], []),
    ]) {
      expect(use).toThrow(UnexpectedTracerError);
      expect(use).toThrow(message);
    }
  });
});

describe("a named axis", () => {
  test("has its size within, under every interpreter there, and none outside", () => {
    withNamedAxis("i", 3, () => {
      withNamedAxis("j", 4, () =>
        withTrace(new NotingTrace(), () => {
          expect(["i", "j", "k"].map((name) => currentTrace().axisSize(name))).toEqual([3, 4, undefined]);
        }),
      );
      expect(currentTrace().axisSize("j")).toBeUndefined();
    });
    expect(currentTrace().axisSize("i")).toBeUndefined();
  });

  test("hides one of the same name further out", () => {
    const sizes = withNamedAxis("i", 3, () => withNamedAxis("i", 5, () => currentTrace().axisSize("i")));
    expect(sizes).toBe(5);
  });

  test("is part of what caches of traced programs go by", () => {
    const key = (...axes: readonly (readonly [string, number])[]): string => {
      const [first, ...rest] = axes;
      return first === undefined ? currentTrace().axesKey : withNamedAxis(...first, () => key(...rest));
    };
    const keys = [key(), key(["i", 3]), key(["i", 4]), key(["j", 3]), key(["i", 3], ["j", 4]), key(["j", 4], ["i", 3])];
    expect(new Set(keys).size).toBe(keys.length);
    expect(key(["i", 3])).toBe(key(["i", 3]));
  });
});
