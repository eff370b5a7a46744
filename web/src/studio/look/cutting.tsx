import type { Box } from '../../../../src/core/contracts/screen.ts';
import type { Size } from '../../screens/boxes.ts';
import type { Screenshot } from '../../screens/screenshot.ts';

const SIDE = 56;

/** A part of the screenshot, small: a picture beside the words that say what it is. */
export function Cutting(props: { screenshot: Screenshot; box: Box; size: Size }) {
  const [x, y, width, height] = props.box;
  const scale = SIDE / Math.max(1, width, height);
  return (
    <span className="grid size-14 shrink-0 place-items-center overflow-hidden rounded-lg bg-well">
      <span
        style={{
          width: width * scale,
          height: height * scale,
          backgroundImage: `url("${props.screenshot.url}")`,
          backgroundSize: `${props.size.width * scale}px ${props.size.height * scale}px`,
          backgroundPosition: `${-x * scale}px ${-y * scale}px`,
        }}
      />
    </span>
  );
}
