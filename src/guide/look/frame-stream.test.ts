import { describe, expect, it } from 'vitest';
import type { LookAnswer, LookMessage } from '../../core/contracts/look.ts';
import { DaogouError } from '../../core/errors.ts';
import { createFrameStream, type FrameStreamParts } from './frame-stream.ts';
import type { Glance } from './screen-sight.ts';

/** A stream over work that ends when the test says so; a frame's one byte is its name. */
function slowStream(parts: Partial<FrameStreamParts> = {}) {
  const heard: LookMessage[] = [];
  const underWay: { name: number; end(): void }[] = [];
  const forgotten: boolean[] = [];
  const stream = createFrameStream({
    glance: (picture) =>
      new Promise((resolve) =>
        underWay.push({
          name: picture[0],
          end: () => resolve({ reading: { width: picture[0] } } as unknown as Glance),
        }),
      ),
    first: async ({ reading }) => ({ stage: 'pixels', width: reading.width }) as LookAnswer,
    async *closer({ reading }) {
      yield { stage: 'text', width: reading.width } as LookAnswer;
    },
    forget: async () => void forgotten.push(true),
    hear: (message) => heard.push(message),
    ...parts,
  });
  const said = (): string[] =>
    heard.map((one) =>
      one.type === 'answer'
        ? `${one.frame}:${one.answer.stage}:${one.answer.width}`
        : `${one.frame}:${one.type}`,
    );
  return { stream, said, underWay, heard, forgotten };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createFrameStream', () => {
  it('answers a frame stage by stage', async () => {
    const { stream, said, underWay } = slowStream();
    stream.offer(Uint8Array.of(7));
    underWay[0].end();
    await settle();
    expect(said()).toEqual(['0:pixels:7', '0:text:7']);
  });

  it('drops the frames that a newer one overtook, and looks at the newest', async () => {
    const { stream, said, underWay } = slowStream();
    for (const name of [1, 2, 3, 4]) stream.offer(Uint8Array.of(name));
    expect(underWay.map(({ name }) => name)).toEqual([1]);
    underWay[0].end();
    await settle();
    expect(underWay.map(({ name }) => name)).toEqual([1, 4]);
    underWay[1].end();
    await settle();
    expect(said().filter((one) => one.includes('dropped'))).toEqual(['1:dropped', '2:dropped']);
    expect(said().at(-1)).toBe('3:text:4');
  });

  it('goes on after a frame that cannot be read, and says what was wrong with it', async () => {
    let calls = 0;
    const { stream, heard } = slowStream({
      glance: async () => {
        if (calls++ === 0) throw new DaogouError('bad-media', 'No picture', { remedy: 'Send one.' });
        if (calls === 2) throw new Error('a path that is nobody’s business');
        return { reading: { width: 9 } } as unknown as Glance;
      },
    });
    for (const name of [1, 2, 3]) {
      stream.offer(Uint8Array.of(name));
      await settle();
    }
    expect(heard[0]).toEqual({
      type: 'problem',
      frame: 0,
      code: 'bad-media',
      message: 'No picture',
      remedy: 'Send one.',
    });
    expect(heard[1]).toMatchObject({ type: 'problem', code: 'internal' });
    expect(JSON.stringify(heard[1])).not.toContain('business');
    expect(heard[2]).toMatchObject({ type: 'answer', frame: 2 });
  });

  it('is silent after it was closed, and forgets once', async () => {
    const { stream, said, underWay, forgotten } = slowStream();
    stream.offer(Uint8Array.of(1));
    stream.close();
    stream.close();
    stream.offer(Uint8Array.of(2));
    underWay[0].end();
    await settle();
    expect(said()).toEqual([]);
    expect(underWay).toHaveLength(1);
    expect(forgotten).toEqual([true]);
  });
});
