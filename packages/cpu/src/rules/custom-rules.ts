import { customRules, functionJaxpr } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";

// Their own rules are for transformations; evaluation runs the function.
export const customRulesCpu = cpuFamily(customRules, {
  customJvpCall: (_, { call, name }, __, compile) => compile(functionJaxpr(call, name)),
  customVmapCall: (_, { call, name }, __, compile) => compile(functionJaxpr(call, name)),
  customVjpCall: (_, { call, name }, __, compile) => compile(functionJaxpr(call, name)),
});
