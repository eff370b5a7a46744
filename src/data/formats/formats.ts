import { DaogouError } from '../../core/errors.ts';
import { amazon } from './amazon.ts';
import type { Format } from './format.ts';
import { hm } from './hm.ts';
import { instacart } from './instacart.ts';
import { jdata } from './jdata.ts';
import { recbole } from './recbole.ts';
import { retailrocket } from './retailrocket.ts';
import { table } from './table.ts';
import { yoochoose } from './yoochoose.ts';

/** Every format that `daogou import` knows. */
export const FORMATS: readonly Format[] = [
  amazon,
  hm,
  instacart,
  jdata,
  recbole,
  retailrocket,
  table,
  yoochoose,
];

/** @throws DaogouError `unsupported-format` naming those there are. */
export function formatNamed(name: string): Format {
  const found = FORMATS.find((format) => format.name === name);
  if (found) return found;
  throw new DaogouError('unsupported-format', `There is no format ${name}`, {
    received: name,
    remedy: `Choose one of ${FORMATS.map((format) => format.name).join(', ')}.`,
  });
}
