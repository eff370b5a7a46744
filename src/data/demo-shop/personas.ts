/** Circles of like-minded people. A shopper's taste is that of a circle, with much of their own on top. */
import type { MaterialFamily } from './materials.ts';
import type { ColourName, Tone } from './palette.ts';
import type { CraftName, PatternName, StyleName } from './traits.ts';
import type { Scene } from '../../core/contracts/event.ts';

export interface Persona {
  readonly name: string;
  readonly colours: readonly ColourName[];
  readonly avoids: readonly ColourName[];
  readonly patterns: readonly PatternName[];
  readonly tone: Tone;
  readonly families: readonly MaterialFamily[];
  readonly styles: readonly StyleName[];
  readonly crafts: readonly CraftName[];
  /** Liked natural logarithm of price over what the kind costs in the mid tier. */
  readonly relativePrice: number;
  readonly departments: readonly string[];
  /** How often each scene brings them in; others have a small share. */
  readonly scenes: Partial<Record<Scene, number>>;
  readonly share: number;
}

export const PERSONAS: readonly Persona[] = [
  {
    name: 'quiet minimalist',
    colours: ['white', 'grey', 'beige', 'black'],
    avoids: ['orange', 'pink', 'red'],
    patterns: ['solid', 'striped'],
    tone: 'pastel',
    families: ['plant fibre', 'ceramic', 'wood'],
    styles: ['minimal', 'classic'],
    crafts: ['durable', 'organic'],
    relativePrice: 0.35,
    departments: ['Home & kitchen', 'Clothing', 'Electronics'],
    scenes: { browse: 3, daily: 2, replenish: 2 },
    share: 1,
  },
  {
    name: 'young family',
    colours: ['yellow', 'blue', 'green', 'orange'],
    avoids: ['black', 'grey'],
    patterns: ['dotted', 'striped', 'checked'],
    tone: 'vivid',
    families: ['plant fibre', 'technical', 'botanical'],
    styles: ['playful', 'sporty'],
    crafts: ['organic', 'durable'],
    relativePrice: -0.25,
    departments: ['Fresh food', 'Household', 'Toys', 'Personal care'],
    scenes: { daily: 3, replenish: 4, gift: 1, urgent: 1 },
    share: 1.4,
  },
  {
    name: 'street student',
    colours: ['black', 'red', 'purple', 'orange'],
    avoids: ['beige', 'brown'],
    patterns: ['geometric', 'checked', 'wave'],
    tone: 'vivid',
    families: ['technical', 'plant fibre'],
    styles: ['bold', 'sporty'],
    crafts: ['limited', 'recycled', 'lightweight'],
    relativePrice: -0.6,
    departments: ['Shoes', 'Electronics', 'Clothing', 'Bags & luggage'],
    scenes: { browse: 4, urgent: 1, daily: 1 },
    share: 1.3,
  },
  {
    name: 'country romantic',
    colours: ['pink', 'green', 'beige', 'purple'],
    avoids: ['black', 'navy'],
    patterns: ['floral', 'checked'],
    tone: 'pastel',
    families: ['botanical', 'ceramic', 'plant fibre'],
    styles: ['rustic', 'vintage'],
    crafts: ['handmade', 'organic'],
    relativePrice: 0.1,
    departments: ['Home & kitchen', 'Pantry', 'Clothing', 'Fresh food'],
    scenes: { browse: 2, daily: 2, gift: 2, replenish: 2 },
    share: 1.1,
  },
  {
    name: 'collector of fine things',
    colours: ['gold', 'black', 'navy', 'purple'],
    avoids: ['yellow', 'orange'],
    patterns: ['solid', 'geometric'],
    tone: 'deep',
    families: ['leather', 'metal', 'fine fibre'],
    styles: ['elegant', 'classic'],
    crafts: ['limited', 'handmade'],
    relativePrice: 1.7,
    departments: ['Watches & jewellery', 'Bags & luggage', 'Beauty', 'Shoes'],
    scenes: { luxury: 5, gift: 2, browse: 1, replenish: 1 },
    share: 0.8,
  },
  {
    name: 'traveller',
    colours: ['teal', 'navy', 'green', 'brown'],
    avoids: ['pink', 'white'],
    patterns: ['solid', 'wave', 'striped'],
    tone: 'deep',
    families: ['technical', 'metal', 'leather'],
    styles: ['sporty', 'minimal'],
    crafts: ['lightweight', 'durable'],
    relativePrice: 0.45,
    departments: ['Bags & luggage', 'Electronics', 'Shoes', 'Pantry'],
    scenes: { browse: 2, urgent: 3, daily: 1, replenish: 1 },
    share: 1,
  },
  {
    name: 'glamour lover',
    colours: ['red', 'pink', 'gold', 'purple'],
    avoids: ['brown', 'grey', 'beige'],
    patterns: ['dotted', 'floral', 'solid'],
    tone: 'vivid',
    families: ['fine fibre', 'mineral', 'glass', 'leather'],
    styles: ['elegant', 'bold'],
    crafts: ['limited', 'handmade'],
    relativePrice: 0.7,
    departments: ['Beauty', 'Clothing', 'Shoes', 'Watches & jewellery'],
    scenes: { luxury: 2, browse: 3, gift: 1, replenish: 1 },
    share: 1.1,
  },
  {
    name: 'careful housekeeper',
    colours: ['blue', 'teal', 'white', 'green'],
    avoids: ['purple', 'gold'],
    patterns: ['wave', 'checked', 'solid'],
    tone: 'pastel',
    families: ['botanical', 'mineral', 'metal'],
    styles: ['classic', 'minimal'],
    crafts: ['durable', 'recycled'],
    relativePrice: -0.7,
    departments: ['Household', 'Pantry', 'Fresh food', 'Personal care'],
    scenes: { replenish: 6, daily: 3, urgent: 1 },
    share: 1.3,
  },
  {
    name: 'nostalgic',
    colours: ['brown', 'orange', 'yellow', 'red'],
    avoids: ['teal', 'silver'],
    patterns: ['checked', 'striped', 'floral'],
    tone: 'deep',
    families: ['wood', 'leather', 'ceramic', 'metal'],
    styles: ['vintage', 'classic', 'rustic'],
    crafts: ['handmade', 'limited'],
    relativePrice: 0.3,
    departments: ['Toys', 'Home & kitchen', 'Pantry', 'Watches & jewellery'],
    scenes: { browse: 3, gift: 3, daily: 1, replenish: 1 },
    share: 1,
  },
];
