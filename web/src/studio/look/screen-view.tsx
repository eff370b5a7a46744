import type { CSSProperties } from 'react';
import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import type { Box } from '../../../../src/core/contracts/screen.ts';
import { formatShare } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { areaOf, placeOf, type Size } from '../../screens/boxes.ts';
import { HALO, kindColour } from '../../screens/kind-colour.ts';
import type { Screenshot } from '../../screens/screenshot.ts';
import { PictureFrame } from './picture-frame.tsx';
import { isSpot, type Shown, type Spot } from './use-shown.ts';

/** The picture with its boxes. The lists beside it say the same in words, for those who do not see them. */
export function ScreenView(props: { screenshot: Screenshot; answer: LookAnswer | undefined; shown: Shown }) {
  const { answer, shown, screenshot } = props;
  return (
    <PictureFrame screenshot={screenshot} isBusy={answer === undefined}>
      {answer && (
        <div aria-hidden="true" data-testid="boxes">
          {shown.withLines &&
            answer.lines.map(({ box }, index) => (
              <Frame
                key={`line ${box.join(' ')} ${index}`}
                box={box}
                size={answer}
                isPointed={isSpot(shown.spot, 'lines', index)}
                look={{ outline: '1px dashed var(--color-edge)' }}
              />
            ))}
          {shown.withProducts &&
            answer.products.map(({ box }, index) => (
              <Frame
                key={`product ${box.join(' ')} ${index}`}
                box={box}
                size={answer}
                isPointed={isSpot(shown.spot, 'products', index)}
                look={{ outline: '2px dotted var(--color-accent)', outlineOffset: '-5px' }}
              />
            ))}
          <ElementBoxes answer={answer} shown={shown} />
        </div>
      )}
    </PictureFrame>
  );
}

function ElementBoxes({ answer, shown }: { answer: LookAnswer; shown: Shown }) {
  const { texts, language } = useTexts();
  const drawn = answer.elements
    .map((element, index) => ({ ...element, index }))
    .filter(({ kind, index }) => !shown.hidden.has(kind) || isSpot(shown.spot, 'elements', index))
    // Small ones lie on top, where the pointer finds them.
    .sort((a, b) => areaOf(b.box) - areaOf(a.box));
  return drawn.map(({ kind, box, text, confidence, index }) => {
    const spot: Spot = { of: 'elements', index };
    const isPointed = isSpot(shown.spot, 'elements', index);
    const isTarget = shown.target === index;
    const colour = kindColour(kind);
    const name = `${texts.screens.kinds[kind]} ${formatShare(confidence, language)}`;
    return (
      <Frame
        key={index}
        box={box}
        size={answer}
        isPointed={isPointed}
        kind={kind}
        onPoint={(isOver) => (isOver ? shown.point(spot) : shown.leave(spot))}
        look={{
          outline: `${isPointed || isTarget ? 3 : 2}px solid ${colour}`,
          boxShadow: isTarget ? `0 0 0 7px color-mix(in oklch, ${colour} 35%, transparent)` : HALO,
        }}
      >
        {(isPointed || (isTarget && shown.spot === null)) && (
          <span
            className={`absolute z-10 max-w-64 truncate rounded px-1.5 py-0.5 text-xs whitespace-nowrap text-white ${box[0] > answer.width / 2 ? 'right-0' : 'left-0'} ${box[1] < 30 ? 'top-full mt-1' : 'bottom-full mb-1'}`}
            style={{ background: colour }}
          >
            {name}
            {text && ` · ${text}`}
          </span>
        )}
      </Frame>
    );
  });
}

function Frame(props: {
  box: Box;
  size: Size;
  isPointed: boolean;
  look: CSSProperties;
  kind?: string;
  onPoint?: (isOver: boolean) => void;
  children?: React.ReactNode;
}) {
  const { onPoint } = props;
  return (
    <div
      data-kind={props.kind}
      onPointerMove={onPoint && (() => onPoint(true))}
      onPointerLeave={onPoint && (() => onPoint(false))}
      className={`absolute rounded-[3px] ${onPoint ? '' : 'pointer-events-none'} ${props.isPointed ? 'z-10 bg-white/20' : ''}`}
      style={{ ...placeOf(props.box, props.size), ...props.look }}
    >
      {props.children}
    </div>
  );
}
