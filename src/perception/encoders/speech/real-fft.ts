/** The discrete Fourier transform of real signals, of any length whose prime factors are small. */

/** What a transform writes: real and imaginary parts of bins 0 … length / 2. */
export interface Spectrum {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * A transform for one even length: X[k] = Σ x[n] e^(-2πi kn / length), for k = 0 … length / 2.
 *
 * Whisper's windows have 400 samples, which is no power of two, so this is the mixed-radix form (Cooley and Tukey,
 * 1965): even and odd samples travel as one complex signal of half the length (Brigham, The Fast Fourier Transform,
 * chapter 10). The result's arrays are overwritten by the next call.
 */
export function createRealFft(length: number): (samples: ArrayLike<number>) => Spectrum {
  const half = length / 2;
  const cosine = Float64Array.from({ length }, (_, i) => Math.cos((2 * Math.PI * i) / length));
  const sine = Float64Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * i) / length));
  const spectrum = { real: new Float64Array(half + 1), imaginary: new Float64Array(half + 1) };
  const input = { real: new Float64Array(half), imaginary: new Float64Array(half) };
  const output = { real: new Float64Array(half), imaginary: new Float64Array(half) };
  // The roots of unity of the half-length transform are every second one of the whole.
  const transform = planComplex(half, factorsOf(half), (power) => {
    const at = (2 * power) % length;
    return [cosine[at], -sine[at]];
  });

  return (samples) => {
    for (let i = 0; i < half; i++) {
      input.real[i] = samples[2 * i];
      input.imaginary[i] = samples[2 * i + 1];
    }
    transform(input, output);
    for (let k = 0; k <= half; k++) {
      const a = k % half;
      const b = (half - k) % half;
      const evenReal = (output.real[a] + output.real[b]) / 2;
      const evenImaginary = (output.imaginary[a] - output.imaginary[b]) / 2;
      const oddReal = (output.imaginary[a] + output.imaginary[b]) / 2;
      const oddImaginary = (output.real[b] - output.real[a]) / 2;
      spectrum.real[k] = evenReal + cosine[k] * oddReal + sine[k] * oddImaginary;
      spectrum.imaginary[k] = evenImaginary + cosine[k] * oddImaginary - sine[k] * oddReal;
    }
    return spectrum;
  };
}

function factorsOf(length: number): number[] {
  const factors: number[] = [];
  for (let rest = length, factor = 2; rest > 1;) {
    if (rest % factor === 0) {
      factors.push(factor);
      rest /= factor;
    } else factor++;
  }
  return factors;
}

type Root = (power: number) => [cosine: number, minusSine: number];

/** Splits by the first factor: transforms of every factor-th sample, joined by sums of `factor` terms. */
function planComplex(
  length: number,
  factors: readonly number[],
  root: Root,
): (input: Spectrum, output: Spectrum) => void {
  const roots = Array.from({ length }, (_, power) => root(power));
  const rootReal = Float64Array.from(roots, ([real]) => real);
  const rootImaginary = Float64Array.from(roots, ([, imaginary]) => imaginary);
  const buffer = { real: new Float64Array(length), imaginary: new Float64Array(length) };

  /** Transforms `size` samples that lie `step` apart from `from` on into `target` from `to` on. */
  const run = (
    source: Spectrum,
    from: number,
    step: number,
    target: Spectrum,
    to: number,
    depth: number,
  ): void => {
    if (depth === factors.length) {
      target.real[to] = source.real[from];
      target.imaginary[to] = source.imaginary[from];
      return;
    }
    const factor = factors[depth];
    const size = length / step;
    const inner = size / factor;
    for (let part = 0; part < factor; part++) {
      run(source, from + part * step, step * factor, target, to + part * inner, depth + 1);
    }
    for (let k = 0; k < size; k++) {
      let real = 0;
      let imaginary = 0;
      for (let part = 0; part < factor; part++) {
        const at = to + part * inner + (k % inner);
        const power = (part * k * step) % length;
        real += target.real[at] * rootReal[power] - target.imaginary[at] * rootImaginary[power];
        imaginary += target.real[at] * rootImaginary[power] + target.imaginary[at] * rootReal[power];
      }
      buffer.real[k] = real;
      buffer.imaginary[k] = imaginary;
    }
    target.real.set(buffer.real.subarray(0, size), to);
    target.imaginary.set(buffer.imaginary.subarray(0, size), to);
  };
  return (input, output) => run(input, 0, 1, output, 0, 0);
}
