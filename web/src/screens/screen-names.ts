import type { ElementKind, PageType } from '../../../src/core/contracts/screen.ts';
import { screensEn } from '../i18n/screens-en.ts';

/** Every page type and kind of element, in the order that they are listed in; the texts have each of them once. */
export const PAGE_NAMES = Object.keys(screensEn.pageTypes) as PageType[];
export const KIND_NAMES = Object.keys(screensEn.kinds) as ElementKind[];
