import { expect, it } from 'vitest';
import { sceneCatalogue } from '../../../src/guide/scenes/scene-catalogue.ts';
import { askedScene, isSceneChoice, reportedScene, SCENES } from './scenes.ts';

const scenes = [
  ...sceneCatalogue({ scenes: { lookbook: { like: 'browse', label: { en: 'Lookbook', zh: '画册' } } } }),
];

it('reports a scene of the shop’s own as the one it is like, and a guess as nothing', () => {
  expect(SCENES.map((name) => reportedScene(name, scenes))).toEqual(SCENES);
  expect(reportedScene('lookbook', scenes)).toBe('browse');
  expect(reportedScene('lookbook', undefined)).toBe(null);
  expect(reportedScene('auto', scenes)).toBe(null);
  expect([askedScene('auto'), askedScene('lookbook')]).toEqual([null, 'lookbook']);
});

it('keeps only what can be the name of a scene', () => {
  expect(['auto', 'gift', 'back-to-school'].every(isSceneChoice)).toBe(true);
  expect([null, 7, '', 'Gift', '-x', 'x'.repeat(41), '<b>'].some(isSceneChoice)).toBe(false);
});
