import {
  around,
  ball,
  box,
  cylinder,
  gloss,
  line,
  marked,
  oval,
  path,
  repeat,
  shadow,
  slab,
  turned,
  type Drawing,
} from './kit.ts';

export const phone: Drawing = (look) =>
  shadow(244, 404, 130, 15) +
  turned(
    9,
    300,
    240,
    slab(box(206, 70, 172, 326, 30), look.dark) +
      slab(box(200, 68, 172, 326, 30), look.base) +
      slab(box(214, 84, look.model === 1 ? 118 : 74, look.model === 1 ? 66 : 116, 24), look.dark) +
      (look.model === 1
        ? [
            [244, 117],
            [302, 117],
          ]
        : [
            [251, 116],
            [251, 168],
          ]
      )
        .map(
          ([x, y]) =>
            path(oval(x, y, 23), '#1c1b20') +
            path(oval(x, y, 15), '#39435a') +
            path(oval(x - 5, y - 6, 5), '#fff', 'opacity=".7"'),
        )
        .join('') +
      marked(look, 290, 262, 20, look.tier === 'luxury' ? look.metal : look.light),
  ) +
  turned(
    -7,
    180,
    250,
    slab(box(96, 92, 164, 312, 28), look.dark) +
      path(box(102, 98, 152, 300, 24), '#16151a') +
      path(box(108, 104, 140, 288, 19), 'url(#screen)') +
      path(oval(178, 118, 5), '#16151a') +
      path(
        'M108 330Q150 270 190 316T248 300V373Q248 392 229 392H127Q108 392 108 373z',
        '#fff',
        'opacity=".28"',
      ) +
      path(oval(206, 214, 28), '#fff', 'opacity=".5"') +
      repeat(4, (i) => path(box(120 + i * 31, 350, 24, 24, 7), '#fff', 'opacity=".85"')) +
      path('M108 123Q108 104 127 104H180L120 392H115Q108 388 108 373z', '#fff', 'opacity=".1"'),
  );

export const phoneCase: Drawing = (look) =>
  shadow(240, 408, 110, 14) +
  slab(box(142, 62, 204, 344, 38), look.dark) +
  slab(box(136, 58, 204, 344, 38), look.fill) +
  `<path d="${box(143, 65, 190, 330, 32)}" fill="none" stroke="#fff" stroke-width="4" opacity=".4"/>` +
  path(box(152, 74, 84, 110, 26), look.darker) +
  path(box(157, 79, 74, 100, 22), '#e9e6e0') +
  [
    [194, 106],
    [194, 152],
  ]
    .map(
      ([x, y]) =>
        path(oval(x, y, 19), '#1c1b20') +
        path(oval(x, y, 11), '#3b4660') +
        path(oval(x - 4, y - 5, 4), '#fff'),
    )
    .join('') +
  (look.model === 2
    ? `<circle cx="240" cy="270" r="56" fill="none" stroke="${look.accent}" stroke-width="9"/>` +
      path(box(235, 336, 10, 32, 4), look.accent)
    : marked(look, 240, 330, 22, look.accent)) +
  (look.model === 0
    ? [
        [146, 66],
        [330, 66],
        [146, 394],
        [330, 394],
      ]
        .map(([x, y]) => path(oval(x, y, 17), look.dark, 'opacity=".8"'))
        .join('')
    : '') +
  path(box(338, 140, 8, 62, 4), look.darker);

export const headphones: Drawing = (look) => {
  const cup = (x: number, turn: number, flip: number): string =>
    turned(
      turn,
      x,
      296,
      ball(box(x - 52, 216, 104, 160, 50), look.fill) +
        path(box(x - 52 + (flip < 0 ? 70 : -12), 226, 46, 140, 22), '#2e2c33') +
        path(box(x - 52 + (flip < 0 ? 70 : -12), 226, 46, 140, 22), 'url(#slab)') +
        `<path d="${box(x - 38 - flip * 6, 240, 70, 112, 35)}" fill="none" stroke="${look.light}" stroke-width="4" opacity=".7"/>` +
        marked(look, x - flip * 4, 296, 17, look.accent),
    );
  return (
    shadow(240, 404, 150, 15) +
    line('M122 262C108 60 372 60 358 262', look.darker, 30) +
    line('M122 258C110 66 370 66 358 258', look.base, 22) +
    line('M150 168C178 100 302 100 330 168', look.light, 7, 'opacity=".75"') +
    line('M160 158C188 112 292 112 320 158', '#2e2c33', 9, 'opacity=".55"') +
    [122, 358].map((x) => cylinder(box(x - 12, 184, 24, 60, 8), look.metal)).join('') +
    cup(122, 7, -1) +
    cup(358, -7, 1)
  );
};

