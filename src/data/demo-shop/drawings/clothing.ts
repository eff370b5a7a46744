import {
  box,
  cloth,
  cylinder,
  line,
  marked,
  oval,
  path,
  repeat,
  shadow,
  type Drawing,
  type Look,
} from './kit.ts';

const hanger = (look: Look, y = 76): string =>
  line(
    `M240 ${y + 26}V${y + 12}C262 ${y + 8} 262 ${y - 24} 240 ${y - 22}C226 ${y - 22} 222 ${y - 12} 224 ${y - 6}`,
    look.metalDark,
    6,
  ) + line(`M128 ${y + 62}L240 ${y + 22}L352 ${y + 62}`, '#a97f57', 11);

const fold = (d: string, look: Look): string => line(d, look.darker, 5, 'opacity=".22"');

export const tShirt: Drawing = (look) => {
  const wide = look.model === 1 ? 14 : 0;
  const shape = `M186 96Q240 132 294 96L348 112L${424 + wide} 196L${372 + wide} 246L344 220V390Q240 402 136 390V220L${108 - wide} 246L${56 - wide} 196L132 112z`;
  return (
    shadow(240, 410, 130, 15) +
    path('M186 96Q240 84 294 96Q240 128 186 96z', look.darker) +
    cloth(shape, look.fill) +
    line('M186 96Q240 132 294 96', look.dark, 12) +
    line('M186 96Q240 132 294 96', look.lighter, 3, 'opacity=".6"') +
    fold('M344 222L336 176M136 222L144 176M170 380Q186 320 176 270M306 380Q292 330 302 284', look) +
    line(
      `M${108 - wide} 246L${56 - wide} 196M${372 + wide} 246L${424 + wide} 196M136 384Q240 396 344 384`,
      look.dark,
      5,
      'opacity=".6"',
    ) +
    (look.model === 1
      ? path(box(264, 190, 54, 62, 6), look.base) +
        path(box(264, 190, 54, 62, 6), 'url(#cloth)') +
        line('M264 204H318', look.dark, 4)
      : marked(look, 288, 196, 12, look.accent))
  );
};

export const shirt: Drawing = (look) => {
  const short = look.model === 1;
  const sleeves = short
    ? 'M140 120L64 214L112 250L150 214zM340 120L416 214L368 250L330 214z'
    : 'M140 120C92 160 72 260 62 352L112 362C122 300 136 250 152 214zM340 120C388 160 408 260 418 352L368 362C358 300 344 250 328 214z';
  return (
    shadow(240, 414, 120, 14) +
    cloth(sleeves, look.fill) +
    (short ? '' : path('M62 350L112 360L110 384L58 374zM418 350L368 360L370 384L422 374z', look.dark)) +
    path('M192 94Q240 70 288 94L264 130H216z', look.darker) +
    cloth('M190 96L140 120L146 396Q240 412 334 396L340 120L290 96L240 158z', look.fill) +
    path('M228 150H252V406H228z', look.base) +
    path('M228 150H252V406H228z', 'url(#slab)') +
    repeat(5, (i) =>
      path(
        oval(240, 186 + i * 48, 5.5),
        look.tier === 'luxury' ? look.metal : '#fffaf0',
        `stroke="${look.darker}" stroke-width="1.5"`,
      ),
    ) +
    path('M190 92L178 122L222 168L240 152L210 108z', look.light) +
    path('M290 92L302 122L258 168L240 152L270 108z', look.light) +
    line('M190 92L178 122L222 168L240 152M290 92L302 122L258 168L240 152', look.dark, 3) +
    path(box(274, 206, 46, 52, 5), look.base) +
    line('M274 214H320', look.dark, 3) +
    fold('M168 388Q182 320 172 250M314 388Q300 330 308 280', look)
  );
};

