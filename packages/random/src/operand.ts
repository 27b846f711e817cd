import {
  type ArrayLike,
  allocate,
  arrayFromTypedArray,
  asArray,
  canonicalDtype,
  type DType,
  encodeScalar,
  hostArray,
  isFloating,
  Array as NDArray,
  promoteTypes,
  type Scalar,
  type Shape,
  scalarDtype,
  type TypedArray,
  typedArrayDtype,
} from "@hyrax/core";
import { convertTo } from "./arithmetic.js";

/** A parameter as an array: arrays, bare numbers (weak scalars), typed arrays, and nested lists of numbers. */
export function operand(name: string, parameter: string, x: ArrayLike): NDArray {
  if (x instanceof NDArray) return x;
  if (isScalar(x)) return asArray(x);
  if (typedArrayDtype(x) !== undefined) return arrayFromTypedArray(x as TypedArray);
  if (Array.isArray(x)) return listArray(name, parameter, x);
  throw new TypeError(`${name}: ${parameter} must be an array or a number, found ${describe(x)}`);
}

/** As `operand`; throws a `TypeError` unless the elements are numbers that the dtype can take without loss. */
export function floatOperand(name: string, parameter: string, x: ArrayLike, dtype: DType): NDArray {
  const array = operand(name, parameter, x);
  if (array.dtype !== dtype && promoteTypes([array, { dtype, weakType: false }]).dtype !== dtype) {
    throw new TypeError(
      `${name}: ${parameter} is ${array.aval}, which does not fit into samples of ${dtype}; give { dtype } or convert it with astype`,
    );
  }
  return array;
}

/** As `operand`, as floats: of their own dtype if it is floating, of the default one otherwise. */
export function floatingOperand(name: string, parameter: string, x: ArrayLike): NDArray {
  const array = operand(name, parameter, x);
  return convertTo(array, isFloating(array.dtype) ? array.dtype : canonicalDtype("float64"));
}

function listArray(name: string, parameter: string, list: readonly unknown[]): NDArray {
  const elements: Scalar[] = [];
  const shape = gather(name, parameter, list, elements);
  const dtype = scalarDtype(elements[0] ?? 0);
  const data = allocate(dtype, elements.length);
  elements.forEach((element, i) => encodeScalar(data, i, element, dtype));
  return hostArray(data, shape, dtype);
}

/** Appends the numbers of a nested list and returns its shape. */
function gather(name: string, parameter: string, list: readonly unknown[], elements: Scalar[]): Shape {
  const shapes = list.map((item) => {
    if (Array.isArray(item)) return gather(name, parameter, item, elements);
    if (!isScalar(item))
      throw new TypeError(`${name}: the list ${parameter} must hold numbers, found ${describe(item)}`);
    elements.push(item);
    return [];
  });
  const [first = []] = shapes;
  if (shapes.some((shape) => shape.join() !== first.join())) {
    throw new TypeError(`${name}: the list ${parameter} is ragged: its items differ in length`);
  }
  return [list.length, ...first];
}

function isScalar(x: unknown): x is Scalar {
  return typeof x === "number" || typeof x === "boolean" || typeof x === "bigint";
}

function describe(x: unknown): string {
  if (x === null || x === undefined) return String(x);
  return typeof x === "object" ? `an instance of ${x.constructor?.name ?? "no class"}` : `${typeof x} ${String(x)}`;
}
