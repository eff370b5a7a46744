import { decodeEntities } from './attribute-names.ts';

/** The words of a text that was cut out of a web page: comments, style sheets, scripts and tags are left out. */
export function plainText(text: string): string {
  return decodeEntities(
    text
      .replaceAll(/<!--.*?(?:-->|$)/gs, ' ')
      .replaceAll(/<(style|script)\b.*?(?:<\/\1>|$)/gis, ' ')
      .replaceAll(/<\/?[a-z][^<>]*>/gi, ' '),
  )
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ (?=[.,;:!?])/g, '')
    .trim();
}
