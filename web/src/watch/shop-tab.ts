import type { Box } from '../../../src/core/contracts/screen.ts';
import type { Size } from '../screens/boxes.ts';

/** What a tab of this shop tells a tab that captures it: which one it is, and where its secret fields are. */
export interface ShopTab {
  readonly id: string;
  readonly viewport: Size;
  readonly secrets: readonly Box[];
}

/** What browsers allow for a capture handle, in characters. */
const MOST_CHARACTERS = 1024;
const MARK = 'daogou';

/** As a capture handle; where there are too many fields to list, one box around them all. */
export function writeShopTab({ id, viewport, secrets }: ShopTab): string {
  const write = (boxes: readonly Box[]): string =>
    JSON.stringify([MARK, id, viewport.width, viewport.height, ...boxes]);
  const text = write(secrets);
  return text.length <= MOST_CHARACTERS ? text : write([around(secrets)]);
}

/** What a capture handle tells; null where it is none of this shop's. */
export function readShopTab(handle: string | undefined): ShopTab | null {
  try {
    const [mark, id, width, height, ...secrets] = JSON.parse(handle ?? '') as [
      string,
      string,
      number,
      number,
    ];
    return mark === MARK ? { id, viewport: { width, height }, secrets: secrets as unknown as Box[] } : null;
  } catch {
    return null;
  }
}

function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  return [left, top, right - left, bottom - top];
}
