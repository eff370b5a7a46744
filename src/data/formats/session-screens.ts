/**
 * Folders of sessions with their screens: `sessions.jsonl` with one session a row, `items.jsonl` with the catalogue, and
 * pictures of some moments. They are learned from and measured on, never imported into a shop.
 */
import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EVENT_TYPES, SCENES } from '../../core/contracts/event.ts';
import type { BadRow } from '../../core/contracts/import-report.ts';
import { idSchema, itemSchema, type Item } from '../../core/contracts/item.ts';
import { screenReadingSchema } from '../../core/contracts/screen.ts';
import { DaogouError } from '../../core/errors.ts';
import { safePath } from '../../core/safe-path.ts';
import { textLines } from './reading/text-lines.ts';

const SESSIONS = 'sessions.jsonl';
const ITEMS = 'items.jsonl';

const momentSchema = z.object({
  type: z.enum(EVENT_TYPES),
  /** ISO 8601 in UTC. */
  time: z.iso.datetime(),
  itemId: idSchema.nullable(),
  quantity: z.int().positive(),
  query: z.string().nullable(),
  /** What stood on the screen after the event, as the page itself told; null where nobody looked. */
  screen: screenReadingSchema.nullable(),
  /** The picture of it, relative to the folder; null where none was taken. */
  picture: z.string().nullable(),
});

const sessionSchema = z.object({
  id: z.string().min(1),
  /** Sessions of one shopper stand on one side of any split. */
  shopper: z.string().min(1),
  scene: z.enum(SCENES).nullable(),
  language: z.enum(['en', 'zh']),
  device: z.enum(['computer', 'phone']),
  /** Oldest first. */
  moments: z.array(momentSchema).min(1),
});

export type ScreenSession = z.infer<typeof sessionSchema>;

export interface SessionScreensFolder {
  readonly items: readonly Item[];
  readonly sessions: readonly ScreenSession[];
  /** Rows that could not be used, each with its line and reason. */
  readonly badRows: readonly BadRow[];
}

/** @throws DaogouError `not-found` where the folder has not both files. */
export async function readSessionScreens(folder: string): Promise<SessionScreensFolder> {
  for (const file of [SESSIONS, ITEMS]) if (!(await isFile(join(folder, file)))) throw lacking(folder, file);
  const badRows: BadRow[] = [];
  const items = await readRows(folder, ITEMS, itemSchema, badRows);
  const sessions = await readRows(folder, SESSIONS, sessionSchema, badRows);
  return { items, sessions, badRows };
}

async function readRows<Row>(
  folder: string,
  file: string,
  schema: z.ZodType<Row>,
  badRows: BadRow[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { line, text, fault } of textLines(join(folder, file), 'utf-8', () => {})) {
    const read = fault === undefined ? rowOf(text, schema) : fault;
    if (typeof read === 'string') badRows.push({ file, line, reason: read, value: text.slice(0, 200) });
    else rows.push(read.row);
  }
  return rows;
}

function rowOf<Row>(text: string, schema: z.ZodType<Row>): { readonly row: Row } | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return { row: data };
  const { path, message } = error.issues[0];
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** The bytes of a picture that a moment names. */
export const readPicture = async (folder: string, picture: string): Promise<Uint8Array> =>
  readFile(safePath(folder, picture));

/** Writes such a folder, session by session. */
export class SessionScreensWriter {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** What the folder holds of earlier sessions is replaced. */
  static async create(folder: string, items: readonly Item[]): Promise<SessionScreensWriter> {
    await mkdir(join(folder, 'images'), { recursive: true });
    await writeFile(join(folder, ITEMS), items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    await writeFile(join(folder, SESSIONS), '');
    return new SessionScreensWriter(folder);
  }

  /** Gives the name by which a moment names the picture. */
  async addPicture(name: string, webp: Uint8Array): Promise<string> {
    const file = `images/${name}.webp`;
    await writeFile(safePath(this.#folder, file), webp);
    return file;
  }

  async add(session: ScreenSession): Promise<void> {
    await appendFile(join(this.#folder, SESSIONS), `${JSON.stringify(session)}\n`);
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

function lacking(folder: string, file: string): DaogouError {
  return new DaogouError('not-found', `There is no ${file} in ${folder}`, {
    received: folder,
    remedy: 'Draw sessions first: daogou screens sessions --out DIR.',
  });
}
