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
import { type Arena, arenaBytes, planArena } from "./arena.js";
import { planDonations } from "./donation.js";
import { isSegment, stepsOf } from "./plan-program.js";
import { ProgramModule } from "./program-module.js";
import type { ProgramPlan } from "./program-plan.js";
import { programReport } from "./report.js";

/** Up to here it is cheaper to copy elements in and out than to keep track of where they are. */
const SMALL = 16384;

/** Runs one step of a program; the memory holds the table of addresses at `table`. */
type Step = (table: number) => void;

/** Elements of the host that large inputs were copied from, and where the copies are. */
const residents = new WeakMap<MemoryPool, WeakMap<HostStorage, WasmStorage>>();

/** A program as one WebAssembly module, with the equations in between that it leaves to the reference engine. */
export class WasmExecutable implements Executable {
  readonly report: CompileReport;
  readonly #module: ProgramModule;
  #steps: readonly Step[] | undefined;
  readonly #arena: Arena;
  /** Where small inputs are copied to, after the temporaries. */
  readonly #inputOffsets: readonly number[];
  readonly #outOffsets: ReadonlyMap<BufferId, number>;
  /** The inputs that results may be written over. */
  readonly #donations: ReadonlyMap<BufferId, number>;
  readonly #tableOffset: number;
  readonly #bytes: number;

  constructor(
    readonly pool: MemoryPool,
    readonly plan: ProgramPlan,
    { deferred = false, donated }: Pick<CompileOptions, "deferred" | "donated"> = {},
  ) {
    const { buffers, inputs, outs, kernels } = plan;
    const steps = stepsOf(plan);
    const outside = new Set([...inputs, ...outs]);
    const temporaries = new Set(buffers.map((_, id) => id).filter((id) => !outside.has(id)));
    this.#arena = planArena(kernels, buffers, temporaries);
    let top = this.#arena.bytes;
    const place = (id: BufferId): number => {
      const offset = top;
      if (this.#isSmall(id)) top += arenaBytes(buffers[id]!);
      return offset;
    };
    this.#inputOffsets = inputs.map(place);
    this.#outOffsets = new Map(this.#computedOuts().map((id) => [id, place(id)]));
    this.#donations = planDonations(plan, donated);
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
    const results = new Map<BufferId, WasmStorage>();
    const used: Block[] = [];
    try {
      const addresses = this.#place(base, inputs, results, used);
      const table = base + this.#tableOffset;
      new Uint32Array(pool.memory.buffer, table, addresses.length).set(addresses);
      for (const step of this.#steps) step(table);
      return this.#collect(addresses, inputs, results);
    } catch (error) {
      for (const storage of results.values()) storage.delete();
      throw error;
    } finally {
      pool.unpin(used);
      pool.release(base, this.#bytes);
    }
  }

  #isSmall(id: BufferId): boolean {
    const { dtype, size } = this.plan.buffers[id]!;
    return storedBytes(dtype, size) <= SMALL;
  }

  /** The buffers of results that the program computes, each once. */
  #computedOuts(): readonly BufferId[] {
    return [...new Set(this.plan.outs)].filter((id) => !this.plan.inputs.includes(id));
  }

  /**
   * The address of every buffer. Inputs are brought into the memory, `results` gets the storages of large results, and
   * `used` the blocks that have been pinned.
   */
  #place(base: number, inputs: readonly Storage[], results: Map<BufferId, WasmStorage>, used: Block[]): Uint32Array {
    const { pool, plan } = this;
    const addresses = new Uint32Array(plan.buffers.length);
    const use = (id: BufferId, block: Block): void => {
      pool.pin(block);
      used.push(block);
      addresses[id] = block.place.offset;
    };
    for (const [id, offset] of this.#arena.offsets) addresses[id] = base + offset;
    const small: number[] = [];
    plan.inputs.forEach((id, i) => {
      // Arrays of the cpu device are in the host's memory.
      const storage = inputs[i] as HostStorage;
      if (storage instanceof WasmStorage && storage.pool === pool && storage.block.inMemory) {
        use(id, storage.block);
      } else if (this.#isSmall(id)) {
        addresses[id] = base + this.#inputOffsets[i]!;
        small.push(i);
      } else {
        use(id, this.#resident(id, storage).block);
      }
    });
    for (const [id, offset] of this.#outOffsets) {
      if (this.#isSmall(id)) {
        addresses[id] = base + offset;
        continue;
      }
      const { dtype, size } = plan.buffers[id]!;
      const block = this.#donated(id, inputs) ?? allocateBlock(pool, dtype, size);
      const storage = new WasmStorage(pool, block, storedBytes(dtype, size));
      results.set(id, storage);
      use(id, storage.block);
    }
    // Only now is the memory as large as it has to be: growing it would have detached the views.
    for (const i of small) {
      const id = plan.inputs[i]!;
      this.#view(id, addresses[id]!).set((inputs[i] as HostStorage).data as never);
    }
    return addresses;
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
    const block = allocateBlock(this.pool, dtype, size);
    block.view().set(storage.data as never);
    const resident = new WasmStorage(this.pool, block, storedBytes(dtype, size));
    known.set(storage, resident);
    return resident;
  }

  #view(id: BufferId, address: number): TypedArray {
    return viewOf(this.pool, this.plan.buffers[id]!, address);
  }

  /** The storages of the results: each an object of its own. */
  #collect(
    addresses: Uint32Array,
    inputs: readonly Storage[],
    results: ReadonlyMap<BufferId, WasmStorage>,
  ): readonly Storage[] {
    const given = new Set<BufferId>();
    return this.plan.outs.map((id) => {
      const storage = results.get(id);
      const isFirst = !given.has(id);
      given.add(id);
      if (storage !== undefined && isFirst) return storage;
      const input = this.plan.inputs.indexOf(id);
      const elements = input >= 0 ? (inputs[input] as HostStorage).data : this.#view(id, addresses[id]!);
      return new TypedArrayStorage(elements.slice());
    });
  }
}

function viewOf(pool: MemoryPool, { dtype, size }: ShapedArray, address: number): TypedArray {
  return new (typedArrayClass(dtype))(pool.memory.buffer, address, size * lanes(dtype));
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
    const addressOf = (id: BufferId) => new Uint32Array(pool.memory.buffer, table, buffers.length)[id]!;
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
