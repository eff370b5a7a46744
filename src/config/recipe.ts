/** What can be said of how the default is trained; apart from the recommenders, so that a command's help loads none. */
export const RECIPES = ['fast', 'best'] as const;
export type Recipe = (typeof RECIPES)[number];

export type ColdPlaces = number | 'auto';
