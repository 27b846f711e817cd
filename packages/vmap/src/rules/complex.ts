import { complexParts } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";
import { allPointwise } from "./pointwise.js";

export const complexPartsBatch = batchFamily(complexParts, allPointwise(complexParts));
