// Operations that several shapes have, in the order of their consecutive opcodes.

export const INTEGER_COMPARISONS = ["eq", "ne", "ltS", "ltU", "gtS", "gtU", "leS", "leU", "geS", "geU"] as const;
export const INTEGER_COUNTS = ["clz", "ctz", "popcnt"] as const;
export const INTEGER_ARITHMETIC = ["add", "sub", "mul", "divS", "divU", "remS", "remU", "and", "or", "xor"] as const;
export const INTEGER_SHIFTS = ["shl", "shrS", "shrU", "rotl", "rotr"] as const;
export const FLOAT_COMPARISONS = ["eq", "ne", "lt", "gt", "le", "ge"] as const;
export const FLOAT_FUNCTIONS = ["abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt"] as const;
export const FLOAT_ARITHMETIC = ["add", "sub", "mul", "div", "min", "max", "copysign"] as const;
export const LANE_SHIFTS = ["shl", "shrS", "shrU"] as const;
export const LANE_SUMS = ["add", "addSatS", "addSatU", "sub", "subSatS", "subSatU"] as const;
export const LANE_EXTREMA = ["minS", "minU", "maxS", "maxU"] as const;
export const LANE_FLOAT_ARITHMETIC = ["add", "sub", "mul", "div", "min", "max", "pmin", "pmax"] as const;