export const speaker: Drawing = (look) => {
  const driver = (y: number, r: number): string =>
    path(oval(240, y, r), look.tier === 'luxury' ? look.metal : '#3a383f') +
    path(oval(240, y, r * 0.86), '#201f24') +
    ball(oval(240, y, r * 0.74), '#4a4851') +
    ball(oval(240, y, r * 0.3), look.metal);
  if (look.model === 2)
    return (
      shadow(240, 402, 190, 17) +
      line('M360 176L412 62', look.metalDark, 7) +
      path(oval(413, 58, 8), look.metal) +
      line('M110 178V132Q110 116 128 116H300Q318 116 318 132V178', look.dark, 15) +
      slab(box(54, 172, 372, 230, 34), look.fill) +
      path(box(78, 200, 196, 176, 18), '#2b292f', 'opacity=".92"') +
      repeat(8, (i) => line(`M90 ${216 + i * 20}H262`, look.lighter, 5, 'opacity=".6"')) +
      path(box(294, 204, 108, 66, 10), '#fff4d8') +
      line('M304 250H392M312 244V232M328 244V226M344 244V232M360 244V226M376 244V232', '#6d5a3c', 3) +
      line('M350 214V258', '#d5443f', 4) +
      ball(oval(318, 328, 28), look.metal) +
      ball(oval(380, 328, 22), look.dark) +
      line('M318 328L330 310', look.metalDark, 5)
    );
  if (look.model === 1)
    return (
      shadow(240, 404, 125, 16) +
      line('M318 128C366 150 366 220 340 250', look.darker, 13) +
      cylinder('M132 120V356C132 416 348 416 348 356V120z', look.fill) +
      path(oval(240, 120, 108, 34), look.dark) +
      path(oval(240, 116, 92, 26), look.light) +
      path(oval(240, 116, 92, 26), 'url(#slab)') +
      line('M226 116H254M240 106V126', look.darker, 6) +
      cylinder('M132 346V364C132 420 348 420 348 364V346C348 398 132 398 132 346z', look.darker) +
      path(box(194, 226, 92, 68, 12), '#fffaf0') +
      marked(look, 240, 260, 22, look.darker)
    );
  return (
    shadow(240, 404, 120, 16) +
    slab(box(126, 62, 228, 340, 22), look.fill) +
    `<path d="${box(138, 74, 204, 316, 16)}" fill="none" stroke="${look.darker}" stroke-width="3" opacity=".35"/>` +
    driver(150, 46) +
    driver(286, 84) +
    path(oval(240, 384, 5), look.metalLight)
  );
};

export const laptop: Drawing = (look) =>
  shadow(240, 394, 205, 16) +
  slab(box(92, 92, 296, 208, 16), look.base) +
  path(box(102, 102, 276, 186, 9), '#17161b') +
  path(box(108, 108, 264, 174, 6), 'url(#screen)') +
  path(
    'M108 238Q160 170 214 220T300 196T372 214V276Q372 282 366 282H114Q108 282 108 276z',
    '#fff',
    'opacity=".25"',
  ) +
  path(oval(306, 158, 22), '#fff', 'opacity=".45"') +
  path(box(128, 128, 104, 60, 8), '#fff', 'opacity=".8"') +
  path(box(140, 142, 60, 7, 3), look.dark) +
  path(box(140, 158, 78, 5, 2), look.dark, 'opacity=".45"') +
  path(box(140, 170, 66, 5, 2), look.dark, 'opacity=".45"') +
  path('M108 114Q108 108 114 108H240L160 282H114Q108 282 108 276z', '#fff', 'opacity=".1"') +
  slab('M74 298H406L438 364H42z', look.light) +
  path('M104 306H376L392 340H88z', '#2c2a30') +
  repeat(3, (row) =>
    repeat(12, (i) =>
      path(box(round2(102 - row * 4 + i * (22.4 + row * 0.7)), 310 + row * 10, 17, 7, 2), '#55525c'),
    ),
  ) +
  path('M200 344H280L284 360H196z', look.base, 'opacity=".7"') +
  slab('M42 364H438V374Q438 388 420 388H60Q42 388 42 374z', look.base) +
  marked(look, 240, 376, 8, look.accent);

