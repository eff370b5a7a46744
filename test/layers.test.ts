/** Holds the floor plan of docs/guide/architecture.md: a floor imports only what its row names. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));

const FLOORS: Record<string, readonly string[]> = {
  core: [],
  data: ['core'],
  tensor: ['core'],
  perception: ['core', 'tensor'],
  models: ['core', 'tensor', 'perception'],
  learning: ['core', 'tensor', 'perception', 'models'],
  guide: ['core', 'perception', 'models'],
  agent: ['core', 'guide'],
  server: ['core', 'guide', 'agent'],
  // The client knows the contracts alone, so that it can run in a browser.
  client: ['core/contracts'],
  testing: ['core'],
  config: [
    'core',
    'data',
    'tensor',
    'perception',
    'models',
    'learning',
    'guide',
    'agent',
    'server',
    'client',
  ],
  cli: [
    'core',
    'data',
    'tensor',
    'perception',
    'models',
    'learning',
    'guide',
    'agent',
    'server',
    'client',
    'config',
  ],
};

/** Rooms of one floor meet through core's contracts, but for these, each with its reason. */
const ROOMS_THAT_MEET: readonly (readonly [from: string, to: string, reason: string])[] = [
  ['perception/screens', 'perception/encoders', 'products on a screen are seen by the encoder of pictures'],
  ['models/retrieval', 'models/fusion', 'an item tower fuses modalities by whichever fusion it is given'],
  ['models/ranking', 'models/retrieval', 'the ranker reads the signals that retrieval counts'],
  ['models/actions', 'models/ranking', 'the next action is told by the same boosted trees'],
  ['models/scenes', 'models/ranking', 'a scene model judges by the numbers that the ranker knows of an item'],
];

const FLOORS_WITH_ROOMS = ['data', 'perception', 'models', 'learning'];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

function typescriptFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function relativeImports(): Import[] {
  return typescriptFiles(source).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import|new URL)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(
      (match) => ({
        file: relative(source, file),
        from: relative(source, file),
        to: relative(source, resolve(dirname(file), match[1])),
      }),
    ),
  );
}

const floorOf = (path: string): string => path.split('/')[0];
const roomOf = (path: string): string => path.split('/').slice(0, 2).join('/');
/** Tests, and what they share, may set a whole shop up from any floor. */
const isTest = (path: string): boolean => path.endsWith('.test.ts') || isFixture(path);
const isFixture = (path: string): boolean => path.split('/').includes('fixtures');

describe('the floors', () => {
  // What lies outside src, such as package.json and the built pages, is no floor.
  const imports = relativeImports().filter(({ from, to }) => from.includes('/') && !to.startsWith('..'));

  it('reads the source tree', () => {
    expect(imports.length).toBeGreaterThan(10);
  });

  it('every folder under src is a floor of the plan', () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => !(name in FLOORS))).toEqual([]);
  });

  it('a floor imports only from the floors of its row', () => {
    const broken = imports
      .filter(({ from, to }) => !isTest(from) && floorOf(from) !== floorOf(to))
      .filter(
        ({ from, to }) =>
          !FLOORS[floorOf(from)].some((allowed) => to === allowed || to.startsWith(`${allowed}/`)),
      )
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(broken).toEqual([]);
  });

  it('only tests import what tests share', () => {
    const broken = imports
      .filter(({ from, to }) => !isTest(from) && isFixture(to))
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(broken).toEqual([]);
  });

  it('rooms of one floor meet only where the plan says so', () => {
    const broken = imports
      .filter(({ from, to }) => !isTest(from) && floorOf(from) === floorOf(to))
      .filter(({ from }) => FLOORS_WITH_ROOMS.includes(floorOf(from)))
      .filter(({ from, to }) => roomOf(from) !== roomOf(to) && to.split('/').length > 2)
      .filter(({ from, to }) => !ROOMS_THAT_MEET.some(([a, b]) => roomOf(from) === a && roomOf(to) === b))
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(broken).toEqual([]);
  });
});
