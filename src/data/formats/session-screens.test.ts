import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readPicture,
  readSessionScreens,
  SessionScreensWriter,
  type ScreenSession,
} from './session-screens.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-sessions-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const session: ScreenSession = {
  id: 's-1',
  shopper: 'p-1',
  scene: 'gift',
  language: 'zh',
  device: 'phone',
  moments: [
    {
      type: 'view_cart',
      time: '2026-01-01T00:00:00.000Z',
      itemId: null,
      quantity: 1,
      query: null,
      screen: null,
      picture: null,
    },
  ],
};

describe('folders of sessions with screens', () => {
  it('are read as they were written', async () => {
    const writer = await SessionScreensWriter.create(folder, []);
    const picture = await writer.addPicture('one', new Uint8Array([1, 2, 3]));
    const written = { ...session, moments: [{ ...session.moments[0], picture }] };
    await writer.add(written);
    expect(await readSessionScreens(folder)).toEqual({ items: [], sessions: [written], badRows: [] });
    expect([...(await readPicture(folder, picture))]).toEqual([1, 2, 3]);
  });

  it('give up rows that are not as they should be, with line and reason', async () => {
    const writer = await SessionScreensWriter.create(folder, []);
    await writer.add(session);
    await appendFile(join(folder, 'sessions.jsonl'), '{"id": "s-2"}\nno json\n');
    const { sessions, badRows } = await readSessionScreens(folder);
    expect(sessions).toHaveLength(1);
    expect(badRows.map(({ line, reason }) => [line, reason.split(':')[0]])).toEqual([
      [2, 'shopper'],
      [3, 'not JSON'],
    ]);
  });

  it('must be there, and pictures in them', async () => {
    await expect(readSessionScreens(folder)).rejects.toMatchObject({ code: 'not-found' });
    await expect(readPicture(folder, '../../etc/passwd')).rejects.toMatchObject({
      name: 'DaogouError',
    });
  });
});
