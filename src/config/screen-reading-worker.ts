/** The thread that looks closely: it reads what is written on a screen and recognises products. */
import type { ScreenReading } from '../core/contracts/screen.ts';
import { exposeToParent, workerInput } from '../core/workers.ts';
import type { Glance } from '../guide/look/screen-sight.ts';
import { readProducts, readText, type ProductSense } from '../perception/screens/screen-reader.ts';
import { readsLikeCommand } from '../perception/screens/text/commanding-text.ts';
import { incrementalReader, type IncrementalReader } from '../perception/screens/text/incremental-reader.ts';
import { openTextReader, type TextReader } from '../perception/screens/text/text-reader.ts';
import { openProductSense } from './screen-products.ts';
import { openScreenSenses, type ScreenSenses } from './screen-senses.ts';
import type { SightCatalogue } from './screens.ts';

export interface ReadingInput {
  readonly catalogue: SightCatalogue | undefined;
}

interface Opened {
  readonly senses: ScreenSenses;
  readonly text: TextReader;
}

const { catalogue } = workerInput<ReadingInput>();
let opened: Promise<Opened> | undefined;
let products: Promise<ProductSense> | undefined;
/** Of each stream, what its last screen showed. */
const streams = new Map<string, IncrementalReader>();

async function open(): Promise<Opened> {
  const [senses, text] = await Promise.all([openScreenSenses(), openTextReader()]);
  return { senses, text };
}

function streamReader(stream: string, text: TextReader): IncrementalReader {
  let reader = streams.get(stream);
  if (!reader) streams.set(stream, (reader = incrementalReader(text)));
  return reader;
}

const methods = {
  /** Resolves once text can be read. Throws `missing-dependency` where the package for it is not installed. */
  async ready(): Promise<void> {
    await (opened ??= open());
  },
  async read({ screen, reading }: Glance, stream?: string): Promise<ScreenReading> {
    const { senses, text } = await (opened ??= open());
    const reader = stream === undefined ? text : streamReader(stream, text);
    return readText(screen, reading, await reader.read(screen), { ...senses, readsLikeCommand });
  },
  async match({ screen }: Glance, read: ScreenReading): Promise<ScreenReading> {
    if (!catalogue) return read;
    return readProducts(screen, read, { products: await (products ??= openProductSense(catalogue)) });
  },
  forget(stream: string): void {
    streams.delete(stream);
  },
};

export type ReadingMethods = typeof methods;

exposeToParent(methods);
