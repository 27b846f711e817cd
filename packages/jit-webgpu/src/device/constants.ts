// The flags of WebGPU's specification. Browsers have them as globals, Node does not.

export const BufferUsage = { mapRead: 0x1, copySrc: 0x4, copyDst: 0x8, storage: 0x80 } as const;
export const mapModeRead = 0x1;
export const shaderStageCompute = 0x4;
