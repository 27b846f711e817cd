import { special } from "@hyrax/core/library";
import { batchFamily } from "../interpreters/rule.js";
import { allPointwise } from "./pointwise.js";

export const specialBatch = batchFamily(special, allPointwise(special));
