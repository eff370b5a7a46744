/**
 * Clicks in sessions, as session-rec (Ludewig et al., https://github.com/rn5l/session-rec) prepares those of the RecSys
 * Challenge 2015 and other shops: text files with the columns `SessionId`, `ItemId` and `Time` (seconds since 1970).
 *
 * `…train_full.txt` and `…test.txt` are read where they are there. `…train_tr.txt` and `…train_valid.txt` are parts of
 * the former, cut by the same rule as the protocol `sessions` cuts, and are read only where `train_full` is missing.
 * Each click is a `view_item` of a guest's session; of the items nothing but the number is known.
 */
import { UNKNOWN_CATEGORY } from '../../core/contracts/item.ts';
import { DaogouError } from '../../core/errors.ts';
import { BadValue, type Format, type SourceRecord, type SourceRow, type SourceTable } from './format.ts';
import { requiredId } from './reading/field-values.ts';

const COLUMNS = ['SessionId', 'ItemId', 'Time'];
/** The year 2200: larger numbers are not seconds. */
const LATEST = 7_258_118_400;

export const yoochoose: Format = {
  name: 'yoochoose',
  describe:
    'clicks in sessions: NAME_train_full.txt and NAME_test.txt with SessionId, ItemId, Time (session-rec)',
  module: import.meta.url,
  async *read(source) {
    const tables: SourceTable[] = [];
    for (const file of clickFiles(source.files)) tables.push(await source.table(file, COLUMNS));
    const seen = tables.map((table) => `SELECT ${table.sqlColumn('ItemId')} AS id FROM ${table.sqlName}`);
    const items = await source.query(
      `SELECT DISTINCT id FROM (${seen.join(' UNION ALL ')}) WHERE id IS NOT NULL ORDER BY id`,
    );
    const origin = { file: tables[0].file, line: null };
    for (const [id] of items) {
      if (id !== null)
        yield {
          kind: 'item',
          item: { id, title: {}, categories: [UNKNOWN_CATEGORY] },
          picture: null,
          origin,
        };
    }
    for (const table of tables) {
      const countRepeats = COLUMNS.map((column) => table.sqlColumn(column));
      yield* table.map(toView, { countRepeats });
    }
  },
};

function clickFiles(files: readonly string[]): string[] {
  const ending = (part: string): string[] =>
    files.filter((file) => new RegExp(`(?:^|[_/-])${part}\\.(?:txt|csv)$`).test(file));
  const full = ending('train_full');
  const found = [
    ...(full.length > 0 ? full : [...ending('train_tr'), ...ending('train_valid')]),
    ...ending('test'),
  ];
  if (found.length > 0) return found;
  throw new DaogouError('not-found', 'The folder has no files of clicks', {
    received: files.slice(0, 50),
    remedy: 'Name a folder with NAME_train_full.txt and NAME_test.txt.',
  });
}

function toView(row: SourceRow): SourceRecord {
  const sessionId = requiredId(row, 'SessionId', 'session id');
  const itemId = requiredId(row, 'ItemId', 'item id');
  const text = row.get('Time') ?? '';
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds < LATEST)) throw new BadValue('time is no number of seconds', text);
  const milliseconds = Math.round(seconds * 1000);
  return {
    kind: 'event',
    hasOwnId: false,
    event: {
      // Unique however the rows are split among files; a repeat is the same click twice in one file.
      id: `${sessionId}-${milliseconds}-${itemId}-${row.repeat}`.slice(0, 200),
      type: 'view_item',
      time: new Date(milliseconds).toISOString(),
      sessionId,
      itemId,
    },
  };
}
