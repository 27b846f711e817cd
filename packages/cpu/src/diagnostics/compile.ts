import { type CompileOptions, config, type Executable, type Jaxpr } from "@hyrax/core";
import { CheckedExecutable } from "./checked-executable.js";
import { forbidsSpecialValues } from "./special-values.js";

/** Compiles as the options for debugging say: with a line on the console, and with a look at what comes out. */
export function compileForDebugging(jaxpr: Jaxpr, options: CompileOptions, compile: () => Executable): Executable {
  const executable = config.values.logCompiles ? logged(jaxpr, options, compile) : compile();
  return forbidsSpecialValues() ? new CheckedExecutable(executable, jaxpr, options) : executable;
}

function logged(jaxpr: Jaxpr, { name = "a program", device }: CompileOptions, compile: () => Executable): Executable {
  const start = performance.now();
  const executable = compile();
  const time = (performance.now() - start).toFixed(2);
  console.warn(
    `hyrax: compiled ${name}(${jaxpr.inAvals.join(", ")}) for ${device} by the engine ${executable.report.engine} in ${time} ms`,
  );
  return executable;
}
