import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemSchema } from '../core/contracts/item.ts';
import { silentProgress } from '../core/progress.ts';
import { OnnxImageEncoder } from '../perception/encoders/image/onnx-image-encoder.ts';
import { resNet } from '../tensor/onnx/fixtures/networks.ts';
import { fineTuneOn } from './fine-tune.ts';
import { nodesOf } from './onnx-nodes.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const COLOURS = ['#c81020', '#1040c0', '#209040', '#e0c020'];
const ITEMS = 40;

let folder: string;
let network: string;
let workspace: Workspace;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-fine-tune-'));
  network = join(folder, 'network.onnx');
  await writeFile(network, resNet().bytes());
  workspace = await openWorkspace({ folder: join(folder, 'shop') });
  const items = [];
  for (let i = 0; i < ITEMS; i++) {
    const colour = i % COLOURS.length;
    const image = `${i}.png`;
    const create = { width: 20 + (i % 5), height: 24, channels: 3 as const, background: COLOURS[colour] };
    await workspace.media.put(image, await sharp({ create }).png().toBuffer());
    items.push(
      itemSchema.parse({ id: `${i}`, title: { en: `item ${i}` }, categories: [`kind ${colour}`], image }),
    );
  }
  await workspace.store.items.upsert(items);
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

describe('fineTuneOn', { timeout: 120_000 }, () => {
  it("teaches a network the shop's categories and writes a file that opens as an encoder", async () => {
    const out = join(folder, 'tuned');
    const report = await fineTuneOn({
      workspace,
      network,
      out,
      trainableAfter: 'stem',
      progress: silentProgress,
    });
    expect(report).toMatchObject({ pictures: ITEMS, pairs: 0, file: join(out, 'model.onnx') });
    expect(report.heldOut.loss).toBeLessThan(report.heldOut.lossBefore);
    const encoder = await OnnxImageEncoder.open(out);
    expect(encoder.width).toBeGreaterThan(0);
    await encoder.release();
    expect(await readFile(report.file)).not.toEqual(await readFile(network));
  });

  it('says where it can be cut, and what is wrong with a name that is not there', async () => {
    expect((await nodesOf(network)).map(({ output }) => output)).toContain('block1');
    const wrong = { workspace, network, out: join(folder, 'never'), trainableAfter: 'nowhere' };
    await expect(fineTuneOn({ ...wrong, progress: silentProgress })).rejects.toMatchObject({
      name: 'DaogouError',
      received: 'nowhere',
    });
    await expect(nodesOf(join(folder, 'missing.onnx'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
