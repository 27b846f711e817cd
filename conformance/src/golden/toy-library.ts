import type { Variant } from "./golden-file.js";

/** Which variant of the toy library answers wrongly. */
export const wrong: { variant?: Variant } = {};

const off = (variant: Variant, x: number) => (wrong.variant === variant ? x + 1 : x);

class Vector {
  readonly dtype = "float32";
  readonly weakType = false;

  constructor(
    private readonly elements: readonly number[],
    readonly shape: readonly number[] = [elements.length],
  ) {}

  tolist() {
    return this.elements;
  }

  map(f: (element: number, i: number) => number): Vector {
    return new Vector(this.elements.map(f), this.shape);
  }

  at(i: number): number {
    return this.elements[i] ?? Number.NaN;
  }

  rows(): readonly Vector[] {
    const [n = 0, length = 0] = this.shape;
    return Array.from({ length: n }, (_, i) => new Vector(this.elements.slice(i * length, (i + 1) * length)));
  }
}

type Nested = readonly (number | Nested)[];

function sizes(nested: Nested): readonly number[] {
  const [first] = nested;
  return typeof first === "object" ? [nested.length, ...sizes(first)] : [nested.length];
}

const array = (nested: Nested) => new Vector(nested.flat(2) as number[], sizes(nested));

const square = (x: Vector, { scale }: { scale: number }) => x.map((e) => off("value", scale * e * e));

// What the transformations are given is a function of one vector, in the shapes that the case below has.
type OfVector = (x: Vector) => Vector;
type OfVectorToList = (x: Vector) => readonly [Vector];

/**
 * A library of one function, `square(x, { scale }) = scale · x²` over vectors, and of transformations that know its slope
 * for `scale: 3`: small enough to be right, or wrong, on purpose.
 */
export const toyLibrary = {
  np: { array, square },
  jit: (f: OfVector) => (x: Vector) => f(x).map((e) => off("jit", e)),
  vmap: (f: OfVector, { inAxes: [axis] }: { inAxes: readonly (number | null)[] }) => {
    if (axis !== 0) throw new RangeError(`the toy maps over axis 0, not ${axis}`);
    return (x: Vector) => array(x.rows().map((row) => f(row).tolist())).map((e) => off("vmap", e));
  },
  jvp: (f: OfVectorToList, [x]: readonly [Vector], [dx]: readonly [Vector]) => [
    f(x),
    [x.map((e, i) => off("jvp", 6 * e * dx.at(i)))],
  ],
  vjp: (f: OfVectorToList, x: Vector) => [
    f(x),
    ([ct]: readonly [Vector]) => [x.map((e, i) => off("vjp", 6 * e * ct.at(i)))],
  ],
};
