import type { Finding } from './finding.ts';

const OLDEST_MAJOR = 24;

export function findNode(version: string): Finding {
  const major = Number(version.slice(1).split('.', 1)[0]);
  if (major >= OLDEST_MAJOR) return { name: 'Node', state: 'ok', detail: version };
  return {
    name: 'Node',
    state: 'missing',
    detail: `${version}, but ${OLDEST_MAJOR} or later is needed to run TypeScript as it is`,
    remedy: 'Start with `npm run daogou -- …`, which brings its own Node.',
  };
}
