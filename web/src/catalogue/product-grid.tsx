import type { ItemView } from '../../../src/core/contracts/api.ts';
import type { SaidOfItems } from './card-words.tsx';
import { type Density, GRID } from './density.ts';
import { ProductCard } from './product-card.tsx';

/** Pictures in the first rows are fetched at once, the rest as they come near. */
const EAGER = 6;

export function ProductGrid(props: {
  items: readonly ItemView[];
  density: Density;
  recommendationId?: string | null;
  labelledBy?: string;
  /** Words with each item, as a scene has them; names and prices alone without. */
  said?: SaidOfItems;
}) {
  return (
    <ul aria-labelledby={props.labelledBy} className={GRID[props.density]}>
      {props.items.map((item, index) => (
        <li key={item.id} className="appear">
          <ProductCard
            item={item}
            density={props.density}
            recommendationId={props.recommendationId ?? null}
            eager={index < EAGER}
            {...(props.said && { said: props.said })}
          />
        </li>
      ))}
    </ul>
  );
}
