import type { ArrayMethodTable } from "@hyrax/core";
import { readIndex } from "../indexing/read.js";
import { indexed } from "../indexing/write.js";
import { pending } from "./pending.js";

export const indexingMethods: Pick<ArrayMethodTable, "get" | "at" | "take"> = {
  get: (x, ...index) => readIndex("x.get", x, index),
  at: (x, ...index) => indexed(x, index),
  take: pending("take"),
};
