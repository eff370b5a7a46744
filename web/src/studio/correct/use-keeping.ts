import { useState } from 'react';
import { asShopError, looking } from '../../screens/looking.ts';
import type { Screenshot } from '../../screens/screenshot.ts';
import { correctionOf, type LabelDraft } from './label-draft.ts';

interface Keeping {
  readonly is: 'not' | 'keeping' | 'kept' | 'failed';
  /** Of what was kept last. */
  readonly id: string;
  readonly error: Error | null;
}

const NOT: Keeping = { is: 'not', id: '', error: null };

/** Sends what a person says of a picture, with the picture, to be kept. */
export function useKeeping(
  screenshot: Screenshot,
): Keeping & { keep(draft: LabelDraft): Promise<void>; reset(): void } {
  const [keeping, setKeeping] = useState<Keeping>(NOT);
  return {
    ...keeping,
    async keep(draft) {
      setKeeping({ ...NOT, is: 'keeping' });
      try {
        const { id } = await looking.correctScreen(correctionOf(draft, await inBase64(screenshot.picture)));
        setKeeping({ is: 'kept', id, error: null });
      } catch (thrown) {
        setKeeping({ is: 'failed', id: '', error: asShopError(thrown) });
      }
    },
    reset: () => setKeeping(NOT),
  };
}

async function inBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  // As many arguments as every browser takes at once.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
