/** Zero crossings of the filter on each side: more are sharper and slower. */
const CROSSINGS = 16;

/**
 * The same sound at another rate, by a sinc filter under a Hann window (Smith, Digital Audio Resampling, 2002). Going
 * down, the filter also takes away what the lower rate cannot hold.
 *
 * @param from samples a second, a whole number as `to` is.
 * @returns ⌊samples × to / from⌋ samples; the same array where the rates are equal.
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const result = new Float32Array(Math.floor((samples.length * to) / from));
  const cutoff = Math.min(1, to / from);
  const reach = Math.ceil(CROSSINGS / cutoff);
  // New samples fall between old ones in a few ways only, which repeat: each way has its filter.
  const filters = new Map<number, Float64Array>();
  for (let i = 0; i < result.length; i++) {
    const before = Math.floor((i * from) / to);
    const phase = (i * from) % to;
    let filter = filters.get(phase);
    if (!filter) filters.set(phase, (filter = filterFor(phase / to, cutoff, reach)));
    const start = before - reach;
    const first = Math.max(0, -start);
    const last = Math.min(filter.length, samples.length - start);
    let sum = 0;
    let total = 0;
    for (let tap = first; tap < last; tap++) {
      sum += filter[tap] * samples[start + tap];
      total += filter[tap];
    }
    // Divided by its own sum, the filter keeps the loudness, at the ends too.
    result[i] = sum / total;
  }
  return result;
}

/** The weights of the old samples from `reach` before to `reach` after, for a new one at `offset` in [0, 1). */
function filterFor(offset: number, cutoff: number, reach: number): Float64Array {
  return Float64Array.from({ length: 2 * reach + 1 }, (_, tap) => {
    const x = (tap - reach - offset) * cutoff;
    if (Math.abs(x) >= CROSSINGS) return 0;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / CROSSINGS);
    return x === 0 ? window : (window * Math.sin(Math.PI * x)) / (Math.PI * x);
  });
}
