import { table } from "./table.js";
import { forgetTallies, savedTallies } from "./tally.js";

export function setup(): void {
  forgetTallies();
}

/** Prints how the golden files came out, once all of them have run. */
export function teardown(): void {
  const tallies = savedTallies();
  if (tallies.length > 0) console.log(`\n${table(tallies)}\n`);
}
