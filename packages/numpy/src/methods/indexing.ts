import type { ArrayMethodTable } from "@hyrax/core";
import { readIndex } from "../indexing/read.js";
import { take } from "../indexing/take.js";
import { indexed } from "../indexing/write.js";

export const indexingMethods: Pick<ArrayMethodTable, "get" | "at" | "take"> = {
  get: (x, ...index) => readIndex("x.get", x, index),
  at: (x, ...index) => indexed(x, index),
  take: (x, indices, options) => take(x, indices, options),
};
