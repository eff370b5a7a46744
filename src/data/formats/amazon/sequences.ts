/**
 * The layout of S3-Rec (Zhou et al., 2020; https://github.com/RUCAIBox/CIKM2020-S3Rec) and P5 (Geng et al., 2022):
 * a line a user, first the user's number, then those of the items in the order of the reviews.
 */
import { z } from 'zod';
import { UNKNOWN_CATEGORY, type ItemInput } from '../../../core/contracts/item.ts';
import { BadValue, type SourceFolder, type SourceRecord } from '../format.ts';
import { MAXIMUM_ID_LENGTH } from '../reading/field-values.ts';
import { attributeNames, brandNumbers } from './attribute-names.ts';

export interface SequenceFiles {
  readonly sequences: string;
  /** True where a second half of each line, behind a tab, has the seconds since the previous event. */
  readonly isTimed: boolean;
  readonly attributes: string | undefined;
  readonly datamaps: string | undefined;
}

/** Files of other names in the same layout: P5's `sequential_data.txt`, S3-Rec's `Beauty_item2attributes.json`. */
export function sequenceFiles(files: readonly string[]): SequenceFiles | undefined {
  const timed = files.find((file) => file.endsWith('sequences_with_time.txt'));
  const plain = files.find((file) => /(?:^|\/)(?:sequences|sequential_data)\.txt$/.test(file));
  const sequences = timed ?? plain;
  if (sequences === undefined) return undefined;
  return {
    sequences,
    isTimed: timed !== undefined,
    attributes: files.find((file) => /(?:item_attributes|item2attributes)\.json$/.test(file)),
    datamaps: files.find((file) => file.endsWith('datamaps.json')),
  };
}

/**
 * The last day of the reviews that these studies took (McAuley's crawl, May 1996 to July 2014). Only the time between
 * a user's reviews is known, not the dates. Everyone's last review is put on this day, because the reviews became ever
 * more towards it. So "the last 30 days" of the shop are everyone's own last days, not days of the calendar.
 */
export const LAST_DAY = Date.UTC(2014, 6, 23);
const DAY = 86_400;
/** Where nothing is known of the times: far enough that no two events count as one visit. */
const GAP_WITHOUT_TIMES = DAY;
const LONGEST_SPAN = 30 * 365 * DAY;
const MAXIMUM_CATEGORIES = 8;

const idMapsSchema = z.object({
  id2item: z.record(z.string(), z.string()).default({}),
  id2user: z.record(z.string(), z.string()).default({}),
});
const attributeTableSchema = z.record(z.string(), z.array(z.union([z.string(), z.number()])));

export async function* readSequences(
  source: SourceFolder,
  files: SequenceFiles,
): AsyncGenerator<SourceRecord> {
  const datamaps = files.datamaps === undefined ? undefined : await source.json(files.datamaps);
  const maps = idMapsSchema.safeParse(datamaps ?? {});
  if (!maps.success) yield badTable(files.datamaps, maps.error);
  const { id2item = {}, id2user = {} } = maps.data ?? {};
  const attributesOf = new Map<string, readonly string[]>();
  if (files.attributes !== undefined) {
    const table = (await source.json(files.attributes)) as object | null;
    for (const [number, list] of Object.entries(table ?? {})) {
      const parsed = attributeTableSchema.safeParse({ [number]: list });
      if (parsed.success) attributesOf.set(number, parsed.data[number].map(String));
      else yield badTable(files.attributes, parsed.error);
    }
  }

  const describe = itemMaker(attributesOf, datamaps, id2item);
  const known = new Set([...Object.keys(id2item), ...attributesOf.keys()]);
  const origin = { file: files.datamaps ?? files.attributes ?? files.sequences, line: null };
  for (const number of known) yield { ...describe(number), origin };
  // With a table of items, a number outside it is a mistake; without one, the sequences are the catalogue.
  const isCatalogue = Object.keys(id2item).length > 0;
  yield* source.lines(files.sequences, (text) => {
    const { user, items, times } = readLine(text, files.isTimed);
    const userId = id2user[user] ?? user;
    return items.flatMap((number, place): SourceRecord[] => {
      const isNew = !known.has(number) && !isCatalogue;
      if (isNew) known.add(number);
      const event = purchase(userId, id2item[number] ?? number, times[place], place, files.isTimed);
      return isNew ? [describe(number), event] : [event];
    });
  });
}

