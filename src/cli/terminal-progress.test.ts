import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { createTerminalProgress } from './terminal-progress.ts';

/** A stream that keeps what is written to it; `columns` makes it look like a terminal of that width. */
function recorder(columns?: number): { stream: WriteStream; text: () => string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const terminal = columns === undefined ? {} : { isTTY: true, columns, cursorTo() {}, clearLine() {} };
  return { stream: Object.assign(stream, terminal) as unknown as WriteStream, text: () => text };
}

describe('lines', () => {
  it('say the beginning, every ten seconds the share and the time left, and the end', () => {
    const { stream, text } = recorder();
    let time = 0;
    const step = createTerminalProgress({ stream, now: () => time }).start('Training', 200);
    for (let i = 0; i < 100; i++) {
      time += 250;
      step.note(`loss ${i}`);
      step.advance();
    }
    step.done();
    step.done();
    expect(text().trim().split('\n')).toEqual([
      'Training …',
      'Training: 19 % after 10 s, about 41 s left (loss 39)',
      'Training: 39 % after 20 s, about 31 s left (loss 79)',
      'Training: done in 25 s (loss 99)',
    ]);
  });

  it('count where the amount is not known', () => {
    const { stream, text } = recorder();
    let time = 0;
    const step = createTerminalProgress({ stream, now: () => time }).start('Reading', 0);
    time = 11_000;
    step.advance(1234);
    step.done();
    expect(text()).toBe('Reading …\nReading: 1234 after 11 s\nReading: done in 11 s\n');
  });

  it('are used on a terminal too where asked for', () => {
    const { stream, text } = recorder(80);
    createTerminalProgress({ stream, plain: true }).start('Reading', 3).done();
    expect(text()).toMatch(/^Reading …\nReading: done in 0\.0 s\n$/);
  });
});

describe('bars', () => {
  it('leave a line for each step that is done, and take no advance after it', () => {
    const { stream, text } = recorder(120);
    const progress = createTerminalProgress({ stream });
    const first = progress.start('Reading', 10);
    const second = progress.start('Drawing', 0);
    first.advance(10);
    first.note('10 rows');
    first.done();
    first.advance(5);
    second.done();
    expect(text()).toContain('Reading: done (10 rows) in 0.0 s');
    expect(text()).toContain('Drawing: done in 0.0 s');
  });
});
