import {
  allocate,
  type CompileOptions,
  type CompileReport,
  type Executable,
  encodeScalar,
  type HostStorage,
  lanes,
  type ShapedArray,
  type Storage,
  type TypedArray,
  TypedArrayStorage,
  typedArrayClass,
} from "@hyrax/core";
import { callsHost, referenceKernel } from "@hyrax/cpu";
import type { BufferId, EquationKernel, LiteralExpr } from "@hyrax/jit";
import type { Block, MemoryPool } from "../memory/pool.js";
import { allocateBlock, storedBytes, takeOver, WasmStorage } from "../memory/wasm-storage.js";
import { arenaBytes, planArena } from "./arena.js";
import { planDonations } from "./donation.js";
import { isSegment, stepsOf } from "./plan-program.js";
import { ProgramModule } from "./program-module.js";
import type { ProgramPlan } from "./program-plan.js";
import { programReport } from "./report.js";
import { SmallPlace } from "./small-place.js";
import { updatedInto } from "./taken-over.js";

/** Up to here it is cheaper to copy elements in and out than to keep track of where they are. */
const SMALL = 16384;

/** Runs one step of a program; the memory holds the table of addresses at `table`. */
type Step = (table: number) => void;

/** Elements of the host that large inputs were copied from, and where the copies are. */
const residents = new WeakMap<MemoryPool, WeakMap<HostStorage, WasmStorage>>();

/** A result: copied from the working memory, the storage of this number among large ones, or an input handed through. */
type Result =
  | { readonly kind: "small"; readonly place: SmallPlace }
  | { readonly kind: "large"; readonly index: number; readonly isFirst: boolean }
  | { readonly kind: "input"; readonly index: number };

/** A program as one WebAssembly module, with the equations in between that it leaves to the reference engine. */
export class WasmExecutable implements Executable {
  readonly report: CompileReport;
  readonly #module: ProgramModule;
  #steps: readonly Step[] | undefined;
  /** For each input, where it is copied to if it is small and not in the memory already. */
  readonly #inputPlaces: readonly (SmallPlace | undefined)[];
  /** Temporaries and small results, and where in the working memory they lie. */
  readonly #fixed: readonly BufferId[];
  readonly #fixedOffsets: readonly number[];
  /** Results that get blocks of their own. */
  readonly #large: readonly BufferId[];
  /** What lies where they do before they are computed. */
  readonly #largeUpdated: readonly (readonly BufferId[])[];
  readonly #results: readonly Result[];
  /** The inputs that results may be written over. */
  readonly #donations: ReadonlyMap<BufferId, number>;
  /** Whether a call may allocate blocks, so that those that it uses have to be kept where they are. */
  readonly #allocates: boolean;
  readonly #tableOffset: number;
  readonly #bytes: number;

