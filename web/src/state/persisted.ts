/** A value that outlives the page: kept in a browser storage, shared between tabs, safe where storage is forbidden. */
export interface Persisted<T> {
  get: () => T;
  set: (next: T) => void;
  update: (change: (current: T) => T) => void;
  /** Calls back after every change, from this tab or another; returns how to stop. */
  subscribe: (listener: () => void) => () => void;
}

export type Keeping = 'local' | 'session' | 'memory';

/** What this needs of `localStorage`. */
type TextStore = Pick<Storage, 'getItem' | 'setItem'>;

function storageFor(keeping: Keeping): TextStore | null {
  if (keeping === 'memory') return null;
  try {
    // Absent outside browsers; reading the property itself throws where cookies are blocked.
    const storage = keeping === 'local' ? globalThis.localStorage : globalThis.sessionStorage;
    return typeof storage?.getItem === 'function' ? storage : null;
  } catch {
    return null;
  }
}

function readStored<T>(
  storage: TextStore | null,
  key: string,
  accept: (value: unknown) => T | undefined,
): T | undefined {
  try {
    const text = storage?.getItem(key);
    return text === null || text === undefined ? undefined : accept(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** `accept` turns what was stored, perhaps by an older version, into a value, or returns undefined to start afresh. */
export function persisted<T>(options: {
  key: string;
  keeping: Keeping;
  initial: () => T;
  accept: (value: unknown) => T | undefined;
}): Persisted<T> {
  const { key, accept } = options;
  const storage = storageFor(options.keeping);
  const listeners = new Set<() => void>();
  const stored = readStored(storage, key, accept);
  let current = stored ?? options.initial();
  const announce = (): void => listeners.forEach((listener) => listener());
  const write = (): void => {
    try {
      storage?.setItem(key, JSON.stringify(current));
    } catch {
      // A full or forbidden storage costs only the memory of this value.
    }
  };
  const set = (next: T): void => {
    if (Object.is(next, current)) return;
    current = next;
    write();
    announce();
  };

  if (stored === undefined) write();
  globalThis.addEventListener?.('storage', (event: StorageEvent) => {
    if (event.key !== key || options.keeping !== 'local') return;
    current = readStored(storage, key, accept) ?? options.initial();
    announce();
  });

  return {
    get: () => current,
    set,
    update: (change) => set(change(current)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
