import {
  box,
  cloth,
  cylinder,
  gloss,
  line,
  marked,
  oval,
  path,
  repeat,
  shadow,
  slab,
  type Drawing,
} from './kit.ts';

export const tote: Drawing = (look) =>
  shadow(240, 402, 160, 17) +
  line('M168 196C160 60 320 60 312 196', look.darker, 17) +
  cloth('M92 172H388L372 384Q370 402 352 402H128Q110 402 108 384z', look.fill) +
  path('M92 172H388L386 196H94z', look.dark, 'opacity=".75"') +
  path('M92 172H388L384 162H96z', look.darker) +
  line('M160 262V190C154 76 326 76 320 190V262', look.dark, 18) +
  line('M160 258V190C154 78 326 78 320 190V258', look.light, 3, 'stroke-dasharray="7 6" opacity=".6"') +
  [160, 320]
    .map(
      (x) =>
        path(box(x - 15, 234, 30, 34, 5), look.tier === 'value' ? look.darker : '#8a5c3c') +
        path(oval(x, 251, 5), look.metal),
    )
    .join('') +
  path(box(206, 286, 68, 58, 8), '#fffaf0', 'opacity=".95"') +
  marked(look, 240, 315, 19, look.darker) +
  line('M126 240Q134 320 128 388M352 240Q344 320 350 388', look.darker, 5, 'opacity=".2"');

export const backpack: Drawing = (look) => {
  const roll = look.model === 1;
  return (
    shadow(240, 404, 150, 17) +
    line('M208 84C208 44 272 44 272 84', look.darker, 13) +
    line('M128 190C86 210 84 320 112 372M352 190C394 210 396 320 368 372', look.darker, 22) +
    (roll
      ? cloth(
          'M132 150C132 132 150 128 166 128H314C330 128 348 132 348 150L356 372Q356 402 326 402H154Q124 402 124 372z',
          look.fill,
        ) +
        cylinder(box(126, 78, 228, 58, 24), look.dark) +
        repeat(
          2,
          (i) =>
            path(box(172 + i * 116, 74, 20, 110, 4), look.darker) +
            path(box(168 + i * 116, 150, 28, 24, 5), look.metal),
        )
      : cloth(
          'M126 200C126 116 170 78 240 78C310 78 354 116 354 200V368Q354 402 320 402H160Q126 402 126 368z',
          look.fill,
        ) +
        line('M146 206C146 136 182 104 240 104C298 104 334 136 334 206', look.darker, 6, 'opacity=".6"') +
        path(box(328, 200, 12, 32, 5), look.metal)) +
    cloth(
      'M150 256H330Q340 256 340 266V368Q340 386 322 386H158Q140 386 140 368V266Q140 256 150 256z',
      look.base,
    ) +
    line('M150 284H330', look.darker, 5) +
    path(box(306, 284, 10, 30, 4), look.metal) +
    path(box(208, 306, 64, 50, 9), '#8a5c3c') +
    marked(look, 240, 331, 16, '#fff1d8') +
    path(box(216, 180, 48, 42, 8), look.darker, 'opacity=".85"') +
    path(oval(228, 201, 4), look.light) +
    path(oval(252, 201, 4), look.light)
  );
};

export const handbag: Drawing = (look) => {
  if (look.model === 1)
    return (
      shadow(240, 402, 150, 17) +
      line('M112 232C90 40 390 40 368 232', look.dark, 13) +
      cloth('M92 250C92 214 388 214 388 250C396 340 360 402 240 402C120 402 84 340 92 250z', look.dark) +
      cloth('M88 226C88 196 392 196 392 226C396 300 340 346 240 346C140 346 84 300 88 226z', look.fill) +
      path(
        'M88 226C88 196 392 196 392 226C396 300 340 346 240 346C140 346 84 300 88 226z',
        'url(#ball)',
        'opacity=".55"',
      ) +
      line(
        'M102 234C106 296 150 332 240 332C330 332 374 296 378 234',
        look.lighter,
        3,
        'stroke-dasharray="8 7" opacity=".7"',
      ) +
      path(oval(240, 342, 24), look.metal) +
      path(oval(240, 342, 15), look.metalDark) +
      marked(look, 240, 342, 11, look.metalLight)
    );
  const evening = look.model === 2;
  return (
    shadow(240, 402, 160, 17) +
    (evening
      ? line(
          repeat(
            12,
            (i) =>
              `${i === 0 ? 'M' : 'L'}${110 + i * 23.6} ${Math.round(226 - 150 * Math.sin((Math.PI * i) / 11))}`,
          ),
          look.metal,
          9,
          'stroke-dasharray="11 8"',
        )
      : line('M166 206C160 70 320 70 314 206', look.dark, 19) +
        line('M166 202C162 76 318 76 314 202', look.light, 4, 'opacity=".5"')) +
    slab(
      evening
        ? 'M96 226H384L372 386Q370 402 352 402H128Q110 402 108 386z'
        : 'M104 200H376L404 380Q406 402 384 402H96Q74 402 76 380z',
      look.fill,
    ) +
    slab(
      evening
        ? 'M92 216Q92 206 102 206H378Q388 206 388 216V256L240 330L92 256z'
        : 'M100 190Q100 182 110 182H370Q380 182 380 190L390 262Q390 280 370 280H110Q90 280 90 262z',
      look.fill,
    ) +
    line(
      evening ? 'M92 256L240 330L388 256' : 'M90 262Q90 280 110 280H370Q390 280 390 262',
      look.darker,
      5,
      'opacity=".6"',
    ) +
    slab(box(214, evening ? 300 : 258, 52, 44, 9), look.metal) +
    marked(look, 240, evening ? 322 : 280, 12, look.metalDark) +
    (evening
      ? ''
      : [166, 314].map((x) => path(oval(x, 210, 11), look.metal)).join('') +
        path(
          'M96 384L110 300M384 384L370 300',
          'none',
          `stroke="${look.darker}" stroke-width="4" opacity=".25"`,
        ))
  );
};

