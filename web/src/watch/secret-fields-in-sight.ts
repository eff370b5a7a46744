import { isSecretField } from '../../../src/client/dom-screen/secret-fields.ts';
import type { Box } from '../../../src/core/contracts/screen.ts';

/** Where password, card and other secret fields stand in the viewport, in its pixels. */
export function secretFieldsInSight(document: Document, window: Window): Box[] {
  return [...document.querySelectorAll('input, textarea, select')].flatMap((field): Box[] => {
    if (!isSecretField(field) || !field.checkVisibility({ visibilityProperty: true })) return [];
    const { x, y, width, height } = field.getBoundingClientRect();
    const isInSight =
      width > 0 && x < window.innerWidth && y < window.innerHeight && x + width > 0 && y + height > 0;
    return isInSight ? [[Math.floor(x), Math.floor(y), Math.ceil(width), Math.ceil(height)]] : [];
  });
}
