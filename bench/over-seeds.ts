/** Quantiles of Student's distribution for a two-sided 95 %, by degrees of freedom from 1. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

export interface Written {
  /** Default 4. */
  readonly digits?: number;
  /** Whether what is not negative has a plus; default false. */
  readonly signed?: boolean;
}

/** Mean and 95 % interval of one number a seed, of at most ten seeds, such as `.0512 ± .0031`. */
export function overSeeds(numbers: readonly number[], { digits = 4, signed = false }: Written = {}): string {
  const mean = average(numbers);
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(1, numbers.length - 1) / numbers.length);
  const interval = numbers.length < 2 ? '?' : short(STUDENT[numbers.length - 2] * error, digits);
  return `${signed && mean >= 0 ? '+' : ''}${short(mean, digits)} ± ${interval}`;
}

/** Without the zero before the point. */
export function short(number: number, digits = 4): string {
  return number.toFixed(digits).replace(/^(-?)0/, '$1');
}

export function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
