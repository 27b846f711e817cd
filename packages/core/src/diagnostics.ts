import type { CompileOptions, Executable } from "./device/engine.js";
import type { Jaxpr } from "./jaxpr/jaxpr.js";

/** What helps people to find mistakes. The package of the first device installs it; core has only the places for it. */
export interface Diagnostics {
  /** Runs a traced function, or throws an error about an operation: its stack should begin at the user's line. */
  atBoundary: <T>(run: () => T) => T;
  /** Compiles a program, and may put an executable around it that looks at results. */
  compile: (jaxpr: Jaxpr, options: CompileOptions, compile: () => Executable) => Executable;
  /** Where the user's program is now, in words. */
  here: () => string;
}

export const diagnostics: Diagnostics = {
  atBoundary: (run) => run(),
  compile: (_, __, compile) => compile(),
  here: () => "",
};

/** Throws an error of an operation that the user called, with a stack that begins at the user's line. */
export function throwToUser(error: () => unknown): never {
  return diagnostics.atBoundary(() => {
    throw error();
  });
}

/** Replaces what core does without: nothing. */
export function installDiagnostics(installed: Diagnostics): void {
  Object.assign(diagnostics, installed);
}
