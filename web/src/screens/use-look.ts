import { useEffect, useRef, useState } from 'react';
import type { LookAnswer } from '../../../src/core/contracts/look.ts';
import { asShopError, looking, lookRequest } from './looking.ts';
import { readScreenshot, UnreadableScreenshot, type Screenshot } from './screenshot.ts';

export interface Look {
  readonly is: 'empty' | 'reading' | 'looking' | 'done' | 'failed' | 'unreadable';
  readonly screenshot: Screenshot | null;
  /** In the order that they came; each replaces the one before. */
  readonly answers: readonly LookAnswer[];
  readonly error: Error | null;
}

export interface Looking extends Look {
  /** Looks at a picture; one that is looked at meanwhile is let go. */
  show(file: Blob, name?: string): Promise<void>;
  /** Looks at the same picture again. */
  again(): Promise<void>;
  /** Lets the picture go, and what was said of it. */
  clear(): void;
}

const EMPTY: Look = { is: 'empty', screenshot: null, answers: [], error: null };

/** One picture of a screen and what is said of it, answer by answer. */
export function useLook(): Looking {
  const [look, setLook] = useState<Look>(EMPTY);
  const ending = useRef<AbortController>(undefined);
  const shown = useRef<Screenshot>(undefined);
  const letGo = (): void => {
    ending.current?.abort();
    if (shown.current) URL.revokeObjectURL(shown.current.url);
    shown.current = undefined;
  };
  useEffect(
    () => () => {
      ending.current?.abort();
      if (shown.current) URL.revokeObjectURL(shown.current.url);
    },
    [],
  );

  const ask = async (screenshot: Screenshot): Promise<void> => {
    ending.current?.abort();
    const { signal } = (ending.current = new AbortController());
    setLook({ is: 'looking', screenshot, answers: [], error: null });
    const hear = (answer: LookAnswer): void =>
      setLook((before) => ({ ...before, answers: [...before.answers, answer] }));
    try {
      await looking.lookStages(screenshot.picture, lookRequest(), hear, { signal });
      setLook((before) => (signal.aborted ? before : { ...before, is: 'done' }));
    } catch (thrown) {
      if (!signal.aborted) setLook((before) => ({ ...before, is: 'failed', error: asShopError(thrown) }));
    }
  };
  return {
    ...look,
    async show(file, name) {
      letGo();
      const { signal } = (ending.current = new AbortController());
      setLook({ ...EMPTY, is: 'reading' });
      try {
        const screenshot = await readScreenshot(file, name);
        if (signal.aborted) return URL.revokeObjectURL(screenshot.url);
        shown.current = screenshot;
        return await ask(screenshot);
      } catch (thrown) {
        if (!(thrown instanceof UnreadableScreenshot)) throw thrown;
        return signal.aborted ? undefined : setLook({ ...EMPTY, is: 'unreadable' });
      }
    },
    async again() {
      if (shown.current) await ask(shown.current);
    },
    clear() {
      letGo();
      setLook(EMPTY);
    },
  };
}
