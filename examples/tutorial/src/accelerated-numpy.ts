import { type Array, np, random } from "hyrax";
import { heading, printed, shown } from "./check.js";

/** "An accelerated NumPy": arrays, and what being purely functional changes about them. */
export function acceleratedNumpy(): void {
  heading("An accelerated NumPy");
  const x = np.linspace(0, 5, 11);
  shown(x, "Array([0. , 0.5, 1. , 1.5, 2. , 2.5, 3. , 3.5, 4. , 4.5, 5. ], dtype=float32)");
  const unitCircle = np.sin(x).pow(2).add(np.cos(x).pow(2));
  printed("the mean of sin² + cos², to 7 decimals =", np.round(np.mean(unitCircle), { decimals: 7 }), "1.0");

  heading("Array modifications");
  const sortArray = (arr: Array) => {
    const returned = arr.sort();
    printed("arr =", arr, "[2 1 0]");
    printed("return_arr =", returned, "[0 1 2]");
  };
  sortArray(np.array([2, 1, 0], { dtype: "int32" }));

  const xOld = np.zeros([1]);
  const xNew = xOld.at(0).set(1);
  printed("x_new =", xNew, "[1.]");
  printed("x_old, which remains unchanged, =", xOld, "[0.]");

  heading("Random number generation");
  const initial = random.PRNGKey(42);
  printed("Initial key =", initial, "[ 0 42]");
  const [key, subkey] = random.split(initial);
  printed("Key after split =", key, "[2465931498 3679230171]");
  printed("Subkey =", subkey, "[255383827 267815257]");
  const randomNumbers = random.uniform(subkey, [5]);
  printed("Shape of the random numbers =", `[${randomNumbers.shape.join()}]`, "[5]");

  heading("Out-of-bounds indexing");
  const counts = np.arange(10).astype("float32");
  printed("element 11 of 10 is the last one:", counts.get(11), "9.0");
  printed("or what it is told to be:", counts.at(11).get({ mode: "fill", fillValue: Number.NaN }), "nan");
}
