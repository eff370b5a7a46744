/**
 * Adds to package-lock.json the optional packages of other platforms (native bindings for macOS, Windows, …) that
 * npm left out because the registry it was run against does not serve them. Without them `npm ci` refuses the lock
 * everywhere. Names and exact versions come from the packages that ask for them; platforms from the names, as all of
 * these packages write them. Run it after `npm install`, where `npm ci` says that packages are missing from the lock.
 *
 *   node scripts/complete-lock.mjs [FOLDER]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32'];
const LIBRARIES = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

const file = join(resolve(process.argv[2] ?? '.'), 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingPackages(lock.packages);
for (const { name, version, dev } of missing) {
  const { cpu, libc, os } = platformOf(name);
  // In npm's own order of members; those that are undefined are not written.
  lock.packages[`node_modules/${name}`] = { version, cpu, dev: dev || undefined, libc, optional: true, os };
}
const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...others.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${missing.length} optional packages of other platforms added to the lock\n`);

function missingPackages(packages) {
  const found = new Map();
  for (const [path, { optionalDependencies = {}, dev = false }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isLocked(packages, path, name)) continue;
      if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${path} asks for ${name} ${version}: not exact`);
      if (found.get(name)?.version !== version && found.has(name)) throw new Error(`Two versions of ${name}`);
      found.set(name, { name, version, dev: dev && (found.get(name)?.dev ?? true) });
    }
  }
  return [...found.values()];
}

/** Looks where Node would: beside the package, then outwards. */
function isLocked(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place] !== undefined) return true;
    if (folder === '') return false;
  }
}

function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (cpu.length !== 1) throw new Error(`${name} does not name its platform`);
  const libc = Object.keys(LIBRARIES).find((library) => words.includes(library));
  return {
    cpu,
    libc: libc === undefined ? undefined : [LIBRARIES[libc]],
    os: os.length > 0 ? os : undefined,
  };
}
