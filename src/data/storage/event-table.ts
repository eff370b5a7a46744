import { count, desc, eq } from 'drizzle-orm';
import { EVENT_TYPES, SCENES, type Event } from '../../core/contracts/event.ts';
import type { EventTable } from '../../core/contracts/store.ts';
import type { Database } from './database.ts';
import { events } from './schema.ts';
import { insertNewRows } from './write-rows.ts';

type EventRow = typeof events.$inferSelect;

export function createEventTable(database: Database): EventTable {
  return {
    async append(batch) {
      const inserted = await insertNewRows(database, events, batch.map(toRow));
      return { inserted, duplicates: batch.length - inserted };
    },
    async recent(of, limit) {
      const owner = 'userId' in of ? eq(events.userId, of.userId) : eq(events.sessionId, of.sessionId);
      const rows = await database
        .select()
        .from(events)
        .where(owner)
        .orderBy(desc(events.time), desc(events.id))
        .limit(limit);
      return rows.toReversed().map(toEvent);
    },
    async count() {
      const rows = await database
        .select({ type: events.type, events: count() })
        .from(events)
        .groupBy(events.type)
        .orderBy(events.type);
      return Object.fromEntries(rows.map((row) => [EVENT_TYPES[row.type], row.events]));
    },
  };
}

function toRow({ type, scene, price, ...rest }: Event): EventRow {
  return {
    ...rest,
    type: EVENT_TYPES.indexOf(type),
    scene: scene === null ? null : SCENES.indexOf(scene),
    priceAmount: price?.amount ?? null,
    priceCurrency: price?.currency ?? null,
  };
}

function toEvent({ type, scene, priceAmount, priceCurrency, ...rest }: EventRow): Event {
  const price =
    priceAmount === null || priceCurrency === null ? null : { amount: priceAmount, currency: priceCurrency };
  return { ...rest, type: EVENT_TYPES[type], scene: scene === null ? null : SCENES[scene], price };
}
