const mark = Symbol.for("@hyrax/core");

/** Two copies of core would not know each other's arrays and tracers. The second one to be loaded throws. */
const globals = globalThis as { [mark]?: boolean };
if (globals[mark]) {
  throw new Error(
    "@hyrax/core has been loaded twice, and one copy does not know the arrays of the other; " +
      "install one version (npm dedupe, pnpm dedupe), and do not bundle core into a library",
  );
}
globals[mark] = true;