  constructor(
    readonly pool: MemoryPool,
    readonly plan: ProgramPlan,
    { deferred = false, donated }: Pick<CompileOptions, "deferred" | "donated"> = {},
  ) {
    const { buffers, inputs, outs, kernels } = plan;
    const steps = stepsOf(plan);
    const computed = [...new Set(outs)].filter((id) => !inputs.includes(id));
    const updated = new Map(computed.map((id) => [id, updatedInto(plan, id)]));
    const outside = new Set([...inputs, ...outs, ...[...updated.values()].flat()]);
    const temporaries = new Set(buffers.map((_, id) => id).filter((id) => !outside.has(id)));
    const arena = planArena(kernels, buffers, temporaries);
    const isSmall = (id: BufferId) => storedBytes(buffers[id]!.dtype, buffers[id]!.size) <= SMALL;
    let top = arena.bytes;
    const place = (id: BufferId): SmallPlace | undefined => {
      if (!isSmall(id)) return undefined;
      const small = new SmallPlace(buffers[id]!, top);
      top += arenaBytes(buffers[id]!);
      return small;
    };
    this.#inputPlaces = inputs.map(place);
    const outPlaces = new Map(computed.map((id) => [id, place(id)]));
    this.#large = computed.filter((id) => outPlaces.get(id) === undefined);
    this.#largeUpdated = this.#large.map((id) => updated.get(id)!);
    this.#results = outs.map((id, i): Result => {
      const small = outPlaces.get(id);
      if (small !== undefined) return { kind: "small", place: small };
      if (inputs.includes(id)) return { kind: "input", index: inputs.indexOf(id) };
      return { kind: "large", index: this.#large.indexOf(id), isFirst: outs.indexOf(id) === i };
    });
    const fixed = [
      ...arena.offsets,
      ...[...outPlaces].flatMap(([id, small]) =>
        small ? [id, ...updated.get(id)!].map((at) => [at, small.offset] as const) : [],
      ),
    ];
    this.#fixed = fixed.map(([id]) => id);
    this.#fixedOffsets = fixed.map(([, offset]) => offset);
    this.#donations = planDonations(plan, donated);
    this.#allocates = this.#large.length > 0 || !inputs.every(isSmall) || !steps.every(isSegment);
    this.#tableOffset = top;
    this.#bytes = top + buffers.length * 4;
    this.#module = new ProgramModule(pool, steps.filter(isSegment));
    if (!deferred) this.#steps = link(this.#module, steps, buffers);
    this.report = programReport(plan, () => this.#module.text());
  }

  /** Compiles what has not been compiled yet beside other work. */
  async ready(): Promise<void> {
    await this.#module.ready();
  }

