/** What may be tried: named settings, each with its range. */
import { DaogouError } from '../../core/errors.ts';

/** One setting of a model. Ranges include both ends. */
export type Dimension =
  | {
      readonly kind: 'real' | 'integer';
      readonly from: number;
      readonly to: number;
      /** `log` tries each order of magnitude alike; default `linear`. */
      readonly scale?: 'linear' | 'log';
    }
  | { readonly kind: 'choice'; readonly values: readonly SettingValue[] };

export type SettingValue = string | number | boolean;
export type SearchSpace = Readonly<Record<string, Dimension>>;

/** A value for every dimension of a space, by its name. */
export type Setting = Readonly<Record<string, SettingValue>>;

/** A setting as a place in the unit cube: a number in [0, 1] for every dimension. */
export type Place = Readonly<Record<string, number>>;

/** @throws invalid-input for a range that is empty, or has no logarithm where one is asked for. */
export function checkSpace(space: SearchSpace): void {
  for (const [name, dimension] of Object.entries(space)) {
    const fits =
      dimension.kind === 'choice'
        ? dimension.values.length > 0
        : dimension.from < dimension.to && (dimension.scale !== 'log' || dimension.from > 0);
    if (fits) continue;
    throw new DaogouError('invalid-input', `The setting ${name} has nothing to choose from`, {
      received: dimension,
      remedy:
        'Give a range whose start is below its end, and above 0 on a log scale, or at least one choice.',
    });
  }
}

/** The setting that lies at a place. */
export function settingAt(space: SearchSpace, place: Place): Setting {
  const entries = Object.entries(space).map(([name, dimension]) => [name, valueAt(dimension, place[name])]);
  return Object.fromEntries(entries) as Setting;
}

/** The place of a setting; of a choice the middle of its part of the line. */
export function placeOf(space: SearchSpace, setting: Setting): Place {
  const entries = Object.entries(space).map(([name, dimension]) => {
    const value = setting[name];
    if (dimension.kind === 'choice') {
      return [name, (dimension.values.indexOf(value) + 0.5) / dimension.values.length];
    }
    const { from, to } = stretched(dimension);
    const at = dimension.scale === 'log' ? Math.log(Number(value)) : Number(value);
    return [name, Math.min(1, Math.max(0, (at - from) / (to - from)))];
  });
  return Object.fromEntries(entries) as Place;
}

function valueAt(dimension: Dimension, at: number): SettingValue {
  if (dimension.kind === 'choice') {
    const { values } = dimension;
    return values[Math.min(values.length - 1, Math.floor(at * values.length))];
  }
  const { from, to } = stretched(dimension);
  const plain = from + at * (to - from);
  const value = dimension.scale === 'log' ? Math.exp(plain) : plain;
  const whole = dimension.kind === 'integer' ? Math.round(value) : value;
  return Math.min(dimension.to, Math.max(dimension.from, whole));
}

/** The ends on the scale that is searched; those of whole numbers reach half a step farther, so that each is as likely. */
function stretched({ kind, from, to, scale }: Exclude<Dimension, { kind: 'choice' }>): {
  from: number;
  to: number;
} {
  const margin = kind === 'integer' ? 0.5 : 0;
  const ends = { from: from - margin, to: to + margin };
  if (scale !== 'log') return ends;
  return { from: Math.log(Math.max(ends.from, Number.MIN_VALUE)), to: Math.log(ends.to) };
}