const round2 = (value: number): number => Math.round(value * 100) / 100;

export const powerBank: Drawing = (look) => {
  const round = look.model === 1;
  return (
    shadow(240, 404, 120, 16) +
    line('M240 92C240 40 340 40 352 96C364 150 400 150 404 110', '#4a4650', 11) +
    path(box(392, 74, 24, 38, 5), look.metal) +
    slab(box(142, 92, 208, 310, round ? 54 : 28), look.dark) +
    slab(box(134, 92, 208, 310, round ? 54 : 28), look.fill) +
    path(box(134, 92, 208, 310, round ? 54 : 28), 'url(#cylinder)', 'opacity=".5"') +
    path(box(176, 120, 124, 66, 14), '#17161b') +
    repeat(4, (i) => path(box(190 + i * 25, 136, 17, 34, 4), i < 3 ? '#8fe0a4' : '#3c4a40')) +
    path('M250 222L204 292H236L222 348L276 270H242z', look.accent) +
    path(box(222, 84, 36, 12, 4), look.darker) +
    (round
      ? [
          [150, 108],
          [326, 108],
          [150, 386],
          [326, 386],
        ]
          .map(([x, y]) => path(oval(x, y, 12), look.darker, 'opacity=".5"'))
          .join('')
      : marked(look, 238, 378, 11, look.accent))
  );
};

export const camera: Drawing = (look) => {
  const instant = look.model === 0;
  return (
    shadow(240, 402, 185, 17) +
    (instant
      ? path(box(146, 60, 188, 154, 4), '#c9c2ba') +
        path(box(150, 64, 180, 150, 4), '#fffdf8') +
        path(box(164, 78, 152, 100, 3), 'url(#screen)')
      : '') +
    (instant
      ? ''
      : cylinder(box(100, 132, 54, 30, 7), look.metal) +
        cylinder(box(322, 124, 46, 36, 7), look.metalDark) +
        slab('M178 160L200 108H280L302 160z', look.metalLight)) +
    slab(box(56, 156, 368, 244, instant ? 50 : 24), instant ? look.fill : look.metalLight) +
    (instant
      ? path(box(56, 340, 368, 60, 28), look.dark, 'opacity=".8"')
      : slab('M56 206H424V350H56z', look.fill)) +
    path(box(322, 178, 66, instant ? 46 : 24, 8), '#22212a') +
    path(box(330, 184, 34, instant ? 20 : 10, 4), '#8fa3bd') +
    (instant
      ? path(box(92, 180, 46, 46, 23), '#fff4d8') + path(box(98, 186, 34, 34, 17), '#f0d58a')
      : marked(look, 96, 182, 12, look.darker)) +
    ball(oval(240, 280, 96), instant ? look.light : look.metal) +
    path(oval(240, 280, 80), '#232229') +
    repeat(20, (i) => {
      const [x, y] = around(240, 280, 87, i / 20);
      return path(oval(x, y, 2.6), '#fff', 'opacity=".5"');
    }) +
    path(oval(240, 280, 62), '#34323c') +
    ball(oval(240, 280, 46), '#2e3c5c') +
    path(oval(240, 280, 24), '#141a28') +
    gloss(oval(222, 258, 14, 11), 0.8) +
    gloss(oval(262, 300, 7), 0.35) +
    path(oval(388, 374, 10), look.accent)
  );
};
