import { fourier } from "@hyrax/core/library";
import { fft } from "../fourier/fft.js";
import { cpuFamily } from "../kernel.js";

export const fourierCpu = cpuFamily(fourier, { fft });
