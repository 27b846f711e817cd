import type { Expr, Instruction } from "../expression.js";
import type { ValueType } from "../types.js";
import { type Access, access, loads, stores, updates } from "./access.js";
import { checkOperand } from "./operations.js";

/** The opcodes of one width of atomic access. */
interface AtomicOpcodes {
  readonly load: number;
  readonly store: number;
  readonly add: number;
  readonly sub: number;
  readonly and: number;
  readonly or: number;
  readonly xor: number;
  readonly xchg: number;
  readonly cmpxchg: number;
}

function atomics<T extends ValueType>(type: T, bytes: number, opcodes: AtomicOpcodes) {
  const { load, store, cmpxchg, ...updating } = opcodes;
  const compareExchange: Instruction = { shape: `${type}.atomic.rmw`, key: "cmpxchg", opcode: cmpxchg };
  return {
    ...loads(`${type}.atomic`, type, bytes, { load }),
    ...stores(`${type}.atomic`, type, bytes, { store }),
    rmw: {
      ...updates(`${type}.atomic.rmw`, type, bytes, updating),
      /** Stores `replacement` where `expected` stands; returns what stood there. */
      cmpxchg(address: Expr<"i32">, expected: Expr<T>, replacement: Expr<T>, how: Access = {}): Expr<T> {
        checkOperand(compareExchange, expected, type);
        checkOperand(compareExchange, replacement, type);
        return access(compareExchange, type, [address, expected, replacement], bytes, how);
      },
    },
  };
}

export const i32Atomic = /* @__PURE__ */ atomics("i32", 4, {
  load: 0xfe_010,
  store: 0xfe_017,
  add: 0xfe_01e,
  sub: 0xfe_025,
  and: 0xfe_02c,
  or: 0xfe_033,
  xor: 0xfe_03a,
  xchg: 0xfe_041,
  cmpxchg: 0xfe_048,
});

export const i64Atomic = /* @__PURE__ */ atomics("i64", 8, {
  load: 0xfe_011,
  store: 0xfe_018,
  add: 0xfe_01f,
  sub: 0xfe_026,
  and: 0xfe_02d,
  or: 0xfe_034,
  xor: 0xfe_03b,
  xchg: 0xfe_042,
  cmpxchg: 0xfe_049,
});
