/** The tables of a workspace: one dialect and one set of migrations for PGlite and for a Postgres server. */
import { bigint, boolean, index, integer, jsonb, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import type { ImportReport } from '../../core/contracts/import-report.ts';
import type { LocalisedText } from '../../core/contracts/item.ts';
import type { Decision } from '../../core/contracts/store.ts';
import { idText, instant } from './column-types.ts';

export const items = pgTable(
  'items',
  {
    id: idText().primaryKey(),
    title: jsonb().$type<LocalisedText>().notNull(),
    description: jsonb().$type<LocalisedText>().notNull(),
    categories: text().array().notNull(),
    brand: text(),
    /** Minor units of `priceCurrency`; both or neither are null. */
    priceAmount: bigint('price_amount', { mode: 'number' }),
    priceCurrency: text('price_currency'),
    attributes: jsonb().$type<Record<string, string>>().notNull(),
    image: text(),
    availableFrom: instant('available_from'),
    stock: bigint({ mode: 'number' }),
    retired: boolean().notNull().default(false),
  },
  (table) => [
    index('items_categories').using('gin', table.categories),
    index('items_price').on(table.priceAmount, table.id),
    index('items_available_from').on(table.availableFrom.desc().nullsLast(), table.id),
  ],
);

export const users = pgTable('users', {
  id: idText().primaryKey(),
  attributes: jsonb().$type<Record<string, string>>().notNull(),
});

export const events = pgTable(
  'events',
  {
    id: idText().primaryKey(),
    /** Position in EVENT_TYPES. */
    type: smallint().notNull(),
    time: instant().notNull(),
    userId: idText('user_id'),
    sessionId: idText('session_id'),
    itemId: idText('item_id'),
    quantity: integer().notNull(),
    priceAmount: bigint('price_amount', { mode: 'number' }),
    priceCurrency: text('price_currency'),
    query: text(),
    /** Position in SCENES. */
    scene: smallint(),
    recommendationId: idText('recommendation_id'),
  },
  (table) => [
    index('events_time').on(table.time, table.id),
    index('events_user').on(table.userId, table.time, table.id),
    index('events_session').on(table.sessionId, table.time, table.id),
  ],
);

export const decisions = pgTable('decisions', {
  recommendationId: idText('recommendation_id').primaryKey(),
  time: instant().notNull(),
  kind: text().$type<Decision['kind']>().notNull(),
  userId: idText('user_id'),
  sessionId: idText('session_id'),
  modelId: text('model_id').notNull(),
  shown: jsonb().$type<Decision['shown']>().notNull(),
});

export const imports = pgTable(
  'imports',
  {
    id: idText().primaryKey(),
    format: text().notNull(),
    startedAt: instant('started_at').notNull(),
    report: jsonb().$type<ImportReport>().notNull(),
  },
  (table) => [index('imports_started_at').on(table.startedAt)],
);
