/**
 * Folders of screenshots with labels: `screens.jsonl` with one screen a row, and the pictures that it names. They are
 * learned from and measured on, never imported into a shop. A row has `id`, `file` (relative to the folder),
 * `viewport` (desktop or phone), `language` (en or zh), `page_type`, and where they are known `repo`, `family`,
 * `elements` of `kind`, `text` and `box`, and `products` of `id` and `box`; other columns are left unread.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BadRow } from '../../core/contracts/import-report.ts';
import {
  boxSchema,
  ELEMENT_KINDS,
  labelledScreenSchema,
  PAGE_TYPES,
  screenProductSchema,
  type ElementKind,
  type LabelledScreen,
} from '../../core/contracts/screen.ts';
import { DaogouError } from '../../core/errors.ts';
import { safePath } from '../../core/safe-path.ts';
import { textLines } from './reading/text-lines.ts';

export interface ScreensFolder {
  /** In the order of the file. */
  readonly screens: readonly LabelledScreen[];
  /** Rows that could not be used, each with its line and reason. */
  readonly badRows: readonly BadRow[];
}

const FILE = 'screens.jsonl';
/** More stand on no screen. */
const MOST_ELEMENTS = 5000;

/** Kinds that such folders tell apart and Daogou does not, or names by another word. */
const OTHER_NAMES: Readonly<Record<string, ElementKind>> = {
  nav: 'navigation',
  login: 'navigation',
  filter_sort: 'filter',
  apply_coupon: 'coupon',
};
const DEVICES = { desktop: 'computer', computer: 'computer', phone: 'phone', mobile: 'phone' } as const;

const elementSchema = z.object({
  kind: z.string(),
  text: z.string().nullish(),
  box: boxSchema,
});

const rowSchema = z.object({
  id: labelledScreenSchema.shape.id,
  file: z.string().min(1),
  repo: z.string().min(1).optional(),
  family: z.string().min(1).optional(),
  viewport: z.enum(Object.keys(DEVICES) as (keyof typeof DEVICES)[]),
  language: labelledScreenSchema.shape.language,
  page_type: z.enum(PAGE_TYPES),
  elements: z.array(elementSchema).max(MOST_ELEMENTS).default([]),
  products: z.array(screenProductSchema.omit({ score: true })).default([]),
});

/**
 * The screens of `folder`. Elements of kinds that nothing can be done with are left out; a screen without `family` is
 * a family with those of its `repo`.
 *
 * @throws DaogouError `not-found` where the folder has no `screens.jsonl`.
 */
export async function readScreens(folder: string): Promise<ScreensFolder> {
  const path = join(folder, FILE);
  if (!(await isFile(path))) {
    throw new DaogouError('not-found', `There is no ${FILE} in ${folder}`, {
      received: folder,
      remedy: `Give a folder with ${FILE} and the pictures that it names.`,
    });
  }
  const screens: LabelledScreen[] = [];
  const badRows: BadRow[] = [];
  const seen = new Set<string>();
  for await (const { line, text, fault } of textLines(path, 'utf-8', () => {})) {
    const read = fault === undefined ? await readRow(text, folder, seen) : fault;
    if (typeof read === 'string') badRows.push({ file: FILE, line, reason: read, value: text.slice(0, 200) });
    else screens.push(read);
  }
  return { screens, badRows };
}

/** The screen of a row, or why there is none. */
async function readRow(text: string, folder: string, seen: Set<string>): Promise<LabelledScreen | string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  const { success, data, error } = rowSchema.safeParse(value);
  if (!success) return reasonOf(error);
  if (seen.has(data.id)) return 'id was there before';
  const fault = await pictureFault(folder, data.file);
  if (fault !== undefined) return fault;
  seen.add(data.id);
  return toScreen(data);
}

function toScreen(row: z.infer<typeof rowSchema>): LabelledScreen {
  const source = row.repo ?? row.family ?? row.id;
  return {
    id: row.id,
    file: row.file,
    family: row.family ?? source,
    source,
    device: DEVICES[row.viewport],
    language: row.language,
    page: row.page_type,
    elements: row.elements.flatMap(({ kind, text, box }) => {
      const known = kindOf(kind);
      return known === undefined ? [] : [{ kind: known, text: text ?? '', box }];
    }),
    products: row.products,
  };
}

function kindOf(name: string): ElementKind | undefined {
  if (Object.hasOwn(OTHER_NAMES, name)) return OTHER_NAMES[name];
  return ELEMENT_KINDS.find((kind) => kind === name);
}

/** Rows are counted by it: it names the column, not the place within. */
function reasonOf(error: z.ZodError): string {
  const [column] = error.issues[0].path;
  return column === undefined ? 'not an object' : `${String(column)} is missing or not as it should be`;
}

async function pictureFault(folder: string, file: string): Promise<string | undefined> {
  try {
    return (await isFile(safePath(folder, file))) ? undefined : 'picture is not there';
  } catch (error) {
    if (error instanceof DaogouError) return 'path of the picture leads out of the folder';
    throw error;
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
