import { describe, expect, it } from 'vitest';
import type { DaogouError } from '../core/errors.ts';
import { Graph } from './graph.ts';
import { PROVIDER_REMEDIES, PROVIDERS, tryProvider, type Provider } from './providers.ts';
import { createSession } from './session.ts';

function addOne(): Uint8Array {
  const graph = new Graph();
  graph.output('y', graph.emit('Add', [graph.input('x', [2]), graph.scalar(1)], [2]));
  return graph.toOnnx();
}

async function addOneTo(numbers: number[], provider: Provider): Promise<number[]> {
  const session = await createSession(addOne(), { provider });
  const { y } = await session.run({ x: Float32Array.from(numbers) });
  await session.release();
  return [...y];
}

describe('providers', () => {
  it('the processor is always there', async () => {
    expect(await tryProvider('cpu')).toEqual({ provider: 'cpu', isThere: true });
  });

  // On a machine with a graphics card this computes there, on others it names what is missing.
  it.each(PROVIDERS)('%s computes, or says that it is not there and what to do', async (provider) => {
    const { isThere } = await tryProvider(provider);
    const outcome = await addOneTo([1, 2], provider).catch((thrown: DaogouError) => ({
      code: thrown.code,
      received: thrown.received,
      remedy: thrown.remedy,
    }));
    const refusal = { code: 'missing-dependency', received: provider, remedy: PROVIDER_REMEDIES[provider] };
    expect(outcome).toEqual(isThere ? [2, 3] : refusal);
  });

  it('a broken file is a broken file with any provider that is there', async () => {
    await expect(createSession(new Uint8Array(9), { provider: 'cpu' })).rejects.toMatchObject({
      code: 'unsupported-format',
    });
  });
});
