import type { Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { type Block, callWith, type Flavour, type Value } from "./block.js";
import type { Chooser, Operation } from "./compile.js";
import { fit } from "./fit.js";

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const rowsOf = (x: NDArray) => range(x.shape[0] as number).map((i) => x.get(i));
const single = (body: Block, flavour: Flavour, ...xs: NDArray[]) => body.run(xs, flavour)[0] as NDArray;

/** A value to loop over: few rows along axis 0. */
const rows = (choose: Chooser): Value | undefined =>
  choose.float(({ shape }) => shape.length >= 1 && (shape[0] as number) > 0 && (shape[0] as number) <= 5);

/** The state, fitted to the type that it had. */
const carried = (names: readonly string[], shape: readonly number[]) => `fit(${names[0]}, [${shape}])`;

const scan: Operation = (choose) => {
  const xs = rows(choose);
  const init = choose.float();
  const constant = choose.float();
  if (xs === undefined || init === undefined || constant === undefined) return undefined;
  const body = choose.body([choose.array(init), choose.array(xs).get(0), choose.array(constant)]);
  const options = { reverse: choose.number(2) === 1, unroll: 1 + choose.number(2) };
  const part = choose.number(2) as 0 | 1;
  const step = (c: NDArray, x: NDArray, w: NDArray, flavour: Flavour) => {
    const y = single(body, flavour, c, x, w);
    return [fit(y, init.shape), y] as const;
  };
  return {
    refusals: body.refusals,
    source: callWith(
      "lax.scan(",
      body.source({
        parameters: ([c, x, w]) => `${c}, ${x}, ${w} = ${constant.name}`,
        result: (names) => `[${carried(names, init.shape)}, ${names[0]}]`,
      }),
      `, ${init.name}, ${xs.name}, ${JSON.stringify(options)})[${part}]`,
    ),
    run: (read, flavour) => {
      const [c, x, w] = [read(init), read(xs), read(constant)];
      if (flavour === "library") return lax.scan((d, row) => step(d, row, w, flavour), c, x, options)[part];
      const ys: NDArray[] = [];
      let state = c;
      for (const row of options.reverse ? rowsOf(x).reverse() : rowsOf(x)) {
        const [next, y] = step(state, row, w, flavour);
        state = next;
        ys.push(y);
      }
      return part === 0 ? state : np.stack(options.reverse ? ys.reverse() : ys);
    },
  };
};

const foriLoop: Operation = (choose) => {
  const init = choose.float();
  if (init === undefined) return undefined;
  const steps = choose.number(4);
  const body = choose.body([choose.array(init)]);
  const step = (c: NDArray, flavour: Flavour) => fit(single(body, flavour, c), init.shape);
  return {
    refusals: body.refusals,
    source: callWith(
      `lax.foriLoop(0, ${steps}, `,
      body.source({ parameters: ([c]) => `_, ${c}`, result: (names) => carried(names, init.shape) }),
      `, ${init.name})`,
    ),
    run: (read, flavour) =>
      flavour === "library"
        ? lax.foriLoop(0, steps, (_, c: NDArray) => step(c, flavour), read(init))
        : range(steps).reduce((c) => step(c, flavour), read(init)),
  };
};

/** A loop that runs as often as there are elements above a bound, 3 times at most. */
const whileLoop: Operation = (choose) => {
  const init = choose.float();
  const counted = choose.float();
  if (init === undefined || counted === undefined) return undefined;
  const body = choose.body([choose.array(init)]);
  const step = (c: NDArray, flavour: Flavour) => fit(single(body, flavour, c), init.shape);
  const count = (x: NDArray) => np.minimum(np.sum(x.greater(0.2020202)), 3);
  return {
    refusals: { reverse: true, forward: body.refusals.forward },
    source: callWith(
      `lax.whileLoop(([i]) => i.less(np.minimum(np.sum(${counted.name}.greater(0.2020202)), 3)), `,
      body.source({
        parameters: ([c]) => `[i, ${c}]`,
        result: (names) => `[i.add(1), ${carried(names, init.shape)}]`,
      }),
      `, [0, ${init.name}])[1]`,
    ),
    run: (read, flavour) => {
      const n = count(read(counted));
      if (flavour === "library") {
        const start = np.zeros([], { dtype: n.dtype });
        return lax.whileLoop(
          ([i]: readonly [NDArray, NDArray]) => i.less(n),
          ([i, c]: readonly [NDArray, NDArray]) => [i.add(1), step(c, flavour)] as const,
          [start, read(init)] as readonly [NDArray, NDArray],
        )[1];
      }
      return range(3).reduce((c, i) => np.where(n.greater(i), step(c, flavour), c), read(init));
    },
  };
};

const cond: Operation = (choose) => {
  const x = choose.float();
  const decides = choose.float();
  if (x === undefined || decides === undefined) return undefined;
  const first = choose.body([choose.array(x)]);
  const [onTrue, onFalse] = choose.number(2) === 0 ? [first, undefined] : [undefined, first];
  const branch = (body: Block | undefined, a: NDArray, flavour: Flavour) =>
    body === undefined ? fit(a, x.shape) : fit(single(body, flavour, a), x.shape);
  const text = (body: Block | undefined) =>
    body === undefined ? [`(a) => fit(a, [${x.shape}])`] : body.source({ result: (names) => carried(names, x.shape) });
  return {
    refusals: first.refusals,
    source: callWith(
      `lax.cond(np.sum(${decides.name}).greater(0.1111), `,
      [...callWith("", text(onTrue), ","), ...text(onFalse)],
      `, ${x.name})`,
    ),
    run: (read, flavour) => {
      const [p, a] = [np.sum(read(decides)).greater(0.1111), read(x)];
      if (flavour === "plain") return np.where(p, branch(onTrue, a, flavour), branch(onFalse, a, flavour));
      return lax.cond(
        p,
        (b: NDArray) => branch(onTrue, b, flavour),
        (b: NDArray) => branch(onFalse, b, flavour),
        a,
      );
    },
  };
};

const switches: Operation = (choose) => {
  const x = choose.float();
  const number = choose.value(({ dtype, shape }) => dtype === "int32" && shape.length === 0);
  if (x === undefined || number === undefined) return undefined;
  const body = choose.body([choose.array(x)]);
  const branches = (flavour: Flavour): readonly ((a: NDArray) => NDArray)[] => [
    (a) => fit(single(body, flavour, a), x.shape),
    (a) => fit(a.mul(0.5), x.shape),
    (a) => fit(np.sin(a), x.shape),
  ];
  return {
    refusals: body.refusals,
    source: callWith(
      `lax.switch(${number.name}, [`,
      [
        ...callWith("", body.source({ result: (names) => carried(names, x.shape) }), ","),
        `(a) => fit(a.mul(0.5), [${x.shape}]), (a) => fit(np.sin(a), [${x.shape}])`,
      ],
      `], ${x.name})`,
    ),
    run: (read, flavour) => {
      const [i, a] = [read(number), read(x)];
      if (flavour === "library") return lax.switch(i, branches(flavour), a);
      const [zeroth, first, second] = branches(flavour).map((branch) => branch(a)) as [NDArray, NDArray, NDArray];
      return np.where(i.lessEqual(0), zeroth, np.where(i.equal(1), first, second));
    },
  };
};

const map: Operation = (choose) => {
  const xs = rows(choose);
  if (xs === undefined) return undefined;
  const body = choose.body([choose.array(xs).get(0)]);
  return {
    refusals: body.refusals,
    source: callWith("lax.map(", body.source({ result: ([name]) => `${name}` }), `, ${xs.name})`),
    run: (read, flavour) =>
      flavour === "library"
        ? lax.map((x: NDArray) => single(body, flavour, x), read(xs))
        : np.stack(rowsOf(read(xs)).map((x) => single(body, flavour, x))),
  };
};

type Combine = (a: NDArray, b: NDArray) => NDArray;
const combinations: readonly (readonly [source: string, combine: Combine])[] = [
  ["(a, b) => a.add(b).add(a.mul(b))", (a, b) => a.add(b).add(a.mul(b))],
  ["np.maximum", np.maximum],
  ["np.logaddexp", np.logaddexp],
];
const associativeScan: Operation = (choose) => {
  const xs = rows(choose);
  if (xs === undefined) return undefined;
  const [source, combine] = choose.of(combinations);
  const reverse = choose.number(2) === 1;
  return {
    source: [`lax.associativeScan(${source}, ${xs.name}, { reverse: ${reverse} })`],
    run: (read, flavour) => {
      if (flavour === "library") return lax.associativeScan(combine, read(xs), { reverse });
      const list = reverse ? rowsOf(read(xs)).reverse() : rowsOf(read(xs));
      const sums: NDArray[] = [];
      for (const x of list) {
        const last = sums.at(-1);
        sums.push(last === undefined ? x : combine(last, x));
      }
      return np.stack(reverse ? sums.reverse() : sums);
    },
  };
};

/** Loops and branches, each with a body of its own. */
export const controlFlow: readonly Operation[] = [scan, cond, foriLoop, map, switches, associativeScan, whileLoop];
