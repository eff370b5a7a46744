/** What is written of the items in the S3-Rec layout: numbers of attributes, whose names are in another file. */
import { z } from 'zod';

const nameTableSchema = z.object({
  id2attribute: z.record(z.string(), z.string()).default({}),
  attributeid2num: z.record(z.string(), z.number()).default({}),
});

/**
 * The name of each attribute number that `item_attributes.json` uses, where it can be told.
 *
 * The two files of the public data count differently: the names are numbered over all attributes, the items' numbers
 * over those only that stand on some least number of items, in the same order. The tables of counts tell: taken in
 * order, the names whose count is at least the smallest one found have to have exactly the counts found, number by
 * number. Where they have not, and where the numbers do not fit as they are either, no name is given at all: a
 * wrong name is worse than none.
 */
export function attributeNames(
  attributesOf: ReadonlyMap<string, readonly string[]>,
  datamaps: unknown,
): ReadonlyMap<string, string> {
  const parsed = nameTableSchema.safeParse(datamaps);
  if (!parsed.success) return new Map();
  const { id2attribute: names, attributeid2num: stated } = parsed.data;
  const found = new Map<string, number>();
  for (const attributes of attributesOf.values()) {
    for (const number of attributes) found.set(number, (found.get(number) ?? 0) + 1);
  }
  if (found.size === 0) return new Map();
  const named = Object.keys(names);
  const isDirect = [...found].every(([number, count]) => number in names && stated[number] === count);
  if (isDirect) return new Map(named.map((number) => [number, decodeEntities(names[number])]));

  const least = Math.min(...found.values());
  const frequent = named.filter((number) => stated[number] >= least).sort((a, b) => Number(a) - Number(b));
  const numbers = [...found.keys()].sort((a, b) => Number(a) - Number(b));
  const isOneToOne =
    frequent.length === numbers.length &&
    frequent.every((name, place) => stated[name] === found.get(numbers[place]));
  if (!isOneToOne) return new Map();
  return new Map(numbers.map((number, place) => [number, decodeEntities(names[frequent[place]])]));
}

/** The attributes that only ever stand first: the brand is written before the categories, where it is known. */
export function brandNumbers(attributesOf: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const brands = new Set<string>();
  for (const [first] of attributesOf.values()) if (first !== undefined) brands.add(first);
  for (const attributes of attributesOf.values())
    for (const other of attributes.slice(1)) brands.delete(other);
  return brands;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** `Crabtree &amp; Evelyn`, `L&#39;Oreal`: the shop's pages were read as they were written. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|([a-z]{2,6}));/g, (whole, code: string | undefined, name: string) =>
    code === undefined ? (ENTITIES[name] ?? whole) : characterOf(Number(code), whole),
  );
}

const characterOf = (code: number, otherwise: string): string =>
  code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code).toWellFormed() : otherwise;
