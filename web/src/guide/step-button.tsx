import { ProductPicture } from '../catalogue/product-picture.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import { StepIcon } from './step-icon.tsx';
import type { Step } from './steps.ts';
import { useDoStep } from './use-do-step.ts';

/** The one thing to do next, as a button that does it, with the picture of what it is about. */
export function StepButton({ step, small = false }: { step: Step; small?: boolean }) {
  const { texts, say } = useTexts();
  const doStep = useDoStep();
  const { target } = step;
  return (
    <button
      type="button"
      data-testid="next-step"
      onClick={() => doStep(step)}
      className={`press flex w-full min-w-0 items-center gap-3 bg-accent text-left font-medium text-on-accent hover:bg-accent-deep ${small ? 'h-14 rounded-2xl p-1.5 pr-4 text-sm leading-5' : 'min-h-20 rounded-2xl p-2 pr-4 leading-5'} ${target ? '' : 'justify-center pl-4'}`}
    >
      {target && (
        <span key={target.id} className={`appear shrink-0 ${small ? 'size-11' : 'size-16'}`}>
          <ProductPicture item={target} round="rounded-xl" eager />
        </span>
      )}
      <span className={`min-w-0 ${target ? 'flex-1' : ''}`}>
        <span className="block">{texts.verbs[step.action]}</span>
        {target && (
          <span className={`text-sm leading-5 font-normal ${small ? 'line-clamp-1' : 'line-clamp-2'}`}>
            {say(target.title)}
          </span>
        )}
      </span>
      <StepIcon action={step.action} />
    </button>
  );
}
