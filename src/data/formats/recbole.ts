/**
 * RecBole's atomic files (https://recbole.io/atomic_files.html): `NAME.inter`, `NAME.item`, `NAME.user`, with tabs between
 * the fields and a first line such as `user_id:token<TAB>item_id:token<TAB>timestamp:float`.
 *
 * What an interaction was is not said; it becomes a `purchase`, the deed that a shop recommends for. Ratings are kept
 * out: every interaction counts alike, as in the studies that use these files.
 */
import { UNKNOWN_CATEGORY } from '../../core/contracts/item.ts';
import { DaogouError } from '../../core/errors.ts';
import { BadValue, type Format, type SourceFolder, type SourceRecord } from './format.ts';
import { derivedId, MAXIMUM_ID_LENGTH } from './reading/field-values.ts';

const MAXIMUM_CATEGORIES = 8;
/** Where there are no times, events are a second apart in the order of the file, from here on. */
const FIRST_SECOND = Date.UTC(2000, 0, 1) / 1000;
/** The year 2200 in seconds; larger numbers are milliseconds. */
const LARGEST_SECOND = 7_258_118_400;

type Fields = Readonly<Record<string, string | undefined>>;

export const recbole: Format = {
  name: 'recbole',
  describe: 'RecBole’s atomic files: NAME.inter, and NAME.item and NAME.user where there are any',
  module: import.meta.url,
  async *read(source) {
    const interactions = onlyFile(source, '.inter');
    const items = source.files.find((file) => file.endsWith('.item'));
    const users = source.files.find((file) => file.endsWith('.user'));
    const known = new Set<string>();
    if (items !== undefined) {
      yield* readRows(source, items, ['item_id'], (fields) => {
        known.add(idOf(fields, 'item_id'));
        return [toItem(fields)];
      });
    }
    if (users !== undefined) yield* readRows(source, users, ['user_id'], (fields) => [toUser(fields)]);
    const seen = new Map<string, number>();
    yield* readRows(source, interactions, ['user_id', 'item_id'], (fields, line) => {
      const event = toPurchase(fields, line, seen);
      const itemId = idOf(fields, 'item_id');
      // Without a file of items, the interactions are the catalogue.
      if (items !== undefined || known.has(itemId)) return [event];
      known.add(itemId);
      return [toItem({ item_id: itemId }), event];
    });
  },
};

function onlyFile({ files }: SourceFolder, ending: string): string {
  const found = files.filter((file) => file.endsWith(ending));
  if (found.length === 1) return found[0];
  throw new DaogouError(
    found.length === 0 ? 'not-found' : 'invalid-input',
    `One file NAME${ending} is needed`,
    {
      received: found.length === 0 ? files.slice(0, 50) : found,
      remedy: `Name a folder with one file that ends in ${ending}.`,
    },
  );
}

/** Fields are found by their name, the part before the colon. */
function readRows(
  source: SourceFolder,
  file: string,
  required: readonly string[],
  toRecords: (fields: Fields, line: number) => SourceRecord[],
): AsyncIterable<SourceRecord> {
  let names: string[] | undefined;
  return source.lines(file, (text, line) => {
    const values = text.split('\t').map((value) => value.trim());
    if (names === undefined) {
      names = values.map((value) => value.replace(/:[a-z_]+$/, ''));
      const missing = required.filter((name) => !names?.includes(name));
      if (missing.length === 0) return [];
      throw new DaogouError('invalid-input', `${file} has no column ${missing.join(', ')}`, {
        received: names,
        remedy: `Give the file a first line that names its columns, such as ${required[0]}:token.`,
      });
    }
    if (values.length !== names.length) throw new BadValue('wrong number of columns', text);
    const fields: Record<string, string | undefined> = {};
    for (const [place, name] of names.entries()) fields[name] = values[place] || undefined;
    return toRecords(fields, line);
  });
}

function idOf(fields: Fields, column: 'item_id' | 'user_id'): string {
  const id = fields[column];
  const what = column.replace('_', ' ');
  if (id === undefined) throw new BadValue(`missing ${what}`, '');
  if (id.length > MAXIMUM_ID_LENGTH) throw new BadValue(`${what} is too long`, id);
  return id;
}

function toItem(fields: Fields): SourceRecord {
  const {
    item_id: _id,
    title,
    item_name,
    name,
    description,
    categories,
    category,
    class: kind,
    brand,
    ...rest
  } = fields;
  const words = title ?? item_name ?? name;
  const names = listOf(categories ?? category ?? kind);
  return {
    kind: 'item',
    item: {
      id: idOf(fields, 'item_id'),
      title: words === undefined ? {} : { en: words },
      description: description === undefined ? {} : { en: description },
      categories: names.length > 0 ? names.slice(0, MAXIMUM_CATEGORIES) : [UNKNOWN_CATEGORY],
      brand: brand ?? null,
      attributes: present(rest),
    },
    picture: null,
  };
}

/** `'Beauty', 'Hair Care'` as some files have it, or words with blanks between them, which is what `token_seq` says. */
function listOf(text: string | undefined): string[] {
  if (text === undefined) return [];
  const quoted = [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => (match[1] ?? match[2]).trim());
  const names = quoted.length > 0 ? quoted : text.split(text.includes(',') ? ',' : ' ');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

function toUser(fields: Fields): SourceRecord {
  const { user_id: _id, ...rest } = fields;
  return { kind: 'user', user: { id: idOf(fields, 'user_id'), attributes: present(rest) } };
}

function present(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

function toPurchase(fields: Fields, line: number, seen: Map<string, number>): SourceRecord {
  const userId = idOf(fields, 'user_id');
  const itemId = idOf(fields, 'item_id');
  const text = fields.timestamp;
  const number = text === undefined ? FIRST_SECOND + line : Number(text);
  if (!(number >= 0 && number < LARGEST_SECOND * 1000))
    throw new BadValue('timestamp is no number of seconds', text ?? '');
  const time = new Date(Math.round(number < LARGEST_SECOND ? number * 1000 : number)).toISOString();
  // Equal rows are so many events.
  const key = JSON.stringify([userId, itemId, time]);
  const repeat = seen.get(key) ?? 0;
  seen.set(key, repeat + 1);
  return {
    kind: 'event',
    hasOwnId: false,
    event: { id: derivedId([userId, itemId, time, repeat]), type: 'purchase', time, userId, itemId },
  };
}