function itemMaker(
  attributesOf: ReadonlyMap<string, readonly string[]>,
  datamaps: unknown,
  id2item: Readonly<Record<string, string>>,
): (number: string) => SourceRecord {
  const names = attributeNames(attributesOf, datamaps);
  const brands = brandNumbers(attributesOf);
  const nameOf = (attribute: string): string => names.get(attribute) ?? `attribute ${attribute}`;
  return (number) => {
    const attributes = attributesOf.get(number) ?? [];
    // Without names nobody can tell that what stands first is a brand, and it is a category like the others.
    const hasBrand = names.size > 0 && attributes.length > 0 && brands.has(attributes[0]);
    const categories = (hasBrand ? attributes.slice(1) : attributes).map(nameOf);
    const more = categories.slice(MAXIMUM_CATEGORIES).map((name, place) => [`more_${place + 1}`, name]);
    const item: ItemInput = {
      id: id2item[number] ?? number,
      title: {},
      categories: categories.length > 0 ? categories.slice(0, MAXIMUM_CATEGORIES) : [UNKNOWN_CATEGORY],
      brand: hasBrand ? nameOf(attributes[0]) : null,
      attributes: Object.fromEntries(more) as Record<string, string>,
    };
    return { kind: 'item', item, picture: null };
  };
}

interface UserLine {
  readonly user: string;
  readonly items: readonly string[];
  /** Milliseconds since 1970 in UTC. */
  readonly times: readonly number[];
}

function readLine(text: string, isTimed: boolean): UserLine {
  const [sequence, gapText] = text.split('\t');
  const [user, ...items] = words(sequence);
  if (user === undefined) throw new BadValue('missing user id', '');
  if (items.length === 0) throw new BadValue('user without items', text);
  const tooLong = [user, ...items].find((id) => id.length > MAXIMUM_ID_LENGTH);
  if (tooLong !== undefined) throw new BadValue('id is too long', tooLong);
  if (!isTimed) return { user, items, times: timesBefore(items.map(() => GAP_WITHOUT_TIMES)) };
  const gaps = words(gapText ?? '').map((gap) => {
    if (!/^\d{1,12}$/.test(gap)) throw new BadValue('gap is no whole number of seconds', gap);
    return Number(gap);
  });
  if (gaps.length !== items.length)
    throw new BadValue('not one gap an item', `${gaps.length} of ${items.length}`);
  return { user, items, times: timesBefore(gaps) };
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** When each event was, the last one being on the last day; `gaps[i]` are the seconds between event i - 1 and i. */
function timesBefore(gaps: readonly number[]): number[] {
  const times: number[] = [];
  let before = 0;
  for (let place = gaps.length - 1; place >= 0; place--) {
    times[place] = LAST_DAY - before * 1000;
    before += place === 0 ? 0 : gaps[place];
    if (before > LONGEST_SPAN) throw new BadValue('gaps add up to more than 30 years', String(before));
  }
  return times;
}

/**
 * The store keeps events by time and then by id: the place within the sequence is part of the id, so that reviews of
 * one day keep their order.
 */
function purchase(
  userId: string,
  itemId: string,
  time: number,
  place: number,
  isTimed: boolean,
): SourceRecord {
  const moment = new Date(time).toISOString();
  return {
    kind: 'event',
    hasOwnId: true,
    event: {
      id: `${userId}-${String(place).padStart(6, '0')}`,
      type: 'purchase',
      time: moment,
      userId,
      sessionId: isTimed ? `${userId}:${moment.slice(0, 10)}` : null,
      itemId,
    },
  };
}

function badTable(file: string | undefined, { issues: [issue] }: z.ZodError): SourceRecord {
  return {
    kind: 'bad',
    reason: 'entry is not valid',
    value: `${issue.path.join('.')}: ${issue.message}`,
    origin: { file: file ?? '', line: null },
  };
}
