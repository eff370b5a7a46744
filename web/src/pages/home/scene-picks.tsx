import type { RecommendAnswer, RecommendedItem } from '../../../../src/core/contracts/api.ts';
import type { Scene } from '../../../../src/core/contracts/event.ts';
import { densityOf } from '../../catalogue/density.ts';
import { ProductGrid } from '../../catalogue/product-grid.tsx';
import { Comparison } from './comparison.tsx';
import { EverydayGrid } from './everyday-grid.tsx';
import { LuxuryStory } from './luxury-story.tsx';
import { OneAnswer } from './one-answer.tsx';

export interface ScenePicksProps {
  readonly picks: readonly RecommendedItem[];
  readonly answer: RecommendAnswer;
}

/** The guide's picks, presented as the occasion asks for. */
export function ScenePicks({ scene, ...props }: ScenePicksProps & { scene: Scene }) {
  const { recommendationId } = props.answer;
  switch (scene) {
    case 'luxury':
      return <LuxuryStory {...props} />;
    case 'gift':
      return <Comparison items={props.picks} recommendationId={recommendationId} />;
    case 'urgent':
      return <OneAnswer {...props} />;
    case 'daily':
    case 'replenish':
      return <EverydayGrid {...props} />;
    case 'browse':
      return (
        <ProductGrid
          items={props.picks.map(({ item }) => item)}
          density={densityOf(scene)}
          recommendationId={recommendationId}
        />
      );
    default:
      return scene satisfies never;
  }
}
