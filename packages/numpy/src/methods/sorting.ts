import type { ArrayMethodTable } from "@hyrax/core";
import { nonzero } from "../sorting/nonzero.js";
import { searchsorted } from "../sorting/searchsorted.js";
import { argsort, sort } from "../sorting/sort.js";

export const sortingMethods: Pick<ArrayMethodTable, "sort" | "argsort" | "nonzero" | "searchsorted"> = {
  sort,
  argsort,
  nonzero: (x) => nonzero(x),
  searchsorted: searchsorted,
};
