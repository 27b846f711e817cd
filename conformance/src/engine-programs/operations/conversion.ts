import { bitcastConvertType, convertElementType, type DType, dtypeBytes, dtypeKind } from "@hyrax/core";
import { isAny, type Operation, ofKind } from "./operation.js";

const conversion: Operation = (choose, builder) => {
  const x = choose.array(isAny);
  if (x === undefined) return false;
  builder.apply(convertElementType, [x], { newDtype: choose.dtype(), weakType: false });
  return true;
};

const bits: Operation = (choose, builder) => {
  const x = choose.array(ofKind("iuf"));
  if (x === undefined) return false;
  const { dtype, shape } = x.aval;
  const wanted: readonly DType[] = [
    "int8",
    "uint8",
    "int16",
    "float16",
    "bfloat16",
    "int32",
    "float32",
    "uint32",
    "int64",
  ];
  const fitting = wanted.filter((to) => {
    const ratio = dtypeBytes(to) / dtypeBytes(dtype);
    return ratio <= 1 ? builder.fits([...shape, 1 / ratio]) : shape.at(-1) === ratio;
  });
  if (fitting.length === 0) return false;
  const newDtype = choose.of(fitting);
  // Which NaN it is that a computation gives is nobody's business: bits of floats are read of what is a number, whole ones of them.
  if (dtypeKind(dtype) === "f") {
    const whole = builder.one(convertElementType, [x], { newDtype: "int8", weakType: false });
    builder.apply(
      bitcastConvertType,
      [builder.one(convertElementType, [whole], { newDtype: dtype, weakType: false })],
      {
        newDtype,
      },
    );
  } else builder.apply(bitcastConvertType, [x], { newDtype });
  return true;
};

export const conversions: readonly Operation[] = [conversion, conversion, bits];