export const sweater: Drawing = (look) => {
  const rib = (x: number, y: number, width: number, height: number): string =>
    cloth(box(x, y, width, height, 7), look.dark) +
    repeat(Math.floor(width / 9), (i) =>
      line(`M${x + 6 + i * 9} ${y + 4}V${y + height - 4}`, look.light, 2, 'opacity=".45"'),
    );
  return (
    shadow(240, 414, 130, 15) +
    cloth(
      'M150 122C92 150 64 250 52 346L108 360C118 300 134 252 156 224zM330 122C388 150 416 250 428 346L372 360C362 300 346 252 324 224z',
      look.fill,
    ) +
    `<g transform="rotate(13 80 364)">${rib(50, 346, 60, 30)}</g><g transform="rotate(-13 400 364)">${rib(370, 346, 60, 30)}</g>` +
    path('M184 98Q240 76 296 98Q240 130 184 98z', look.darker) +
    cloth(
      'M184 100C166 104 152 110 142 124L138 372H342L338 124C328 110 314 104 296 100Q240 140 184 100z',
      look.fill,
    ) +
    rib(136, 364, 208, 34) +
    line('M184 100Q240 140 296 100', look.dark, 20) +
    line('M184 100Q240 140 296 100', look.light, 2.5, 'stroke-dasharray="2 7" opacity=".8"') +
    (look.model === 1
      ? line('M176 110Q168 170 150 226M304 110Q312 170 330 226', look.dark, 4, 'opacity=".6"')
      : '') +
    (look.model === 2
      ? repeat(3, (i) =>
          line(
            `M${196 + i * 44} 152${repeat(6, () => 'q12 8 0 17q-12 8 0 17')}`,
            look.dark,
            4,
            'opacity=".55"',
          ),
        )
      : '') +
    fold('M140 230L150 190M340 230L330 190', look)
  );
};

export const dress: Drawing = (look) => {
  const slip = look.model === 1;
  const body = slip
    ? 'M186 128Q214 168 240 148Q266 168 294 128L304 186C298 222 312 260 340 396Q240 416 140 396C168 260 182 222 176 186z'
    : look.model === 0
      ? 'M176 96L204 92Q240 150 276 92L304 96L318 170Q300 196 296 214L384 386Q240 424 96 386L184 214Q180 196 162 170z'
      : 'M186 92Q240 118 294 92L318 108L320 180L366 390Q240 416 114 390L160 180L162 108z';
  return (
    shadow(240, 414, 130, 14) +
    (slip
      ? line('M188 130L202 70M292 130L278 70', look.dark, 6)
      : cloth('M176 96L124 152L158 192L176 170zM304 96L356 152L322 192L304 170z', look.fill)) +
    cloth(body, look.fill) +
    (look.model === 0
      ? path('M184 204Q240 222 296 204L298 222Q240 240 182 222z', look.dark) +
        path('M232 214l-22 26l10 4l20 -20l18 20l10 -4z', look.dark)
      : '') +
    fold(
      look.model === 0
        ? 'M212 236Q190 320 160 392M240 240V404M268 236Q290 320 320 392'
        : 'M200 260Q186 330 178 396M240 240V404M282 260Q294 330 302 396',
      look,
    ) +
    (look.model === 2
      ? line('M186 92Q240 118 294 92', look.accent, 8) +
        line('M176 268l26 8M304 268l-26 8', look.darker, 4, 'opacity=".6"')
      : '') +
    (slip ? '' : '')
  );
};

export const skirt: Drawing = (look) => {
  const shapes = [
    'M160 120H320L388 382Q240 414 92 382z',
    'M164 120H316C346 200 352 300 346 392Q240 408 134 392C128 300 134 200 164 120z',
    'M166 120H314C330 200 376 280 424 356Q330 414 240 396Q150 414 56 356C104 280 150 200 166 120z',
  ];
  const pleats = [
    repeat(7, (i) =>
      line(`M${172 + i * 22.6} 126L${112 + i * 42.6} ${388 + (i % 2) * 8}`, look.darker, 5, 'opacity=".28"'),
    ),
    fold('M210 150Q196 280 190 396M272 150Q286 280 292 396', look),
    fold('M198 130Q170 280 136 388M240 130V394M282 130Q310 280 344 388', look),
  ];
  return (
    shadow(240, 412, 140, 14) +
    cloth(shapes[look.model % 3], look.fill) +
    pleats[look.model % 3] +
    cylinder(box(156, 92, 168, 34, 8), look.dark) +
    (look.model === 1
      ? path(oval(240, 109, 8), look.metal)
      : line('M164 116H316', look.light, 2.5, 'stroke-dasharray="7 6" opacity=".7"'))
  );
};

