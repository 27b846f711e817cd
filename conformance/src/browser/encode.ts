import type { Array, TypedArray } from "hyrax";

/** Elements on their way from a page to a test: their bytes in base64. */
export interface Encoded {
  readonly type: string;
  readonly base64: string;
}

export function encode(x: Array): Encoded {
  const data = x.dataSync();
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let text = "";
  // The arguments of one call are limited in number.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return { type: data.constructor.name, base64: btoa(text) };
}

const classes = { Float32Array, Uint32Array, Int32Array };

export function decode({ type, base64 }: Encoded): TypedArray {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  // The dtypes of the programs; another one fails here.
  return new classes[type as keyof typeof classes](bytes.buffer);
}
