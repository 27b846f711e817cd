import { fourier } from "@hyrax/core";
import { fft } from "../fourier/fft.js";
import { cpuFamily } from "../kernel.js";

export const fourierCpu = cpuFamily(fourier, { fft });
