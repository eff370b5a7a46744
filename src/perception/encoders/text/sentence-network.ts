import { DaogouError, toError } from '../../../core/errors.ts';
import { ort } from '../../../tensor/onnx-runtime.ts';
import { openOnnxFile } from '../image/onnx-image-file.ts';

/** What the network gave for a batch: a vector a text, or one for each of its pieces, which are to be pooled. */
export interface SentenceStates {
  readonly values: Float32Array;
  readonly width: number;
  readonly isPooled: boolean;
}

const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];
/** Outputs with a vector a text, then those with one a piece, in the order of preference. */
const OUTPUTS = ['sentence_embedding', 'last_hidden_state', 'token_embeddings'];

/** The network of a sentence encoder: numbers of pieces in, vectors out. */
export class SentenceNetwork {
  /** Whether rows of unequal length may stand in one batch. */
  readonly readsMask: boolean;
  readonly #session: ort.InferenceSession;
  readonly #output: string;

  private constructor(session: ort.InferenceSession) {
    this.#session = session;
    for (const { name, ...value } of session.inputMetadata) {
      const type = value.isTensor ? value.type : 'none';
      if (!KNOWN_INPUTS.includes(name)) throw refused(`it asks for the input ${name}`, name);
      if (type !== 'int64' && type !== 'int32') throw refused(`its input ${name} is of ${type}`, type);
    }
    if (!session.inputNames.includes('input_ids'))
      throw refused('it has no input input_ids', session.inputNames);
    this.readsMask = session.inputNames.includes('attention_mask');
    this.#output = OUTPUTS.find((name) => session.outputNames.includes(name)) ?? session.outputNames[0];
  }

  /**
   * @param source the path of an ONNX file, or its bytes
   * @throws unsupported-format when it is no ONNX file or not the network of a sentence encoder
   */
  static async open(source: string | Uint8Array, threads: number): Promise<SentenceNetwork> {
    return new SentenceNetwork(
      typeof source === 'string' ? await openOnnxFile(source, threads) : await openBytes(source, threads),
    );
  }

  /** @param batch numbers of pieces; shorter rows are filled up with `padding`. */
  async run(batch: readonly (readonly number[])[], padding: number): Promise<SentenceStates> {
    const length = Math.max(...batch.map((row) => row.length));
    const feeds: Record<string, ort.Tensor> = {};
    for (const { name, ...value } of this.#session.inputMetadata) {
      const numbers = batch.flatMap((row) =>
        Array.from({ length }, (_, i) => numberFor(name, row, i, padding)),
      );
      const type = value.isTensor && value.type === 'int32' ? 'int32' : 'int64';
      const data = type === 'int32' ? Int32Array.from(numbers) : BigInt64Array.from(numbers, BigInt);
      feeds[name] = new ort.Tensor(type, data, [batch.length, length]);
    }
    const results = await this.#session.run(feeds, [this.#output]).catch((thrown: unknown) => {
      throw refused(
        `it cannot be run on ${batch.length} texts of ${length} pieces: ${toError(thrown).message}`,
        [batch.length, length],
      );
    });
    const { data, dims, type } = results[this.#output];
    const isPooled = dims.length === 2;
    const fits = dims[0] === batch.length && (isPooled || (dims.length === 3 && dims[1] === length));
    if (type !== 'float32' || !fits)
      throw refused(`its output ${this.#output} is ${type} [${dims.join(', ')}]`, dims);
    return { values: data as Float32Array, width: dims[dims.length - 1], isPooled };
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

function numberFor(input: string, row: readonly number[], at: number, padding: number): number {
  if (input === 'input_ids') return row[at] ?? padding;
  return input === 'attention_mask' && at < row.length ? 1 : 0;
}

async function openBytes(bytes: Uint8Array, threads: number): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 4,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (thrown) {
    throw refused(`it cannot be loaded: ${toError(thrown).message}`, `${bytes.byteLength} bytes`);
  }
}

function refused(why: string, received: unknown): DaogouError {
  return new DaogouError(
    'unsupported-format',
    `This ONNX file is no sentence encoder that can be run: ${why}`,
    {
      received,
      remedy: `Export it with the inputs ${KNOWN_INPUTS.join(', ')} (the last two optional), open axes, and a float32 output.`,
    },
  );
}
