import {
  allocate,
  type CompileOptions,
  Device,
  type DType,
  type Engine,
  type Executable,
  type Jaxpr,
  printJaxpr,
  type Storage,
  type TypedArray,
  TypedArrayStorage,
} from "../src/index.js";

/** An engine that notes what it is given, and computes nothing: every result is zeros. */
class RecordingEngine implements Engine {
  readonly name = "recording";
  /** The text of each jaxpr that was compiled, in order. */
  readonly compiled: string[] = [];
  /** The names of the programs that were run, in order. */
  readonly runs: string[] = [];

  compile(jaxpr: Jaxpr, { name = "?" }: CompileOptions): Executable {
    this.compiled.push(printJaxpr(jaxpr));
    return {
      run: () => {
        this.runs.push(name);
        return jaxpr.outAvals.map(({ dtype, size }) => new TypedArrayStorage(allocate(dtype, size)));
      },
      report: { engine: this.name, kernels: [], asText: () => "" },
    };
  }
}

/** Memory that the host does not read at once. */
export class RemoteStorage implements Storage {
  deleted = false;

  constructor(readonly elements: TypedArray) {}

  get nbytes(): number {
    return this.elements.byteLength;
  }

  delete(): void {
    this.deleted = true;
  }
}

/** A device whose memory is apart from the host's, as a GPU's is. */
export class RemoteDevice extends Device {
  override readonly engine = new RecordingEngine();
  /** How many arrays were handed over. */
  puts = 0;

  override put(data: TypedArray, _: DType): Storage {
    this.puts += 1;
    return new RemoteStorage(data.slice());
  }

  override async read(storage: Storage): Promise<TypedArray> {
    return (storage as RemoteStorage).elements;
  }

  override readSync(): TypedArray {
    throw new TypeError("this device cannot be read at once; await x.data()");
  }

  override async synchronize(): Promise<void> {}
}

/** A device that computes in the host's own memory. */
export class HostDevice extends RemoteDevice {
  constructor(id: number) {
    super("cpu", id);
  }

  override put(data: TypedArray): Storage {
    this.puts += 1;
    return new TypedArrayStorage(data);
  }
}
