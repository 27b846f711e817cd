import { specialTables } from "@hyrax/cpu";

const { TEMME_COEFFICIENTS } = specialTables;

type Table = readonly number[] | readonly (readonly number[])[];

/** The coefficients that formulas know by name: those of the reference engine, with the derivatives of Temme's. */
export const TABLES: { readonly [name: string]: Table } = {
  ...specialTables,
  TEMME: TEMME_COEFFICIENTS,
  TEMME_BY_ETA: TEMME_COEFFICIENTS.map((row) => row.slice(1).map((c, n) => c * (n + 1))),
  TEMME_BY_A: TEMME_COEFFICIENTS.map((row, k) => row.map((c) => -k * c)),
};
