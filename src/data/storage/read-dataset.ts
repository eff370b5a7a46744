import { asc, gt, sql } from 'drizzle-orm';
import type { Dataset, EventColumns } from '../../core/contracts/dataset.ts';
import type { Item } from '../../core/contracts/item.ts';
import type { Database } from './database.ts';
import { toItem } from './item-table.ts';
import { events, imports, items, users } from './schema.ts';

const ITEMS_PER_PAGE = 1000;
/** Events packed into one answer row: under 1 MB as the server writes it. */
const EVENTS_PER_CHUNK = 16_384;
/** Postgres counts microseconds from the year 2000. */
const POSTGRES_EPOCH = Date.UTC(2000, 0, 1);
/** time (8 bytes), user, item, session (4 each), type, scene (2 each), all big-endian. */
const BYTES_PER_EVENT = 24;

/** Reads items, users and events as of one moment, so that their numbers fit together. */
export function readDataset(database: Database): Promise<Dataset> {
  return database.transaction(
    async (moment) => ({
      source: await readSource(moment),
      items: await readItems(moment),
      userIds: await readUserIds(moment),
      events: await readEvents(moment),
    }),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** The formats that were imported, such as `hm`; `live` where everything came over HTTP. */
async function readSource(database: Database): Promise<string> {
  const rows = await database
    .select({ format: imports.format })
    .from(imports)
    .groupBy(imports.format)
    .orderBy(sql`${imports.format} collate "C"`);
  return rows.map(({ format }) => format).join('+') || 'live';
}

async function readItems(database: Database): Promise<Item[]> {
  const all: Item[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await database
      .select()
      .from(items)
      .where(last === undefined ? undefined : gt(items.id, last.id))
      .orderBy(asc(items.id))
      .limit(ITEMS_PER_PAGE);
    for (const row of page) all.push(toItem(row));
    if (page.length < ITEMS_PER_PAGE) return all;
  }
}

/** Everyone in the users table and everyone who only appears in events. */
const everyone = sql`(select ${users.id} as id from ${users} union select distinct ${events.userId} from ${events} where ${events.userId} is not null)`;

async function readUserIds(database: Database): Promise<string[]> {
  const rows = await database
    .select({ id: sql<string>`id` })
    .from(sql`${everyone} as everyone`)
    .orderBy(sql`id`);
  return rows.map(({ id }) => id);
}

/**
 * The server numbers, sorts and packs the events; here only bytes are unpacked. Turning 120,000 rows of text into
 * objects first would hold the event loop for most of a second.
 */
async function readEvents(database: Database): Promise<EventColumns> {
  // Sorting ids to join them costs twice what hashing them does; the planner misjudges tables it has not analysed.
  await database.execute(sql`set local enable_mergejoin = off`);
  const chunks = await database.select({ events: sql<number>`events`, packed: sql<Uint8Array>`packed` })
    .from(sql`(
    with
      item_numbers as (select id, row_number() over (order by id) - 1 as number from ${items}),
      user_numbers as (select id, row_number() over (order by id) - 1 as number from ${everyone} as everyone),
      session_numbers as (
        select id, row_number() over (order by id) - 1 as number
        from (select distinct ${events.sessionId} as id from ${events} where ${events.sessionId} is not null) as sessions
      ),
      ordered as (
        select
          row_number() over (order by ${events.time}, ${events.id}) - 1 as position,
          timestamptz_send(${events.time})
          || int4send(coalesce(user_numbers.number, -1)::int)
          || int4send(coalesce(item_numbers.number, -1)::int)
          || int4send(coalesce(session_numbers.number, -1)::int)
          || int2send(${events.type}) || int2send(coalesce(${events.scene}, -1)::smallint) as packed
        from ${events}
        left join user_numbers on user_numbers.id = ${events.userId}
        left join item_numbers on item_numbers.id = ${events.itemId}
        left join session_numbers on session_numbers.id = ${events.sessionId}
      )
    select
      position / ${sql.raw(String(EVENTS_PER_CHUNK))} as chunk,
      count(*)::int as events,
      string_agg(packed, ''::bytea order by position) as packed
    from ordered group by 1 order by 1
  ) as chunks`);
  const columns = emptyColumns(chunks.reduce((sum, chunk) => sum + chunk.events, 0));
  let start = 0;
  for (const chunk of chunks) {
    unpack(chunk.packed, columns, start);
    start += chunk.events;
  }
  return columns;
}

function emptyColumns(count: number): EventColumns {
  return {
    count,
    time: new Float64Array(count),
    type: new Uint8Array(count),
    user: new Int32Array(count),
    item: new Int32Array(count),
    session: new Int32Array(count),
    scene: new Int8Array(count),
  };
}

function unpack(packed: Uint8Array, columns: EventColumns, start: number): void {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let offset = 0, index = start; offset < packed.byteLength; offset += BYTES_PER_EVENT, index++) {
    columns.time[index] = POSTGRES_EPOCH + Number(view.getBigInt64(offset)) / 1000;
    columns.user[index] = view.getInt32(offset + 8);
    columns.item[index] = view.getInt32(offset + 12);
    columns.session[index] = view.getInt32(offset + 16);
    columns.type[index] = view.getInt16(offset + 20);
    columns.scene[index] = view.getInt16(offset + 22);
  }
}
