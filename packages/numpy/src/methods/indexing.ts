import type { ArrayMethodTable } from "@hyrax/core";
import { pending } from "./pending.js";

export const indexingMethods: Pick<ArrayMethodTable, "get" | "at" | "take"> = {
  get: pending("get"),
  at: pending("at"),
  take: pending("take"),
};
