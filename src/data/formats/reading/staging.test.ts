import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BadRow } from '../../../core/contracts/import-report.ts';
import { openStaging, type Staging } from './staging.ts';

type Bad = Omit<BadRow, 'file'>;

let folder: string;
let staging: Staging;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-staging-'));
  staging = await openStaging(folder);
});
afterAll(async () => {
  staging.close();
  await rm(folder, { recursive: true, force: true });
});

async function read(ending: string, bytes: Uint8Array | string) {
  const path = join(folder, `source-${files}.${ending}`);
  await writeFile(path, bytes);
  const name = `t${files++}`;
  const bad: Bad[] = [];
  const { columns, encoding } = await staging.load(path, name, {
    onBadRow: (row) => bad.push(row),
    onBytes() {},
  });
  const rows: (string | null)[][] = [];
  for await (const part of staging.rows(`SELECT * FROM ${name} ORDER BY line`)) rows.push(...part);
  return { rows, bad, columns, encoding };
}

describe('CSV', () => {
  it('gives the line in which each record begins', async () => {
    const { rows, bad, columns } = await read(
      'csv',
      '\ufeffid, name \r\n\r\n1,"two\r\nlines"\r\n2,"a ""quoted"" word"\n\n3,5" pipe\r4,last',
    );
    expect(columns).toEqual(['id', 'name']);
    expect(rows).toEqual([
      ['3', '1', 'two\r\nlines'],
      ['5', '2', 'a "quoted" word'],
      ['7', '3', '5" pipe'],
      ['8', '4', 'last'],
    ]);
    expect(bad).toEqual([]);
  });

  it('gives up one line where quotes or columns do not fit, and takes up the next', async () => {
    const { rows, bad } = await read(
      'csv',
      'id,name\n1,"open\n2,good\n3,"shut"x\n4,too,many\n5\n6,"closes\nlater",but\n7,good\n8,"open to the end\n9,good\n',
    );
    expect(rows.map(([line, id]) => [line, id])).toEqual([
      ['3', '2'],
      ['8', 'later"'],
      ['9', '7'],
      ['11', '9'],
    ]);
    expect(bad).toEqual([
      { line: 2, reason: 'text after a closing quote', value: '1,"open' },
      { line: 4, reason: 'text after a closing quote', value: '3,"shut"x' },
      { line: 5, reason: 'wrong number of columns', value: '4,too,many' },
      { line: 6, reason: 'wrong number of columns', value: '5' },
      { line: 7, reason: 'wrong number of columns', value: '6,"closes' },
      { line: 10, reason: 'quote is never closed', value: '8,"open to the end' },
    ]);
  });

  it('reads other delimiters', async () => {
    expect((await read('csv', 'id;"a;b";c\n1;"x;y";5" z\n')).rows).toEqual([['2', '1', 'x;y', '5" z']]);
    expect((await read('csv', 'id\tname\n1\ta,b\n')).rows).toEqual([['2', '1', 'a,b']]);
  });

  it('names the lines that are not UTF-8, and keeps the others', async () => {
    const latin1 = Buffer.from('id,name\n1,caf\xe9\n2,tea\n3,\xfc\n', 'latin1');
    const { rows, bad } = await read('csv', Buffer.concat([latin1, Buffer.from('4,茶\n5,\0\n')]));
    expect(rows).toEqual([
      ['3', '2', 'tea'],
      ['5', '4', '茶'],
    ]);
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'invalid UTF-8'],
      [4, 'invalid UTF-8'],
      [6, 'null character'],
    ]);
  });

  it('reads GBK and UTF-16 as what they are', async () => {
    // 商品,颜色 / 1,红色 in GBK.
    const gbk = Buffer.from('c9ccc6b72cd1d5c9ab0a312cbaecc9ab0a', 'hex');
    expect(await read('csv', gbk)).toMatchObject({
      encoding: 'gb18030',
      columns: ['商品', '颜色'],
      rows: [['2', '1', '红色']],
    });
    const utf16 = Buffer.from('\ufeffid,name\n1,茶\n', 'utf16le');
    expect(await read('csv', utf16)).toMatchObject({ encoding: 'utf-16le', rows: [['2', '1', '茶']] });
  });

  it('is empty where the file is', async () => {
    expect(await read('csv', '')).toMatchObject({ rows: [], bad: [], columns: [] });
    expect(await read('csv', '\n\n')).toMatchObject({ rows: [], bad: [] });
    expect(await read('csv', 'id,name')).toMatchObject({ rows: [], bad: [], columns: ['id', 'name'] });
  });

  it('reads a file much larger than a chunk, with records across every border', async () => {
    const count = 60_000;
    const text = Array.from({ length: count }, (_, i) => `${i},"商品 ${'x'.repeat(i % 90)}\n${i}"\r\n`).join(
      '',
    );
    const { rows, bad } = await read('csv', `id,text\n${text}`);
    expect(bad).toEqual([]);
    expect(rows).toHaveLength(count);
    expect(rows.at(-1)).toEqual([
      String(2 * count),
      String(count - 1),
      `商品 ${'x'.repeat((count - 1) % 90)}\n${count - 1}`,
    ]);
  });

  it('loses no field of any file that is well formed', async () => {
    const field = fc.string({
      unit: fc.constantFrom('a', ' ', ',', ';', '\t', '"', '\n', '\r', "'", '\\', '茶', 'é', '😀', '\u00a0'),
    });
    const record = fc.tuple(fc.integer({ min: 0, max: 99 }).map(String), field, field);
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (records, lineBreak) => {
          const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
          const lines = records.map((values) => values.map(quoted).join(','));
          const { rows, bad } = await read('csv', `id,a,b${lineBreak}${lines.join(lineBreak)}`);
          expect(bad).toEqual([]);
          expect(rows.map(([, ...values]) => values.map((value) => value ?? ''))).toEqual(records);
          let line = 2;
          for (const [index, text] of lines.entries()) {
            expect(rows[index][0]).toBe(String(line));
            line += text.split(/\r\n|\r|\n/).length;
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('loses no good row between lines of any rubbish', async () => {
    const rubbish = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '茶', '\\') });
    const noise = fc.array(rubbish, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 6 }), async (noises) => {
        // Two plain fields, and no quote a stray one could pair with: these rows are good wherever they stand.
        const lines = noises.flatMap((some, index) => [...some, `good-${index},value`]);
        const { rows, bad } = await read('csv', `id,a\n${lines.join('\n')}\n`);
        const found = new Map(rows.map(([line, id]) => [id, Number(line)]));
        const good = [...lines.entries()].filter(
          ([at, line]) => line.startsWith('good-') && !isSwallowed(lines, at),
        );
        expect(good.map(([, line]) => found.get(line.split(',')[0]))).toEqual(good.map(([at]) => at + 2));
        expect(rows.length + bad.length).toBeLessThanOrEqual(lines.length);
      }),
      { numRuns: 60 },
    );
  });
});

