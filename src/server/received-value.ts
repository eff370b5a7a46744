const LONGEST_TEXT = 500;
const DEEPEST = 4;
const MOST_ENTRIES = 20;

/**
 * A refused value as a problem document shows it: scalars as they came, texts cut to 500 characters, anything else
 * as JSON text cut to 500 characters. Looks at most 4 levels and 20 entries deep, so that a hostile body costs
 * nothing to describe.
 */
export function receivedValue(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return cut(value);
  return cut(JSON.stringify(outline(value, DEEPEST)));
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT
    ? `${text.slice(0, LONGEST_TEXT - 1).toWellFormed()}…`
    : text.toWellFormed();
}

function outline(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
    return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST_ENTRIES).map((entry) => outline(entry, depth - 1));
    return value.length > MOST_ENTRIES ? [...shown, `… ${value.length - MOST_ENTRIES} more`] : shown;
  }
  const shown: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let entries = 0;
  for (const key in value) {
    if (entries++ === MOST_ENTRIES) break;
    shown[cut(key)] = outline((value as Record<string, unknown>)[key], depth - 1);
  }
  return shown;
}
