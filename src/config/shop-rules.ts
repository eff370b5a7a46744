import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { rulesSchema, type Rules } from '../core/contracts/rules.ts';
import { DaogouError, toError } from '../core/errors.ts';

/** A shop's own settings, in the workspace's folder. */
export const SHOP_FILE = 'shop.json';

const shopSettingsSchema = z.object({ rules: rulesSchema.optional() });

/**
 * The business rules under `rules` in the workspace's `shop.json`; none where there is no such file. Other parts of
 * the file are others' to read.
 *
 * @throws invalid-input where the file cannot be read as JSON or asks for what there is not, with the place
 */
export async function readShopRules(workspaceFolder: string): Promise<Rules> {
  const file = join(workspaceFolder, SHOP_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw unusable(file, toError(thrown).message, thrown);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (thrown) {
    throw unusable(file, `it is not JSON: ${toError(thrown).message}`, thrown);
  }
  const settings = shopSettingsSchema.safeParse(content);
  if (settings.success) return settings.data.rules ?? {};
  const [issue] = settings.error.issues;
  throw unusable(file, `${issue.path.join('.') || 'the whole'}: ${issue.message}`, settings.error);
}

function unusable(file: string, reason: string, cause: unknown): DaogouError {
  return new DaogouError('invalid-input', `The shop's settings ${file} cannot be used: ${reason}`, {
    received: file,
    remedy: 'Correct the file as docs/guide/rules-and-search.md describes, or remove it.',
    cause,
  });
}
