import { readFileSync } from "node:fs";
import { checkJaxpr, config, printJaxpr } from "@hyrax/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { differences } from "./jaxprs/differences.js";
import { firstOrder } from "./jaxprs/first-order.js";
import { libraries } from "./jaxprs/libraries.js";
import { collapsed, primitivesOf } from "./jaxprs/program.js";
import { transformed } from "./jaxprs/transformed.js";

/** What JAX 0.10.2 says of a function. */
interface Case {
  readonly name: string;
  readonly jaxpr: string;
  readonly out_avals: readonly string[];
  readonly primitives: readonly unknown[];
  readonly n_consts: number;
}

const goldens = new URL("../goldens/reference/jaxprs.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(goldens, "utf8")) as { readonly cases: readonly Case[] };
const programs = { ...firstOrder, ...transformed, ...libraries };

beforeAll(() => config.update("numHostDevices", 4)); // as many as the case of pmap maps over
afterAll(() => config.update("numHostDevices", 1));

test("every case is staged", () => {
  expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(programs).sort());
});

describe.each(Object.entries(programs))("%s", (name, program) => {
  const wanted = cases.find((item) => item.name === name) as Case;
  const difference = differences[name];

  test("is well typed, and its results have the types of JAX's", () => {
    const { jaxpr, consts } = program();
    checkJaxpr(jaxpr);
    expect(jaxpr.outAvals.map((aval) => `${aval}${aval.weakType ? " weak" : ""}`)).toEqual(wanted.out_avals);
    expect(consts).toHaveLength(wanted.n_consts);
  });

  if (difference === undefined) {
    test("has the text of JAX's", () => {
      expect(collapsed(printJaxpr(program().jaxpr))).toBe(collapsed(wanted.jaxpr));
    });
  } else {
    test(`agrees with JAX's in ${difference.agrees}: ${difference.because}`, () => {
      const { jaxpr } = program();
      expect(collapsed(printJaxpr(jaxpr))).not.toBe(collapsed(wanted.jaxpr));
      const samePrimitives = JSON.stringify(primitivesOf(jaxpr)) === JSON.stringify(wanted.primitives);
      expect(samePrimitives ? "primitives" : "types").toBe(difference.agrees);
    });
  }
});
