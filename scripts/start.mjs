// `npm start`: from a bare Node and npm to the tutorial's output. Quick when nothing changed.
import { ensureInstalled } from "./install.mjs";
import { run } from "./process.mjs";

ensureInstalled();
const built = run("turbo", ["run", "build"]);
process.exitCode = built || run("node", ["examples/tutorial/dist/main.js"]);
