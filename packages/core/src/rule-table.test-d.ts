import { assertType, expectTypeOf, test } from "vitest";
import {
  type Complex,
  contraction,
  type DotGeneralParams,
  dotGeneral,
  familyRules,
  type InputsOf,
  mul,
  type Array as NDArray,
  type ParamsOf,
  type Primitive,
  type RuleKind,
  reduceSum,
  scan,
  sin,
  unsupported,
} from "./index.js";
import { window } from "./library.js";

type Rule<P extends Primitive> = (inputs: InputsOf<P>, params: ParamsOf<P>) => readonly NDArray[];
interface Kind extends RuleKind {
  readonly rule: Rule<this["primitive"]>;
}
const rulesOf = familyRules<Kind>();

test("calling a primitive is checked against its declaration", () => {
  expectTypeOf(sin).parameters.toEqualTypeOf<[NDArray | number | bigint | boolean | Complex]>();
  expectTypeOf(mul(1, 2)).toEqualTypeOf<NDArray>();
  expectTypeOf(scan).returns.toEqualTypeOf<readonly NDArray[]>();
  // @ts-expect-error one input only
  sin(1, 2);
  // @ts-expect-error the axes are missing
  reduceSum(1);
  // @ts-expect-error a param of another name
  reduceSum(1, { axis: [0] });
});

test("a rule gets the inputs and params of its primitive", () => {
  rulesOf(contraction, {
    dotGeneral: ([lhs, rhs], params) => {
      assertType<NDArray>(lhs);
      assertType<DotGeneralParams>(params);
      return [dotGeneral(lhs, rhs, params)];
    },
  });
  rulesOf(contraction, {
    // @ts-expect-error dotGeneral has no axes
    dotGeneral: (_, { axes }) => axes,
  });
});

test("a family with a rule left out does not compile", () => {
  // @ts-expect-error reduceWindowMin, selectAndScatterAdd and selectAndGatherAdd are missing
  rulesOf(window, {
    reduceWindowSum: unsupported("for the test"),
    reduceWindowMax: unsupported("for the test"),
  });
});
