import type { z } from 'zod';
import type { userViewSchema } from '../../../src/core/contracts/api.ts';
import type { Language } from '../../../src/core/contracts/item.ts';

type UserView = z.infer<typeof userViewSchema>;

/** The shopper's name in the language of the page, or the id where the shop has no names. */
export function shopperName(user: UserView, language: Language): string {
  const { attributes } = user;
  return attributes[`name_${language}`] ?? attributes.name ?? user.id;
}

/** The name and what else the shop tells of the person, such as `Jingyi Lin · Beijing · 25–34`. */
export function shopperLine(user: UserView, language: Language): string {
  const { attributes } = user;
  const city = attributes[`city_${language}`] ?? attributes.city;
  const age = attributes.age_band ?? attributes.age;
  return [shopperName(user, language), city, age].filter(Boolean).join(' · ');
}
