/** A text in both of the shop's languages: English, then Chinese. */
export type Words = readonly [en: string, zh: string];
