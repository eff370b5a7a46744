import { DaogouError } from '../../../core/errors.ts';

export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  /** One channel, the mean of all, in [-1, 1]. */
  readonly samples: Float32Array;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const MOST_CHANNELS = 8;
const LOWEST_RATE = 4_000;
const HIGHEST_RATE = 192_000;

interface WaveFormat {
  readonly kind: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

/** True where the bytes begin as a WAV file does. */
export function isWav(bytes: Uint8Array): boolean {
  return textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WAVE';
}

/**
 * Reads a WAV file (RIFF WAVE; Microsoft and IBM, 1991): PCM of 8, 16, 24 or 32 bits, or floats of 32 or 64. A file
 * whose header promises more sound than follows, as a recorder writes one that was interrupted, is read to its end.
 *
 * @param name of the file, for the error.
 * @throws bad-media where it is no WAV file, holds another coding, or no whole sample.
 */
export function readWav(bytes: Uint8Array, name: string): Sound {
  if (!isWav(bytes)) throw badSound(name, 'it does not begin with RIFF and WAVE');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: WaveFormat | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    const kind = textAt(bytes, at);
    if (kind === 'fmt ' && start + 16 <= bytes.length) format = readFormat(view, start, size);
    if (kind === 'data') {
      if (!format) throw badSound(name, 'its sound comes before its format');
      return { rate: format.rate, samples: readSamples(view, start, size, format, name) };
    }
    // Chunks are padded to an even length.
    at = start + size + (size % 2);
  }
  throw badSound(name, 'it holds no sound');
}

function readFormat(view: DataView, start: number, size: number): WaveFormat {
  const kind = view.getUint16(start, true);
  const hasSubFormat = kind === EXTENSIBLE && size >= 26 && start + 26 <= view.byteLength;
  return {
    kind: hasSubFormat ? view.getUint16(start + 24, true) : kind,
    channels: view.getUint16(start + 2, true),
    rate: view.getUint32(start + 4, true),
    bits: view.getUint16(start + 14, true),
  };
}

type ReadSample = (at: number) => number;

function readSamples(
  view: DataView,
  start: number,
  size: number,
  { kind, channels, rate, bits }: WaveFormat,
  name: string,
): Float32Array {
  const read = sampleReader(view, kind, bits);
  if (!read) throw badSound(name, `its coding (format ${kind}, ${bits} bits) is not supported`);
  if (channels < 1 || channels > MOST_CHANNELS) throw badSound(name, `it has ${channels} channels`);
  if (rate < LOWEST_RATE || rate > HIGHEST_RATE) throw badSound(name, `its rate is ${rate} Hz`);
  const bytesEach = bits / 8;
  const available = Math.min(size, view.byteLength - start);
  const count = Math.floor(available / (bytesEach * channels));
  if (count === 0) throw badSound(name, 'it holds no sound');
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += read(start + (i * channels + channel) * bytesEach);
    }
    const mean = sum / channels;
    samples[i] = Number.isFinite(mean) ? Math.min(1, Math.max(-1, mean)) : 0;
  }
  return samples;
}

function sampleReader(view: DataView, kind: number, bits: number): ReadSample | undefined {
  if (kind === PCM && bits === 8) return (at) => (view.getUint8(at) - 128) / 128;
  if (kind === PCM && bits === 16) return (at) => view.getInt16(at, true) / 32_768;
  if (kind === PCM && bits === 24) {
    return (at) => (view.getInt8(at + 2) * 65_536 + view.getUint16(at, true)) / 8_388_608;
  }
  if (kind === PCM && bits === 32) return (at) => view.getInt32(at, true) / 2_147_483_648;
  if (kind === FLOAT && bits === 32) return (at) => view.getFloat32(at, true);
  if (kind === FLOAT && bits === 64) return (at) => view.getFloat64(at, true);
  return undefined;
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function badSound(name: string, reason: string): DaogouError {
  return new DaogouError('bad-media', `The recording ${name} cannot be read: ${reason}`, {
    received: name,
    remedy: 'Give a WAV file of PCM or floats, one to eight channels, 4 to 192 kHz.',
  });
}