export const coat: Drawing = (look) => {
  const hem = look.model === 1 ? 356 : 402;
  return (
    shadow(240, 414, 116, 14) +
    hanger(look, 62) +
    '<g transform="translate(36 0) scale(.85 1)">' +
    cloth(
      'M150 112C104 150 86 240 76 330L126 340C134 280 146 240 160 214zM330 112C376 150 394 240 404 330L354 340C346 280 334 240 320 214z',
      look.fill,
    ) +
    path('M74 318L128 328L126 346L74 336zM406 318L352 328L354 346L406 336z', look.dark) +
    cloth(`M196 90L146 112L130 ${hem}Q240 ${hem + 12} 350 ${hem}L334 112L284 90L252 170H228z`, look.fill) +
    path(`M240 176L246 ${hem + 5}H234z`, look.darker, 'opacity=".6"') +
    path('M196 88L168 118L178 178L162 190L236 262L240 190L222 130z', look.dark) +
    path('M284 88L312 118L302 178L318 190L244 262L240 190L258 130z', look.light) +
    line(
      'M196 88L168 118L178 178L162 190L236 262M284 88L312 118L302 178L318 190L244 262',
      look.darker,
      3,
      'opacity=".5"',
    ) +
    (look.model === 1
      ? [214, 262, 310].map((y) => path(oval(264, y + 34, 7.5), look.metalDark)).join('')
      : path('M140 262Q240 280 340 262L342 288Q240 306 138 288z', look.dark) +
        path(box(220, 264, 40, 36, 6), 'none', `stroke="${look.metal}" stroke-width="6"`)) +
    line('M160 316L204 322M320 316L276 322', look.darker, 6, 'opacity=".55"') +
    '</g>'
  );
};

export const trousers: Drawing = (look) => {
  const legs = [
    'M156 92H324L372 392Q316 404 262 394L244 200H236L218 394Q164 404 108 392z',
    'M152 92H328L316 394Q290 402 264 394L244 206H236L216 394Q190 402 164 394z',
    'M152 92H328L346 394Q304 404 262 394L244 206H236L218 394Q176 404 134 394z',
  ];
  return (
    shadow(240, 412, 130, 14) +
    cloth(legs[look.model % 3], look.fill) +
    cloth('M152 68H328L330 102H150z', look.dark) +
    path(oval(240, 86, 8), look.metal) +
    repeat(4, (i) => path(box(174 + i * 42, 64, 9, 42, 3), look.darker, 'opacity=".7"')) +
    line('M240 104V196', look.darker, 5, 'opacity=".5"') +
    line('M240 108Q262 150 240 190', look.lighter, 2.5, 'opacity=".6" stroke-dasharray="6 5"') +
    line('M160 108Q172 146 196 104M320 108Q308 146 284 104', look.darker, 5, 'opacity=".4"') +
    fold(
      look.model === 0
        ? 'M196 130L158 388M284 130L322 388'
        : look.model === 1
          ? 'M198 130L188 390M282 130L292 390'
          : 'M196 130L176 390M284 130L304 390',
      look,
    )
  );
};

export const scarf: Drawing = (look) => {
  const fringe = (x: number, y: number, count: number, turn: number): string =>
    `<g transform="rotate(${turn} ${x} ${y})">${repeat(count, (i) => line(`M${x + i * 13} ${y}v32`, look.dark, 6))}</g>`;
  return (
    shadow(240, 414, 130, 14) +
    path('M166 116C180 66 300 66 314 116C300 138 180 138 166 116z', look.darker) +
    fringe(258, 372, 8, -10) +
    cloth('M232 196C246 256 252 316 248 376L358 358C352 292 334 232 300 182z', look.fill) +
    fringe(138, 378, 8, 6) +
    cloth('M184 192C166 252 144 316 128 374L236 388C244 322 262 262 282 204z', look.fill) +
    path('M282 204C262 262 244 322 236 388L224 386C230 320 246 258 262 204z', look.darker, 'opacity=".2"') +
    cloth(
      'M134 128C118 84 168 70 200 78C160 92 158 124 200 140C250 156 322 140 330 110C336 92 316 82 296 76C346 74 366 104 350 138C336 186 284 214 238 214C192 214 146 178 134 128z',
      look.fill,
    ) +
    line(
      'M150 140C176 186 236 200 282 186M170 118C196 160 276 168 326 132',
      look.darker,
      5,
      'opacity=".25"',
    ) +
    cloth(
      'M196 168C212 150 270 150 286 170C296 196 284 232 262 238C234 246 208 236 198 214C192 198 190 182 196 168z',
      look.fill,
    ) +
    line('M214 166Q210 200 224 232M264 164Q270 200 256 234', look.darker, 4, 'opacity=".25"')
  );
};
