import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Panel } from './panel.tsx';
import { ShareBar } from './share-bar.tsx';

export function PageTypeLine({ page }: Pick<LookAnswer, 'page'>) {
  const { screens } = useTexts().texts;
  return (
    <Panel title={screens.look.page}>
      <p data-testid="page-type" className="flex items-center justify-between gap-3 text-base">
        <span className="font-medium">{screens.pageTypes[page.type]}</span>
        <span className="text-sm">
          <ShareBar share={page.probability} />
        </span>
      </p>
    </Panel>
  );
}