/** Whether a quoted field that opens above may rightly reach over a line: RFC 4180 lets it. */
function isSwallowed(lines: readonly string[], at: number): boolean {
  return (
    lines.slice(0, at).some((line) => line.includes('"')) &&
    lines.slice(at).some((line) => line.includes('"'))
  );
}

describe('JSONL', () => {
  it('gives lines, texts of every kind of value, and the reasons of bad lines', async () => {
    const { rows, bad, columns } = await read(
      'jsonl',
      [
        '\ufeff{"id":12345678901234567890,"a/b":1.50,"~":null}',
        '',
        '{"id":"茶","list":["A","B"],"a/b":true}',
        '[1]',
        '{"id":',
        '{"id":"nul \\u0000"}',
        '{"id":"half \\ud83d"}',
        '{"id":"whole \\ud83d\\ude00"}\r',
      ].join('\n'),
    );
    expect(columns).toEqual(['id', 'a/b', '~', 'list']);
    expect(rows).toEqual([
      ['1', '12345678901234567890', '1.5', null, null],
      ['3', '茶', 'true', null, '["A","B"]'],
      ['8', 'whole 😀', null, null, null],
    ]);
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'not a JSON object'],
      [5, 'not JSON'],
      [6, 'null character'],
      [7, 'null character'],
    ]);
  });
});

describe('Parquet', () => {
  it('comes as text, with the number of the row', async () => {
    const path = join(folder, 'typed.parquet');
    const query = `SELECT 1.25::DOUBLE AS price, ['A', 'B'] AS categories, TIMESTAMP '2024-02-29 12:00:00' AS "Time"`;
    for await (const _ of staging.rows(`COPY (${query}) TO '${path}' (FORMAT parquet)`));
    const file = await staging.load(path, 'typed', { onBadRow: () => {}, onBytes: () => {} });
    expect(file).toEqual({ columns: ['price', 'categories', 'Time'], count: 1, encoding: 'parquet' });
    for await (const rows of staging.rows('SELECT * FROM typed'))
      expect(rows).toEqual([['1', '1.25', 'A > B', '2024-02-29 12:00:00']]);
  });

  it('that is none is refused by name', async () => {
    await expect(read('parquet', 'not Parquet')).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('.parquet cannot be read'),
    });
  });
});
