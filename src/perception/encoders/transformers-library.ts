import type * as Transformers from '@huggingface/transformers';
import { DaogouError } from '../../core/errors.ts';

export type TransformersLibrary = typeof Transformers;

let library: Promise<TransformersLibrary> | undefined;

/**
 * The library that runs the model folders of Hugging Face, loaded when it is first asked for: not everyone needs it.
 * It reads local folders only. Whoever wants it to fetch models sets its `env.allowRemoteModels` afterwards.
 *
 * Throws `missing-dependency` where it is not installed.
 */
export function loadTransformers(): Promise<TransformersLibrary> {
  library ??= load();
  return library;
}

async function load(): Promise<TransformersLibrary> {
  try {
    const loaded = await import('@huggingface/transformers');
    loaded.env.allowRemoteModels = false;
    // What goes wrong is thrown; warnings of it and of the runtime, whose level it sets, would only be in the way.
    loaded.env.logLevel = loaded.LogLevel.ERROR;
    return loaded;
  } catch (thrown) {
    library = undefined;
    throw new DaogouError('missing-dependency', 'The package @huggingface/transformers is not installed', {
      received: '@huggingface/transformers',
      remedy: 'Install it: npm install @huggingface/transformers.',
      cause: thrown,
    });
  }
}
