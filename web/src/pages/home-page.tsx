import { useGuideAnswer } from '../guide/use-guide-answer.ts';
import { GridSkeleton } from '../catalogue/grid-skeleton.tsx';
import { useSceneWords } from '../i18n/use-scene-words.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { useShoppers } from '../layout/shopper-picker.tsx';
import { shopperName } from '../layout/shopper-name.ts';
import { Trouble } from '../layout/trouble.tsx';
import { PageHeading } from '../layout/page-heading.tsx';
import { sceneSetting } from '../state/settings.ts';
import { shopper } from '../state/shopper.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { CategoryTiles } from './home/category-tiles.tsx';
import { NewArrivals } from './home/new-arrivals.tsx';
import { ScenePicks } from './home/scene-picks.tsx';
import { SceneWhy } from './home/scene-why.tsx';
import { usePresentation } from './home/use-presentation.ts';

export function HomePage() {
  const { texts, language } = useTexts();
  const answer = useGuideAnswer();
  const presented = usePresentation(answer.data);
  const chosen = usePersisted(sceneSetting);
  const { userId } = usePersisted(shopper);
  const user = useShoppers().data?.rows.find(({ id }) => id === userId);
  const words = useSceneWords()(chosen);
  return (
    <>
      {user && <p className="mb-1 text-soft">{texts.home.greeting(shopperName(user, language))}</p>}
      <PageHeading
        title={words.headline}
        home
        className="text-3xl font-semibold tracking-tight sm:text-4xl"
      />
      <p className="mt-2 text-soft">{words.line}</p>
      <SceneWhy answer={answer.data} />
      {answer.isError && !answer.data ? (
        <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data && presented ? (
        <ScenePicks
          key={presented.name}
          presentation={presented.presentation}
          answer={answer.data}
          picks={answer.data.items.slice(0, presented.presentation.items)}
        />
      ) : (
        <GridSkeleton density="normal" count={8} />
      )}
      <CategoryTiles />
      <NewArrivals />
    </>
  );
}
