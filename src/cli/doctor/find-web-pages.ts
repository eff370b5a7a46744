import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Finding } from './finding.ts';

export function findWebPages(): Finding {
  const page = fileURLToPath(new URL('../../../web/dist/index.html', import.meta.url));
  if (existsSync(page)) return { name: 'Web pages', state: 'ok', detail: 'built' };
  return {
    name: 'Web pages',
    state: 'optional',
    detail: 'not built; the HTTP interface works without them',
    remedy: 'Run `npm run build`.',
  };
}
