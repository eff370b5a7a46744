import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/core/contracts/screen.ts';
import { readShopTab, writeShopTab } from './shop-tab.ts';

const tab = { id: 'tab-1', viewport: { width: 1280, height: 800 } };

describe('what a tab tells of itself', () => {
  it('comes back as it was', () => {
    for (const secrets of [[], [[1, 2, 3, 4]], Array.from({ length: 20 }, (): Box => [9, 9, 320, 44])]) {
      expect(readShopTab(writeShopTab({ ...tab, secrets: secrets as Box[] }))).toEqual({ ...tab, secrets });
    }
  });

  it('fits what browsers allow, with one box around fields that are too many', () => {
    const secrets = Array.from({ length: 200 }, (_, index): Box => [10, 20 + index * 50, 300, 40]);
    const written = writeShopTab({ ...tab, secrets });
    expect(written.length).toBeLessThanOrEqual(1024);
    expect(readShopTab(written)?.secrets).toEqual([[10, 20, 300, 9990]]);
  });

  it('is nothing where another page says something else', () => {
    for (const other of [undefined, '', 'hello', '{}', '[]', 'null', '["other","x",1,2]']) {
      expect(readShopTab(other)).toBeNull();
    }
  });
});
