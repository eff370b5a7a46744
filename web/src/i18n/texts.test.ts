import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Node = string | ((...values: never[]) => string) | { [name: string]: Node };

/** Every text with its path; functions are called with a stand-in for each value. */
function textsOf(node: Node, path = ''): [path: string, text: string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    const values = Array.from({ length: node.length }, (_, index) => (index === 0 ? 7 : 9) as never);
    return [[path, node(...values)]];
  }
  return Object.entries(node).flatMap(([name, child]) => textsOf(child, `${path}/${name}`));
}

const english = textsOf(en);
const chinese = new Map(textsOf(zh));
/** Alike in both languages: `¥3.98 / 100 ml`, say. */
const NO_LANGUAGE = [
  '/item/per',
  '/item/units/100 g',
  '/item/units/100 ml',
  '/item/named',
  '/guide/weight',
  '/search/priceBand',
];

describe('the texts', () => {
  it('are the same set in both languages', () => {
    expect([...chinese.keys()].toSorted()).toEqual(english.map(([path]) => path).toSorted());
    expect(english.length).toBeGreaterThan(150);
  });

  it('are written, each in its language', () => {
    const written = /^(?!.*undefined)\S/;
    expect(english.filter(([, text]) => !written.test(text) || /\p{Script=Han}/u.test(text))).toEqual([]);
    expect(
      [...chinese].filter(
        ([path, text]) =>
          !written.test(text) || (!NO_LANGUAGE.includes(path) && !/\p{Script=Han}/u.test(text)),
      ),
    ).toEqual([]);
  });

  it('mention the same values in both languages', () => {
    const lost = english.filter(([path, text]) =>
      ['7', '9'].some((value) => text.includes(value) !== chinese.get(path)?.includes(value)),
    );
    expect(lost).toEqual([]);
  });
});
