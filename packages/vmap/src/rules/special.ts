import { special } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";
import { allPointwise } from "./pointwise.js";

export const specialBatch = batchFamily(special, allPointwise(special));
