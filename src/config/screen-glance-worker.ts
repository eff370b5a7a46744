/** The thread that answers first: it decodes a screenshot and judges its shapes and colours. */
import { exposeToParent } from '../core/workers.ts';
import type { Glance } from '../guide/look/screen-sight.ts';
import { decodeScreen } from '../perception/screens/decode-screen.ts';
import { readPixels } from '../perception/screens/screen-reader.ts';
import { openScreenSenses, type ScreenSenses } from './screen-senses.ts';

let opened: Promise<ScreenSenses> | undefined;

const methods = {
  /** Resolves once everything is loaded. */
  async ready(): Promise<void> {
    await (opened ??= openScreenSenses());
  },
  async glance(picture: Uint8Array): Promise<Glance> {
    const senses = await (opened ??= openScreenSenses());
    const screen = await decodeScreen(picture);
    // Shared memory is handed from thread to thread without a copy.
    const data = new Uint8Array(new SharedArrayBuffer(screen.data.length));
    data.set(screen.data);
    return { screen: { ...screen, data }, reading: readPixels(screen, senses) };
  },
};

export type GlanceMethods = typeof methods;

exposeToParent(methods);
