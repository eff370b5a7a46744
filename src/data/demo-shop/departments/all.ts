import type { Department } from '../kind.ts';
import { bags } from './bags.ts';
import { beauty } from './beauty.ts';
import { clothing } from './clothing.ts';
import { electronics } from './electronics.ts';
import { freshFood } from './fresh-food.ts';
import { home } from './home.ts';
import { household } from './household.ts';
import { jewellery } from './jewellery.ts';
import { pantry } from './pantry.ts';
import { personalCare } from './personal-care.ts';
import { shoes } from './shoes.ts';
import { toys } from './toys.ts';

/** The departments of the shop, in the order of its menu. */
export const DEPARTMENTS: readonly Department[] = [
  freshFood,
  pantry,
  household,
  personalCare,
  home,
  clothing,
  shoes,
  bags,
  jewellery,
  beauty,
  electronics,
  toys,
];
