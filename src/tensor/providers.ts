/** Where ONNX Runtime can compute: on the processor, or on a graphics card. */
import { DaogouError, toError } from '../core/errors.ts';
import { Graph } from './graph.ts';
import { ort } from './onnx-runtime.ts';

/** `cpu` is always there; `cuda` needs NVIDIA's libraries and the runtime's part for them; `webgpu` a driver. */
export const PROVIDERS = ['cpu', 'cuda', 'webgpu'] as const;

export type Provider = (typeof PROVIDERS)[number];

export interface ProviderState {
  readonly provider: Provider;
  readonly isThere: boolean;
  /** Why it is not there. */
  readonly reason?: string;
}

/** What `cuda` and `webgpu` need, in one sentence in the imperative. */
export const PROVIDER_REMEDIES: Readonly<Record<Provider, string>> = {
  cpu: 'Run `npm ci`; if it stays, this platform may lack the native part of onnxruntime-node.',
  cuda:
    'Install the NVIDIA driver, CUDA 12 and cuDNN 9, and the libraries that onnxruntime-node fetches with ' +
    '`npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12`; or leave the provider at cpu.',
  webgpu: 'Install a graphics driver with Vulkan, Metal or Direct3D 12; or leave the provider at cpu.',
};

/**
 * Tries a provider with a small computation. The native libraries may print to standard error why one cannot be
 * used: those who mind try in a process of its own.
 */
export async function tryProvider(provider: Provider): Promise<ProviderState> {
  const graph = new Graph();
  graph.output('sum', graph.emit('Add', [graph.input('x', [2]), graph.scalar(1)], [2]));
  try {
    const session = await ort.InferenceSession.create(graph.toOnnx(), {
      executionProviders: [provider],
      logSeverityLevel: 4,
    });
    const { sum } = await session.run({ x: new ort.Tensor('float32', Float32Array.of(1, 2), [2]) });
    await session.release();
    const [first, second] = sum.data as Float32Array;
    if (first === 2 && second === 3) return { provider, isThere: true };
    return { provider, isThere: false, reason: `1 + 1 gave ${first}` };
  } catch (thrown) {
    return { provider, isThere: false, reason: shortReason(toError(thrown).message) };
  }
}

/** @throws invalid-input for a name that is none of `PROVIDERS`. */
export function checkProvider(provider: Provider): void {
  if (PROVIDERS.includes(provider)) return;
  throw new DaogouError('invalid-input', `There is no provider ${provider}`, {
    received: provider,
    remedy: `Use one of: ${PROVIDERS.join(', ')}.`,
  });
}

/** @throws missing-dependency when a small computation fails on this provider. */
export async function expectProvider(provider: Provider): Promise<void> {
  const { isThere, reason } = await tryProvider(provider);
  if (isThere) return;
  throw new DaogouError(
    'missing-dependency',
    `ONNX Runtime cannot compute with ${provider} here: ${reason}`,
    {
      received: provider,
      remedy: PROVIDER_REMEDIES[provider],
    },
  );
}

/** The runtime's messages begin with a file of its own source. */
function shortReason(text: string): string {
  const line = text.split('\n', 1)[0];
  return line.replace(/^.*\bwas false\. /, '').slice(0, 200);
}
