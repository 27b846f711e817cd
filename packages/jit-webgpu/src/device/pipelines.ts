import type { DeviceBuffer } from "./buffer-pool.js";
import { shaderStageCompute } from "./constants.js";

/** A compute shader: what is compiled for a kernel, and bound when it runs. */
export interface Shader {
  /** What it computes, for error texts and profiles. */
  readonly label: string;
  readonly code: string;
  /** How many buffers it reads; they are bound first, in order. */
  readonly reads: number;
  /** How many buffers it writes. */
  readonly writes: number;
}

/** A compiled shader with the bind groups of the buffers that it ran on lately. */
export interface Pipeline {
  readonly gpu: GPUComputePipeline;
  bindGroup(buffers: readonly DeviceBuffer[]): GPUBindGroup;
}

/** So many bind groups are kept for a pipeline: a program that runs again mostly gets the same buffers from the pool. */
const keptBindGroups = 64;

/** The compiled shaders of a device, by their text: kernels of different programs that are equal share one. */
export class Pipelines {
  readonly #pipelines = new Map<string, Pipeline>();
  readonly #layouts = new Map<
    string,
    { readonly bindings: GPUBindGroupLayout; readonly pipeline: GPUPipelineLayout }
  >();

  readonly #checks = new Set<Promise<unknown>>();

  constructor(
    readonly device: GPUDevice,
    /** Told of a shader that the device rejects, some time after it was created. */
    readonly onError: (shader: Shader, message: string) => void,
  ) {}

  /** How many shaders have been compiled. */
  get size(): number {
    return this.#pipelines.size;
  }

  /** Resolves when the device has had its say on every shader so far. */
  async checked(): Promise<void> {
    await Promise.all(this.#checks);
  }

  get(shader: Shader): Pipeline {
    const known = this.#pipelines.get(shader.code);
    if (known !== undefined) return known;
    const pipeline = this.#create(shader);
    this.#pipelines.set(shader.code, pipeline);
    return pipeline;
  }

  #create(shader: Shader): Pipeline {
    const { device } = this;
    const { label, code } = shader;
    const layout = this.#layout(shader);
    device.pushErrorScope("validation");
    const module = device.createShaderModule({ label, code });
    const gpu = device.createComputePipeline({
      label,
      layout: layout.pipeline,
      compute: { module, entryPoint: "main" },
    });
    const check: Promise<unknown> = device.popErrorScope().then(
      (error) => {
        this.#checks.delete(check);
        if (error !== null) this.onError(shader, error.message);
      },
      // A lost device checks nothing any more.
      () => this.#checks.delete(check),
    );
    this.#checks.add(check);
    const groups = new Map<string, GPUBindGroup>();
    return {
      gpu,
      bindGroup: (buffers) => {
        let key = "";
        for (const buffer of buffers) key += `${buffer.id},`;
        let group = groups.get(key);
        if (group === undefined) {
          group = device.createBindGroup({
            label,
            layout: layout.bindings,
            entries: buffers.map(({ gpu: buffer, capacity }, binding) => {
              // A buffer may be a little larger than its elements, and so than what a shader may see.
              const size = Math.min(capacity, device.limits.maxStorageBufferBindingSize);
              return { binding, resource: { buffer, size } };
            }),
          });
          if (groups.size >= keptBindGroups) groups.delete(groups.keys().next().value as string);
          groups.set(key, group);
        }
        return group;
      },
    };
  }

  #layout({ reads, writes }: Shader) {
    const key = `${reads}:${writes}`;
    let layout = this.#layouts.get(key);
    if (layout === undefined) {
      const bindings = this.device.createBindGroupLayout({
        entries: Array.from({ length: reads + writes }, (_, binding) => ({
          binding,
          visibility: shaderStageCompute,
          buffer: { type: binding < reads ? "read-only-storage" : "storage" },
        })),
      });
      layout = { bindings, pipeline: this.device.createPipelineLayout({ bindGroupLayouts: [bindings] }) };
      this.#layouts.set(key, layout);
    }
    return layout;
  }
}
