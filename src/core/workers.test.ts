import { afterEach, describe, expect, it } from 'vitest';
import type { EchoMethods } from './fixtures/echo-worker.ts';
import { startWorker, type WorkerHandle } from './workers.ts';

const url = new URL('./fixtures/echo-worker.ts', import.meta.url);
let worker: WorkerHandle<EchoMethods> | undefined;

afterEach(async () => {
  await worker?.close();
  worker = undefined;
});

describe('startWorker', () => {
  it('calls methods with typed arrays and gives the input on', async () => {
    worker = startWorker<EchoMethods>(url, { input: { shop: 'demo' } });
    expect(await worker.call.double(Float32Array.of(1, 2))).toEqual(Float32Array.of(2, 4));
    expect(await worker.call.input()).toEqual({ shop: 'demo' });
  });

  it('passes progress on', async () => {
    const seen: string[] = [];
    worker = startWorker<EchoMethods>(url, {
      progress: {
        start(label, total) {
          seen.push(`start ${label} ${total}`);
          return {
            advance: (units) => seen.push(`advance ${units}`),
            note: (text) => seen.push(`note ${text}`),
            done: () => seen.push('done'),
          };
        },
      },
    });
    expect(await worker.call.count(2)).toBe(2);
    expect(seen).toEqual(['start Counting 2', 'advance 1', 'advance 1', 'note nearly', 'done']);
  });

  it('brings an error over whole: code, received, remedy', async () => {
    worker = startWorker<EchoMethods>(url);
    await expect(worker.call.refuse()).rejects.toMatchObject({
      code: 'invalid-input',
      received: { deep: 1 },
      remedy: 'Try another.',
    });
  });

  it('rejects calls under way when the thread ends, and calls after it', async () => {
    worker = startWorker<EchoMethods>(url);
    await expect(worker.call.end()).rejects.toMatchObject({ code: 'worker-failed' });
    await expect(worker.call.input()).rejects.toMatchObject({ code: 'worker-failed' });
  });

  it('rejects calls under way when it is closed', async () => {
    worker = startWorker<EchoMethods>(url);
    const call = worker.call.double(new Float32Array(1));
    await Promise.all([expect(call).rejects.toMatchObject({ code: 'worker-failed' }), worker.close()]);
  });
});
