import {
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

const FACE = '#3a2a26';

export const teddy: Drawing = (look) => {
  const muzzle = '#f8ead2';
  const sleepy = look.model === 2;
  return (
    shadow(240, 402, 165, 18) +
    [150, 330].map((x) => ball(oval(x, 104, 44), look.fill) + path(oval(x, 108, 24), look.lighter)).join('') +
    ball(oval(112, 282, 40, 64), look.fill) +
    ball(oval(368, 282, 40, 64), look.fill) +
    ball(oval(240, 310, 108, 96), look.fill) +
    path(oval(240, 320, 66, 62), look.lighter, 'opacity=".9"') +
    [140, 340]
      .map((x) => ball(oval(x, 370, 54, 42), look.fill) + path(oval(x, 376, 30, 23), look.lighter))
      .join('') +
    ball(oval(240, 170, 122, 104), look.fill) +
    ball(oval(240, 206, 58, 46), muzzle) +
    path('M222 186Q240 176 258 186Q254 206 240 210Q226 206 222 186z', FACE) +
    line('M240 210V222M240 222Q226 236 212 226M240 222Q254 236 268 226', FACE, 5) +
    (sleepy
      ? line('M176 160Q190 174 204 160M276 160Q290 174 304 160', FACE, 6)
      : path(oval(190, 158, 11, 13), FACE) +
        path(oval(290, 158, 11, 13), FACE) +
        path(oval(194, 153, 4), '#fff') +
        path(oval(294, 153, 4), '#fff')) +
    path(oval(156, 196, 17, 11), '#f2887f', 'opacity=".45"') +
    path(oval(324, 196, 17, 11), '#f2887f', 'opacity=".45"') +
    path(
      'M240 268L196 246Q190 268 196 290zM240 268L284 246Q290 268 284 290z',
      look.tier === 'luxury' ? look.metal : look.accent,
    ) +
    path(oval(240, 268, 13), look.tier === 'luxury' ? look.metalDark : look.darker)
  );
};

export const playBall: Drawing = (look) => {
  const beach = look.model === 1;
  return (
    shadow(246, 402, 140, 19) +
    path(oval(240, 244, 158), look.fill) +
    (beach
      ? path(
          'M240 86C180 130 150 240 186 392A158 158 0 0 1 84 262C96 170 170 104 240 86zM240 86C310 120 350 220 330 374A158 158 0 0 0 398 246C388 160 320 100 240 86z',
          look.accent,
          'opacity=".55"',
        ) + path(oval(240, 92, 22, 12), '#fffaf0')
      : '') +
    (look.model === 2
      ? repeat(26, (i) => {
          const a = i * 2.4;
          const r = 148 * Math.sqrt((i + 0.5) / 26);
          return path(
            oval(Math.round(240 + r * Math.cos(a)), Math.round(244 + r * Math.sin(a)), 8),
            look.dark,
            'opacity=".5"',
          );
        })
      : '') +
    (look.model === 0
      ? line('M92 210Q240 262 388 204M240 86Q196 240 244 402', look.lighter, 7, 'opacity=".75"')
      : '') +
    path(oval(240, 244, 158), 'url(#ball)') +
    gloss('M132 188Q154 130 214 118Q168 150 156 206Q132 216 132 188z', 0.5)
  );
};

export const blocks: Drawing = (look) => {
  const cube = (x: number, y: number, size: number, fill: string, side: string): string =>
    slab(`M${x} ${y}h${size}v${size}h${-size}z`, fill) +
    path(`M${x + size} ${y}l${size * 0.24} ${-size * 0.2}v${size}l${-size * 0.24} ${size * 0.2}z`, side) +
    path(`M${x} ${y}l${size * 0.24} ${-size * 0.2}h${size}l${-size * 0.24} ${size * 0.2}z`, look.lighter);
  return (
    shadow(244, 402, 180, 17) +
    cube(66, 284, 112, look.fill, look.dark) +
    cube(282, 284, 112, look.fill, look.dark) +
    slab('M188 396V340A52 52 0 0 1 282 340V396H262V346A32 32 0 0 0 208 346V396z', look.accent) +
    slab(box(84, 252, 300, 32, 5), '#d9b07c') +
    cube(112, 154, 98, look.dark, look.darker) +
    cube(262, 154, 98, look.fill, look.dark) +
    marked(look, 161, 203, 27, look.accent) +
    path('M190 134L236 62L282 134z', look.fill) +
    path('M190 134L236 62L282 134z', 'url(#slab)') +
    path('M282 134L236 62L298 122z', look.dark) +
    ball(oval(404, 374, 28), look.accent) +
    cylinder(box(36, 356, 40, 46, 8), look.light)
  );
};

export const toyCar: Drawing = (look) => {
  const wheel = (x: number, r: number): string =>
    path(oval(x, 356, r), '#2c2a2f') +
    path(oval(x, 356, r * 0.62), look.tier === 'luxury' ? look.metal : '#f3ead8') +
    path(oval(x, 356, r * 0.26), look.dark);
  const bodies = [
    'M48 336C44 292 58 262 100 256L142 250C164 190 196 166 252 166C318 166 342 200 362 250L404 258C436 266 440 300 436 336Q434 348 420 348H62Q50 348 48 336z',
    'M40 330C44 296 84 280 132 274L190 232Q216 218 258 226L300 268C360 270 420 286 440 322Q444 344 424 346H56Q38 346 40 330z',
    'M52 180Q52 160 72 160H288Q300 160 304 172L318 232L392 250Q428 258 430 296V330Q430 348 412 348H72Q52 348 52 330z',
  ];
  const windows = [
    'M166 248C178 206 204 190 242 188V248zM258 188C304 190 322 212 338 248H258z',
    'M196 266L218 244Q238 236 256 242L276 268z',
    'M266 180H282L298 236H246V200Q246 180 266 180z',
  ];
  return (
    shadow(242, 396, 200, 16) +
    (look.model === 1 ? slab('M48 300L36 236H86L104 284z', look.dark) : '') +
    slab(bodies[look.model % 3], look.fill) +
    path(bodies[look.model % 3], 'url(#ball)', 'opacity=".45"') +
    path(windows[look.model % 3], '#cfe5ee') +
    gloss('M186 244L206 204H222L202 244z', look.model === 0 ? 0.7 : 0) +
    (look.model === 1
      ? path(oval(140, 306, 26), '#fffaf0') + marked(look, 140, 306, 15, look.darker)
      : marked(
          look,
          look.model === 2 ? 146 : 240,
          look.model === 2 ? 244 : 296,
          look.model === 2 ? 34 : 20,
          look.accent,
        )) +
    path(oval(look.model === 1 ? 424 : 424, 300, 11, 13), '#ffe9a8') +
    line('M56 322H430', look.darker, 5, 'opacity=".35"') +
    wheel(136, look.model === 1 ? 50 : 46) +
    wheel(346, look.model === 1 ? 42 : 46)
  );
};

export const kite: Drawing = (look) => {
  const tail = (x: number, y: number, turn: number): string =>
    turned(
      turn,
      x,
      y,
      path(`M${x} ${y}L${x - 26} ${y - 13}V${y + 13}zM${x} ${y}L${x + 26} ${y - 13}V${y + 13}z`, look.dark),
    );
  const shape = [
    'M268 40L398 170L232 316L116 150z',
    'M256 40L388 150L240 290L120 140z',
    'M240 60C280 110 360 80 414 112C392 164 330 176 288 210C290 250 268 280 240 300C212 280 190 250 192 210C150 176 88 164 66 112C120 80 200 110 240 60z',
  ][look.model % 3];
  const spars = [
    'M268 40L232 316M116 150L398 170',
    'M256 40L240 290M120 140L388 150',
    'M240 60V300M66 112Q240 160 414 112',
  ][look.model % 3];
  const end = [
    [232, 316],
    [240, 290],
    [240, 300],
  ][look.model % 3];
  return (
    `<g fill="#fff" opacity=".65">${path('M52 300a26 26 0 0 1 36 -30a34 34 0 0 1 60 10a22 22 0 0 1 6 42H64a20 20 0 0 1 -12 -22z', '#fff')}${path('M346 372a20 20 0 0 1 28 -24a26 26 0 0 1 48 8a17 17 0 0 1 4 33H356a15 15 0 0 1 -10 -17z', '#fff')}</g>` +
    line(`M${end[0]} ${end[1]}C190 360 290 370 236 410S200 436 250 450`, '#7a6a58', 3.5) +
    tail(222, 346, 24) +
    tail(254, 384, -26) +
    tail(226, 424, 20) +
    slab(shape, look.fill) +
    path(
      look.model % 3 === 0
        ? 'M268 40L398 170L254 160z'
        : look.model % 3 === 1
          ? 'M256 40L388 150L248 146z'
          : 'M0 0',
      look.light,
      'opacity=".4"',
    ) +
    line(spars, '#8a6238', 6) +
    `<path d="${shape}" fill="none" stroke="${look.darker}" stroke-width="5" stroke-linejoin="round" opacity=".5"/>` +
    (look.model % 3 === 2
      ? path(oval(216, 120, 10), FACE) +
        path(oval(264, 120, 10), FACE) +
        path(oval(213, 116, 3.5), '#fff') +
        path(oval(261, 116, 3.5), '#fff')
      : marked(look, end[0] + 14, 162, 28, look.accent))
  );
};

export const robot: Drawing = (look) => {
  const steel = look.tier === 'luxury' ? look.metal : '#c9ccd3';
  return (
    shadow(240, 404, 135, 16) +
    line('M240 92V52', steel, 9) +
    ball(oval(240, 46, 16), look.accent) +
    [176, 268]
      .map((x) => cylinder(box(x + 2, 346, 34, 40, 6), steel) + slab(box(x - 8, 374, 54, 28, 10), look.dark))
      .join('') +
    [
      [112, 1],
      [368, -1],
    ]
      .map(
        ([x, side]) =>
          line(`M${x + side * 34} 250L${x} 276V318`, steel, 21) +
          path(oval(x, 330, 20), look.dark) +
          path(oval(x, 336, 9), '#fff', 'opacity=".6"'),
      )
      .join('') +
    slab(box(142, 220, 196, 136, 24), look.fill) +
    path(box(178, 246, 124, 76, 12), '#fffaf0') +
    [look.base, '#f2c53d', '#4f9a58'].map((fill, i) => ball(oval(204 + i * 36, 268, 12), fill)).join('') +
    line('M192 300H288', look.dark, 7, 'stroke-dasharray="14 8"') +
    cylinder(box(212, 200, 56, 26, 6), steel) +
    [122, 358].map((x) => cylinder(box(x - 15, 128, 30, 46, 9), steel)).join('') +
    slab(box(130, 88, 220, 120, 34), look.fill) +
    path(box(152, 112, 176, 70, 28), '#22222b') +
    (look.model === 1
      ? line('M186 152Q200 132 214 152M266 152Q280 132 294 152', '#8fe6ef', 9)
      : path(oval(200, 146, 19), '#8fe6ef') +
        path(oval(280, 146, 19), '#8fe6ef') +
        path(oval(205, 141, 7), '#fff') +
        path(oval(285, 141, 7), '#fff')) +
    (look.model === 0
      ? turned(
          20,
          404,
          256,
          path(box(382, 236, 14, 20, 4), steel) +
            `<circle cx="408" cy="232" r="13" fill="none" stroke="${steel}" stroke-width="7"/><circle cx="408" cy="262" r="13" fill="none" stroke="${steel}" stroke-width="7"/>`,
        )
      : '')
  );
};
