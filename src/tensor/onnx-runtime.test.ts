import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ort } from './onnx-runtime.ts';

const source = fileURLToPath(new URL('..', import.meta.url));

describe('the runtime', () => {
  it('prints no warnings of its environment', () => {
    expect(ort.env.logLevel).toBe('error');
  });

  it('is reached by this way alone, so that no session is made before it is quiet', () => {
    const others = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .filter((path) =>
        /^import .* from 'onnxruntime-node';$/m.test(readFileSync(join(source, path), 'utf8')),
      );
    expect(others).toEqual([join('tensor', 'onnx-runtime.ts')]);
  });

  it('prints nothing where a network cannot be loaded or run, and throws', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      fileURLToPath(new URL('fixtures/fail-on-purpose.ts', import.meta.url)),
    ]);
    expect(stdout.trim().split('\n')).toEqual(['unsupported-format', 'invalid-input']);
    expect(stderr).toBe('');
  });
});