  run(inputs: readonly Storage[]): readonly Storage[] {
    const { pool } = this;
    this.#steps ??= link(this.#module, stepsOf(this.plan), this.plan.buffers);
    const base = pool.reserve(this.#bytes);
    const results: WasmStorage[] = [];
    const used: Block[] = [];
    try {
      this.#bind(base, inputs, results, used);
      for (const step of this.#steps) step(base + this.#tableOffset);
      return this.#collect(base, inputs, results);
    } catch (error) {
      for (const storage of results) storage.delete();
      throw error;
    } finally {
      if (used.length > 0) pool.unpin(used);
      pool.release(base, this.#bytes);
    }
  }

  /**
   * Writes the table of addresses. Inputs are brought into the memory, `results` gets the storages of large results, and
   * `used` the blocks that have been pinned.
   */
  #bind(base: number, inputs: readonly Storage[], results: WasmStorage[], used: Block[]): void {
    const { pool, plan } = this;
    const table = (base + this.#tableOffset) / 4;
    for (let i = 0; i < inputs.length; i++) {
      const address = this.#input(i, base, inputs[i] as HostStorage, used); // arrays of the cpu device are in its memory
      pool.words[table + plan.inputs[i]!] = address;
    }
    for (let i = 0; i < this.#large.length; i++) {
      const id = this.#large[i]!;
      const { dtype, size } = plan.buffers[id]!;
      const block = this.#donated(id, inputs) ?? allocateBlock(pool, dtype, size);
      results.push(new WasmStorage(pool, block, storedBytes(dtype, size)));
      const address = this.#use(block, used);
      pool.words[table + id] = address;
      for (const at of this.#largeUpdated[i]!) pool.words[table + at] = address;
    }
    const { words } = pool;
    for (let i = 0; i < this.#fixed.length; i++) words[table + this.#fixed[i]!] = base + this.#fixedOffsets[i]!;
  }

  /** The address of an input. */
  #input(i: number, base: number, storage: HostStorage, used: Block[]): number {
    const { pool } = this;
    if (storage instanceof WasmStorage && storage.pool === pool) {
      const { block } = storage;
      if (block.inMemory) return this.#use(block, used);
    }
    const small = this.#inputPlaces[i];
    if (small === undefined) return this.#use(this.#resident(this.plan.inputs[i]!, storage).block, used);
    small.write(pool, base, storage.data);
    return base + small.offset;
  }

  /** The address of a block, which stays where it is until the call is over. */
  #use(block: Block, used: Block[]): number {
    if (this.#allocates) {
      this.pool.pin(block);
      used.push(block);
    }
    return block.place.offset;
  }

  /** The place of an input that is given away, for a result; the input is gone then, whatever becomes of the call. */
  #donated(id: BufferId, inputs: readonly Storage[]): Block | undefined {
    const storage = inputs[this.#donations.get(id) ?? -1];
    if (!(storage instanceof WasmStorage) || storage.pool !== this.pool) return undefined;
    // The same array may be another argument too.
    if (inputs.indexOf(storage) !== inputs.lastIndexOf(storage)) return undefined;
    const { dtype, size } = this.plan.buffers[id]!;
    const block = takeOver(this.pool, storage.block, dtype, size);
    if (block !== undefined) storage.delete();
    return block;
  }

  /** A large array of the host in the memory: copied on its first use, and remembered as long as the array is. */
  #resident(id: BufferId, storage: HostStorage): WasmStorage {
    let known = residents.get(this.pool);
    if (known === undefined) {
      known = new WeakMap();
      residents.set(this.pool, known);
    }
    const found = known.get(storage);
    if (found?.block.inMemory) return found;
    const { dtype, size } = this.plan.buffers[id]!;
    const bytes = storedBytes(dtype, size);
    if (found !== undefined || storage instanceof WasmStorage) this.pool.spilledTooEarly(bytes);
    const block = allocateBlock(this.pool, dtype, size);
    block.view().set(storage.data as never);
    const resident = new WasmStorage(this.pool, block, bytes);
    known.set(storage, resident);
    return resident;
  }

  /** The storages of the results: each an object of its own. */
  #collect(base: number, inputs: readonly Storage[], large: readonly WasmStorage[]): readonly Storage[] {
    const storages = new Array<Storage>(this.#results.length);
    for (let i = 0; i < storages.length; i++) {
      const result = this.#results[i]!;
      if (result.kind === "small") storages[i] = new TypedArrayStorage(result.place.read(this.pool, base));
      else if (result.kind === "large" && result.isFirst) storages[i] = large[result.index]!;
      else {
        const { data } = result.kind === "large" ? large[result.index]! : (inputs[result.index] as HostStorage);
        storages[i] = new TypedArrayStorage(data.slice());
      }
    }
    return storages;
  }
}

function viewOf(pool: MemoryPool, { dtype, size }: ShapedArray, address: number): TypedArray {
  return new (typedArrayClass(dtype))(pool.buffer, address, size * lanes(dtype));
}

function link(
  module: ProgramModule,
  steps: ReturnType<typeof stepsOf>,
  buffers: readonly ShapedArray[],
): readonly Step[] {
  const { pool, exports } = module;
  // Each segment is an export of its name.
  return steps.map((step) => (isSegment(step) ? exports[step.name]! : equationStep(pool, step, buffers)));
}

/** Runs an equation on the reference engine, from and to the memory. */
function equationStep(pool: MemoryPool, { eqn, inputs, outs }: EquationKernel, buffers: readonly ShapedArray[]): Step {
  const kernel = referenceKernel(eqn);
  const literals = inputs.map((input) => (typeof input === "number" ? undefined : literalElements(input)));
  // A function of the host may compute with arrays of its own, for which the memory grows: views of it end then.
  const elementsOf = callsHost(eqn) ? (view: TypedArray) => view.slice() : (view: TypedArray) => view;
  return (table) => {
    const addressOf = (id: BufferId) => pool.words[table / 4 + id]!;
    const arrays = inputs.map((input, i) =>
      typeof input === "number" ? elementsOf(viewOf(pool, buffers[input]!, addressOf(input))) : literals[i]!,
    );
    const results = kernel(arrays);
    outs.forEach((id, i) => viewOf(pool, buffers[id]!, addressOf(id)).set(results[i] as never));
  };
}

function literalElements({ dtype, value }: LiteralExpr): TypedArray {
  const elements = allocate(dtype, 1);
  encodeScalar(elements, 0, value, dtype);
  return elements;
}
