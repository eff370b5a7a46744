import type { RecommendAnswer, RecommendedItem } from '../../../../src/core/contracts/api.ts';
import type { ScenePresentation } from '../../../../src/core/contracts/scene.ts';
import { Comparison } from './comparison.tsx';
import { Grid } from './grid.tsx';
import { OneAnswer } from './one-answer.tsx';
import { Story } from './story.tsx';

export interface ScenePicksProps {
  readonly picks: readonly RecommendedItem[];
  readonly answer: RecommendAnswer;
  readonly presentation: ScenePresentation;
}

/** The guide's picks, presented as the scene asks for. */
export function ScenePicks(props: ScenePicksProps) {
  const { layout } = props.presentation;
  switch (layout) {
    case 'grid':
      return <Grid {...props} />;
    case 'story':
      return <Story {...props} />;
    case 'comparison':
      return (
        <Comparison
          items={props.picks}
          recommendationId={props.answer.recommendationId}
          presentation={props.presentation}
        />
      );
    case 'single':
      return <OneAnswer {...props} />;
    default:
      return layout satisfies never;
  }
}
