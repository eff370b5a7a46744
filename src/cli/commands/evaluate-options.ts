import type { EvaluateOptions } from './evaluate.ts';

/** The options that every protocol on a workspace knows, as the configuration takes them. */
export function sharedOptions({ data, format, only, seed }: EvaluateOptions) {
  return {
    only,
    ...(data === undefined ? {} : { data: { folder: data, format } }),
    ...(seed === undefined ? {} : { seed }),
  };
}