export const suitcase: Drawing = (look) => {
  const tall = look.model === 2 ? 112 : look.model === 1 ? 164 : 136;
  return (
    shadow(240, 408, 130, 15) +
    line(`M204 ${tall}V70Q204 56 218 56H262Q276 56 276 70V${tall}`, look.metalDark, 9) +
    cylinder(box(196, 46, 88, 20, 9), '#2f2d33') +
    [150, 330]
      .map((x) => path(box(x - 13, 386, 26, 26, 12), '#29272c') + path(oval(x, 400, 5), look.metal))
      .join('') +
    slab(box(112, tall, 256, 392 - tall, 32), look.fill) +
    path(box(112, tall, 256, 392 - tall, 32), 'url(#cylinder)', 'opacity=".6"') +
    repeat(
      5,
      (i) =>
        line(`M${152 + i * 44} ${tall + 18}V374`, look.darker, 5, 'opacity=".22"') +
        line(`M${157 + i * 44} ${tall + 18}V374`, '#fff', 3, 'opacity=".25"'),
    ) +
    [
      [112, tall, 0],
      [368, tall, 90],
      [368, 392, 180],
      [112, 392, 270],
    ]
      .map(
        ([x, y, turn]) =>
          `<g transform="rotate(${turn} ${x} ${y})">${path(`M${x} ${y + 58}V${y + 32}Q${x} ${y} ${x + 32} ${y}H${x + 58}Q${x + 54} ${y + 54} ${x} ${y + 58}z`, look.tier === 'luxury' ? look.metal : look.dark)}</g>`,
      )
      .join('') +
    path(box(206, tall + 6, 68, 16, 8), look.darker) +
    path(box(346, 250, 26, 46, 6), look.metal) +
    path(box(200, 246, 80, 54, 10), '#fffaf0', 'opacity=".95"') +
    marked(look, 240, 273, 18, look.darker)
  );
};

export const wallet: Drawing = (look) =>
  shadow(244, 396, 175, 17) +
  (look.model === 1
    ? ''
    : `<g transform="rotate(-5 240 200)">${path(box(112, 136, 250, 120, 12), '#d7e3ea')}${path(box(112, 156, 250, 22), '#7f98a8')}${path(box(126, 158, 240, 110, 12), look.accent)}${path(box(150, 186, 44, 30, 6), look.metal)}</g>`) +
  slab(box(80, look.model === 1 ? 166 : 206, 324, look.model === 1 ? 226 : 186, 22), look.dark) +
  slab(box(76, look.model === 1 ? 160 : 200, 324, look.model === 1 ? 226 : 186, 22), look.fill) +
  `<path d="${box(88, look.model === 1 ? 172 : 212, 300, look.model === 1 ? 202 : 162, 15)}" fill="none" stroke="${look.lighter}" stroke-width="3" stroke-dasharray="9 7" opacity=".75"/>` +
  (look.model === 1
    ? line('M82 196V178Q82 164 100 164H376Q394 164 394 182V360', look.metal, 7, 'stroke-dasharray="5 5"') +
      path(box(380, 350, 26, 46, 8), look.metal)
    : slab('M400 262H344Q318 262 318 291Q318 320 344 320H400z', look.dark) +
      path(oval(346, 291, 13), look.metal) +
      path(oval(346, 291, 7), look.metalDark)) +
  marked(
    look,
    look.model === 1 ? 238 : 190,
    look.model === 1 ? 276 : 292,
    25,
    look.tier === 'value' ? look.darker : look.metalLight,
  ) +
  gloss('M96 220Q200 208 300 212L292 222Q190 222 98 240z', 0.22);
