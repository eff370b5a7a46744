import type { EvaluateOptions } from './evaluate.ts';

/** The options that every protocol on a workspace knows, as the configuration takes them. */
export function sharedOptions({ data, format, minutes, only, recipe, seed }: EvaluateOptions) {
  return {
    only,
    recipe,
    searchMinutes: minutes,
    ...(data === undefined ? {} : { data: { folder: data, format } }),
    ...(seed === undefined ? {} : { seed }),
  };
}
