import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { toError } from '../../core/errors.ts';
import { PROVIDER_REMEDIES, PROVIDERS } from '../../tensor/providers.ts';
import type { Finding } from './finding.ts';

const NAME = 'training and inference on';
const LONGEST = 30_000;

const statesSchema = z.array(
  z.object({ provider: z.enum(PROVIDERS), isThere: z.boolean(), reason: z.string().optional() }),
);

/** Which processors and graphics cards ONNX Runtime can compute with. Only the first is needed. */
export async function findProviders(): Promise<Finding> {
  const probe = fileURLToPath(new URL('./provider-probe.ts', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [probe], { timeout: LONGEST });
    const states = statesSchema.parse(JSON.parse(stdout));
    const there = states.filter(({ isThere }) => isThere).map(({ provider }) => provider);
    const absent = states.filter(({ isThere }) => !isThere);
    const detail = [there.join(', '), ...absent.map(({ provider, reason }) => `not ${provider}: ${reason}`)];
    if (!there.includes('cpu')) {
      return { name: NAME, state: 'missing', detail: detail.join('; '), remedy: PROVIDER_REMEDIES.cpu };
    }
    return { name: NAME, state: 'ok', detail: detail.join('; ') };
  } catch (thrown) {
    const detail = toError(thrown).message.split('\n', 1)[0];
    return { name: NAME, state: 'missing', detail, remedy: PROVIDER_REMEDIES.cpu };
  }
}
