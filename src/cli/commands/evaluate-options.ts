import type { EvaluateOptions } from './evaluate.ts';

/** The options that every protocol on a workspace knows, as the configuration takes them. */
export function sharedOptions({ coldPlaces, data, format, minutes, only, recipe, seed }: EvaluateOptions) {
  return {
    only,
    recipe,
    searchMinutes: minutes,
    coldPlaces,
    ...(data === undefined ? {} : { data: { folder: data, format } }),
    ...(seed === undefined ? {} : { seed }),
  };
}
