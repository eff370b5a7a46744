import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DaogouError } from '../../../core/errors.ts';
import { readWav, type Sound } from './read-wav.ts';
import { resample } from './resample.ts';
import { writeWav } from './write-wav.ts';

interface Header {
  readonly kind?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  readonly promised?: number;
  /** Bytes of another chunk before the sound. */
  readonly before?: Uint8Array;
}

function wav(data: Uint8Array, header: Header = {}): Uint8Array {
  const { kind = 1, channels = 1, rate = 16_000, bits = 16, promised, before } = header;
  const format = Buffer.alloc(kind === 0xfffe ? 40 : 16);
  format.writeUInt16LE(kind, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt16LE(bits, 14);
  if (kind === 0xfffe) format.writeUInt16LE(3, 24);
  const chunk = (name: string, bytes: Uint8Array, size = bytes.length): Buffer => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(size, 4);
    return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
  };
  return Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'),
    ...(before ? [chunk('LIST', before)] : []),
    chunk('fmt ', format),
    chunk('data', data, promised),
  ]);
}

/** What reading gives, or what it throws. */
function outcomeOf(bytes: Uint8Array): unknown {
  try {
    return readWav(bytes, 'hello.wav');
  } catch (thrown) {
    return thrown;
  }
}

const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

describe('readWav', () => {
  it.each([
    ['8 bits', wav(Uint8Array.of(0, 128, 192), { bits: 8 }), [-1, 0, 0.5]],
    ['16 bits', wav(Uint8Array.of(0, 0x80, 0, 0, 0, 0x40)), [-1, 0, 0.5]],
    ['24 bits', wav(Uint8Array.of(0, 0, 0x80, 0, 0, 0, 0, 0, 0x40), { bits: 24 }), [-1, 0, 0.5]],
    ['32 bits', wav(Uint8Array.of(0, 0, 0, 0x80, 0, 0, 0, 0x40), { bits: 32 }), [-1, 0.5]],
    ['floats', wav(floats(-1, 0.25, 7, Number.NaN), { kind: 3, bits: 32 }), [-1, 0.25, 1, 0]],
    ['extensible floats', wav(floats(0.5), { kind: 0xfffe, bits: 32 }), [0.5]],
    ['two channels', wav(floats(1, 0, -1, -0.5), { kind: 3, bits: 32, channels: 2 }), [0.5, -0.75]],
    [
      'a chunk of odd length before',
      wav(floats(0.5), { kind: 3, bits: 32, before: Uint8Array.of(7) }),
      [0.5],
    ],
    ['more promised than there is', wav(floats(0.5), { kind: 3, bits: 32, promised: 2 ** 32 - 1 }), [0.5]],
  ])('reads %s', (_name, bytes, expected) => {
    expect([...readWav(bytes, 'sound.wav').samples]).toEqual(expected);
  });

  it('reads back what writeWav wrote, at any rate', () => {
    const anySamples = fc.float32Array({ min: -1, max: 1, noNaN: true, minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(anySamples, fc.integer({ min: 4_000, max: 192_000 }), (samples, rate) => {
        const sound = readWav(writeWav(samples, rate), 'sound.wav');
        expect(sound.rate).toBe(rate);
        expect(sound.samples.length).toBe(samples.length);
        for (const [i, sample] of samples.entries()) {
          expect(Math.abs(sound.samples[i] - sample)).toBeLessThan(1 / 16_000);
        }
      }),
    );
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a text', new TextEncoder().encode('This is no sound at all, whatever its name says.')],
    ['a header alone', wav(new Uint8Array(0))],
    ['half a sample', wav(Uint8Array.of(1))],
    ['a compressed coding', wav(new Uint8Array(64), { kind: 85 })],
    ['no channel', wav(new Uint8Array(64), { channels: 0 })],
    ['a thousand channels', wav(new Uint8Array(64), { channels: 1_000 })],
    ['a rate of 1 Hz', wav(new Uint8Array(64), { rate: 1 })],
    ['an endless rate', wav(new Uint8Array(64), { rate: 4e9 })],
    ['a cut header', wav(new Uint8Array(64)).subarray(0, 30)],
  ])('refuses %s, with the name and a remedy', (_name, bytes) => {
    const failure = outcomeOf(bytes);
    expect(failure).toBeInstanceOf(DaogouError);
    expect(failure).toMatchObject({
      code: 'bad-media',
      received: 'hello.wav',
      message: expect.stringContaining('hello.wav'),
      remedy: expect.any(String),
    });
  });

  it('never fails in another way, whatever the bytes', () => {
    const good = writeWav(resample(Float32Array.of(0.5, -0.5, 0.25), 8_000, 64_000), 16_000);
    fc.assert(
      fc.property(fc.nat(63), fc.nat(255), fc.nat(84), (at, value, length) => {
        const bytes = good.slice();
        bytes[at] = value;
        const outcome = outcomeOf(bytes.subarray(0, length));
        expect(
          outcome instanceof DaogouError
            ? outcome.code === 'bad-media'
            : (outcome as Sound).samples.length > 0,
        ).toBe(true);
      }),
    );
  });
});

describe('resample', () => {
  const tone = (hertz: number, rate: number, seconds = 0.2): Float32Array =>
    Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));

  it.each([8_000, 11_025, 22_050, 44_100, 48_000, 96_000])('keeps a tone as it comes from %i Hz', (rate) => {
    const result = resample(tone(1_000, rate), rate, 16_000);
    const expected = tone(1_000, 16_000);
    expect(Math.abs(result.length - expected.length)).toBeLessThanOrEqual(1);
    // The ends lack neighbours on one side.
    const middle = [...result.keys()].slice(200, -200);
    expect(Math.max(...middle.map((i) => Math.abs(result[i] - expected[i])))).toBeLessThan(0.01);
  });

  it('takes away what the lower rate cannot hold, which would come back as another tone', () => {
    const result = resample(tone(11_000, 48_000), 48_000, 16_000).subarray(200, -200);
    expect(Math.max(...result.map(Math.abs))).toBeLessThan(0.02);
  });

  it('leaves sound of the right rate alone', () => {
    const samples = tone(440, 16_000);
    expect(resample(samples, 16_000, 16_000)).toBe(samples);
  });
});
