import type { z } from 'zod';
import { eventSchema, type Event } from '../../../core/contracts/event.ts';
import { itemSchema, type Item } from '../../../core/contracts/item.ts';
import type { BadRow } from '../../../core/contracts/import-report.ts';
import { userSchema, type User } from '../../../core/contracts/user.ts';
import type { Origin, SourceRecord } from '../format.ts';
import { derivedId } from './field-values.ts';

export interface CheckedItem {
  readonly item: Item;
  readonly picture: string | null;
  readonly origin: Origin;
}

export interface CheckedEvent {
  readonly event: Event;
  readonly origin: Origin;
  /** The folder has no such item or user; the store may have it from an earlier import. */
  readonly unknownItem: boolean;
  readonly unknownUser: boolean;
  /** What the unknown item was, where the format can say: no longer sold. */
  readonly retiredItem: Item | null;
}

/** Some records, ready to be stored. */
export interface Batch {
  readonly items: CheckedItem[];
  readonly users: User[];
  readonly events: CheckedEvent[];
  readonly bad: BadRow[];
}

export const emptyBatch = (): Batch => ({ items: [], users: [], events: [], bad: [] });

const MAXIMUM_ATTRIBUTE = 500;
const MAXIMUM_ATTRIBUTE_NAME = 100;
const MAXIMUM_TEXT = 20_000;
const MAXIMUM_NAME = 200;
const MAXIMUM_QUERY = 500;

/**
 * Holds the records of one folder against the contracts and against each other, and sorts them into a batch. The
 * first record of an id is taken; an equal one is nothing new, a different one is a bad row.
 */
export function createRecordChecker(): (record: SourceRecord, batch: Batch) => void {
  const items = new Map<string, string>();
  const users = new Map<string, string>();
  const events = new Map<string, string>();

  const isNew = (seen: Map<string, string>, id: string, content: unknown, what: string): boolean | string => {
    const digest = derivedId([JSON.stringify(content)]);
    const earlier = seen.get(id);
    if (earlier === undefined) seen.set(id, digest);
    return earlier === undefined || (earlier === digest ? false : `${what} id twice, with different content`);
  };

  return (record, batch) => {
    const origin = record.origin ?? { file: '', line: null };
    const reject = (reason: string, value: string): void => {
      batch.bad.push({ ...origin, reason, value: value.slice(0, 200) });
    };
    switch (record.kind) {
      case 'bad':
        return reject(record.reason, record.value);
      case 'item': {
        const item = parsed(itemSchema, withinLimits(record.item, reject), 'item', reject);
        if (!item) return;
        const verdict = isNew(items, item.id, [item, record.picture], 'item');
        if (verdict === true) batch.items.push({ item, picture: record.picture, origin });
        else if (verdict !== false) reject(verdict, item.id);
        return;
      }
      case 'user': {
        const user = parsed(userSchema, withinLimits(record.user, reject), 'user', reject);
        if (!user) return;
        const verdict = isNew(users, user.id, user, 'user');
        if (verdict === true) batch.users.push(user);
        else if (verdict !== false) reject(verdict, user.id);
        return;
      }
      case 'event': {
        const event = parsed(eventSchema, withinLimits(record.event, reject), 'event', reject);
        if (!event) return;
        const verdict = record.hasOwnId ? isNew(events, event.id, event, 'event') : true;
        if (verdict !== true && verdict !== false) return reject(verdict, event.id);
        const unknownItem = event.itemId !== null && !items.has(event.itemId);
        // A folder without users names them in its events alone.
        const unknownUser = event.userId !== null && users.size > 0 && !users.has(event.userId);
        const { retiredItem } = record;
        const retired =
          unknownItem && retiredItem
            ? parsed(itemSchema, { ...retiredItem, id: event.itemId, retired: true }, 'retired item', reject)
            : undefined;
        batch.events.push({ event, origin, unknownItem, unknownUser, retiredItem: retired ?? null });
        return;
      }
      default:
        record satisfies never;
    }
  };
}

type Reject = (reason: string, value: string) => void;

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
  reject: Reject,
): z.output<Schema> | undefined {
  const answer = schema.safeParse(value);
  if (answer.success) return answer.data;
  const [issue] = answer.error.issues;
  reject(`${what} ${issue.path.join('.') || 'row'} is not valid`, issue.message);
  return undefined;
}

/** Texts that are too long are cut and listed; the row is good otherwise, and is kept. */
function withinLimits<Row extends object>(row: Row, reject: Reject): Row {
  const cut = (text: string, length: number, what: string): string => {
    if (text.length <= length) return text;
    reject(`${what} is cut to ${length} characters`, text);
    return text.slice(0, length).toWellFormed();
  };
  const entries = Object.entries(row).map(([field, value]): [string, unknown] => {
    if (field === 'query' && typeof value === 'string') return [field, cut(value, MAXIMUM_QUERY, 'query')];
    if (field === 'brand' && typeof value === 'string') return [field, cut(value, MAXIMUM_NAME, 'brand')];
    if (field === 'categories')
      return [field, (value as string[]).map((name) => cut(name, MAXIMUM_NAME, 'category'))];
    if (field === 'title' || field === 'description')
      return [field, mapValues(value as object, (text) => cut(text, MAXIMUM_TEXT, field))];
    if (field === 'attributes') return [field, attributesWithinLimits(value as Record<string, string>, cut)];
    return [field, value];
  });
  return Object.fromEntries(entries) as Row;
}

function attributesWithinLimits(
  attributes: Readonly<Record<string, string>>,
  cut: (text: string, length: number, what: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      cut(name, MAXIMUM_ATTRIBUTE_NAME, 'attribute name'),
      cut(value, MAXIMUM_ATTRIBUTE, 'attribute'),
    ]),
  );
}

function mapValues(record: object, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name, change(text as string)]));
}
