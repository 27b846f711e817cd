import type { ArrayMethodTable } from "@hyrax/core";
import { pending } from "./pending.js";

export const sortingMethods: Pick<ArrayMethodTable, "sort" | "argsort" | "nonzero" | "searchsorted"> = {
  sort: pending("sort"),
  argsort: pending("argsort"),
  nonzero: pending("nonzero"),
  searchsorted: pending("searchsorted"),
};
