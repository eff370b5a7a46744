import {
  around,
  ball,
  box,
  cloth,
  cylinder,
  gloss,
  label,
  line,
  marked,
  moved,
  oval,
  path,
  repeat,
  shadow,
  slab,
  turned,
  type Drawing,
} from './kit.ts';

const LEAF = '#5e9b4e';
const STEM = '#6b4a2f';

const appleShape =
  'M0 -62C22 -88 88 -80 92 -16C95 40 56 92 26 90C12 89 8 84 0 84C-8 84 -12 89 -26 90C-56 92 -95 40 -92 -16C-88 -80 -22 -88 0 -62z';

export const apple: Drawing = (look) => {
  const one = (x: number, y: number, scale: number, turn: number): string =>
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale})">` +
    ball(appleShape, look.fill) +
    path('M-30 -62Q0 -44 30 -62Q0 -74 -30 -62z', look.darker, 'opacity=".35"') +
    line('M0 -58Q2 -84 14 -98', STEM, 8) +
    path('M10 -78C24 -112 60 -112 74 -98C58 -74 30 -68 10 -78z', LEAF) +
    line('M14 -80Q40 -96 68 -97', '#3f7a38', 2.5) +
    gloss('M-62 -40Q-50 -64 -30 -60Q-52 -44 -56 -14Q-68 -20 -62 -40z', 0.5) +
    '</g>';
  return shadow(250, 398, 160, 20) + one(322, 300, 0.98, 12) + one(186, 288, 1.2, -6);
};

export const citrus: Drawing = (look) => {
  const slice =
    ball(oval(0, 0, 78), look.base) +
    path(oval(0, 0, 70), '#fff6df') +
    repeat(9, (i) =>
      turned(i * 40, 0, 0, path('M0 -8L-17 -48Q0 -66 17 -48z', look.light, 'stroke-linejoin="round"')),
    ) +
    repeat(9, (i) => turned(i * 40, 0, 0, path('M-3 -30L-8 -48Q-2 -54 2 -50z', '#fff', 'opacity=".4"')));
  return (
    shadow(240, 396, 165, 20) +
    ball(oval(185, 262, 118, 114), look.fill) +
    repeat(16, (i) =>
      path(oval(...around(185, 268, 40 + (i % 4) * 18, i * 0.382), 2.6), look.dark, 'opacity=".3"'),
    ) +
    path('M186 152l10 -9l2 13l13 3l-12 7l1 12l-11 -7l-11 6l2 -12l-10 -8z', '#4d7a3d') +
    path('M196 150C220 112 268 112 290 128C268 158 222 166 196 150z', LEAF) +
    line('M200 150Q246 132 284 129', '#3f7a38', 3) +
    gloss('M112 216Q128 178 164 172Q136 196 128 232Q114 236 112 216z', 0.42) +
    moved(330, 318, 1, slice)
  );
};

export const tomato: Drawing = (look) => {
  const calyx = repeat(6, (i) => turned(i * 60 + 10, 0, 0, path('M-6 0Q-4 -26 0 -40Q8 -24 7 0z', '#4f8a3e')));
  const one = (x: number, y: number, r: number): string =>
    ball(
      `M${x - r} ${y}C${x - r} ${y - r} ${x - r * 0.4} ${y - r * 0.9} ${x} ${y - r * 0.78}C${x + r * 0.4} ${y - r * 0.9} ${x + r} ${y - r} ${x + r} ${y}C${x + r} ${y + r * 0.75} ${x + r * 0.5} ${y + r * 0.88} ${x} ${y + r * 0.88}C${x - r * 0.5} ${y + r * 0.88} ${x - r} ${y + r * 0.75} ${x - r} ${y}z`,
      look.fill,
    ) +
    gloss(oval(x - r * 0.5, y - r * 0.35, r * 0.16, r * 0.26), 0.55) +
    moved(x, y - r * 0.72, r / 78, calyx);
  return (
    shadow(240, 396, 165, 19) +
    line('M120 196Q190 132 250 164Q320 196 372 150', '#5d8a45', 9) +
    line('M150 172L156 214M250 164L252 190M330 172L326 216', '#5d8a45', 7) +
    one(344, 300, 82) +
    one(148, 292, 88) +
    one(250, 304, 96)
  );
};

export const grapes: Drawing = (look) => {
  const rows = [5, 6, 5, 4, 3, 2, 1];
  const berries = rows.flatMap((count, row) =>
    Array.from(
      { length: count },
      (_, i) => [240 + (i - (count - 1) / 2) * 50 + (row % 2) * 3, 150 + row * 40 + (i % 2) * 6] as const,
    ),
  );
  return (
    shadow(240, 408, 110, 14) +
    line('M240 146Q238 108 254 82M222 86Q252 92 284 78', STEM, 9) +
    path(
      'M252 108C290 62 352 72 372 104C360 114 366 130 352 138C334 130 326 146 306 142C290 136 262 132 252 108z',
      LEAF,
    ) +
    line('M262 112Q310 98 358 108M300 104Q312 120 310 136', '#3f7a38', 3) +
    berries
      .map(([x, y]) => ball(oval(x, y, 30, 31), look.fill) + gloss(oval(x - 10, y - 11, 5, 7), 0.55))
      .join('')
  );
};

export const pepper: Drawing = (look) => {
  const one = (x: number, y: number, s: number, fill: string): string =>
    moved(
      x,
      y,
      s,
      ball(
        'M-100 -40C-104 -96 -52 -106 -30 -92Q0 -104 32 -92C60 -106 106 -92 100 -36C96 20 78 96 50 106C30 112 22 100 0 104C-24 110 -34 112 -52 102C-80 84 -96 14 -100 -40z',
        fill,
      ) +
        path(
          'M-30 -90C-44 -30 -44 50 -26 104C-36 110 -48 104 -54 100C-72 40 -74 -40 -30 -90z',
          look.darker,
          'opacity=".16"',
        ) +
        path(
          'M32 -90C48 -30 46 50 26 104C36 110 44 106 52 104C72 40 76 -40 32 -90z',
          look.darker,
          'opacity=".2"',
        ) +
        path('M-36 -88Q0 -66 38 -88Q20 -104 0 -100Q-20 -104 -36 -88z', '#4f8a3e') +
        line('M2 -94Q0 -126 24 -134', '#4f8a3e', 18) +
        gloss('M-82 -52Q-78 -80 -56 -82Q-70 -40 -66 4Q-84 -16 -82 -52z', 0.45),
    );
  return shadow(240, 396, 160, 20) + one(324, 306, 0.82, look.fill) + one(190, 278, 1.12, look.fill);
};

export const eggs: Drawing = (look) => {
  const egg = (x: number, y: number): string =>
    ball(
      `M${x} ${y - 66}C${x + 34} ${y - 66} ${x + 50} ${y - 14} ${x + 48} ${y + 12}C${x + 44} ${y + 50} ${x - 44} ${y + 50} ${x - 48} ${y + 12}C${x - 50} ${y - 14} ${x - 34} ${y - 66} ${x} ${y - 66}z`,
      look.fill,
    ) + gloss(oval(x - 16, y - 26, 8, 15), 0.5);
  const cup = (y: number, fill: string): string =>
    slab(
      `M64 ${y}Q88 ${y - 16} 112 ${y}Q132 ${y + 18} 152 ${y}Q176 ${y - 16} 200 ${y}Q220 ${y + 18} 240 ${y}Q264 ${y - 16} 288 ${y}Q308 ${y + 18} 328 ${y}Q352 ${y - 16} 376 ${y}Q398 ${y + 16} 416 ${y}L396 ${y + 92}Q394 ${y + 104} 380 ${y + 104}H100Q86 ${y + 104} 84 ${y + 92}z`,
      fill,
    );
  return (
    shadow(240, 398, 190, 20) +
    [132, 240, 348].map((x) => egg(x, 226)).join('') +
    cup(232, '#b9ab98') +
    [112, 204, 296, 380].map((x) => egg(x - 6, 288)).join('') +
    cup(292, '#cfc2ae') +
    path(box(196, 340, 88, 40, 8), '#fffaf0') +
    marked(look, 240, 360, 13, look.darker)
  );
};

export const rice: Drawing = (look) => {
  const bag = 'M132 118Q240 134 348 118L362 372Q364 400 336 400H144Q116 400 118 372z';
  return (
    shadow(240, 402, 150, 18) +
    cloth(bag, look.fill) +
    path(
      'M150 130Q168 260 140 396M330 130Q312 260 340 396',
      'none',
      `stroke="${look.darker}" stroke-width="3" opacity=".25"`,
    ) +
    cloth('M138 118L128 84Q240 100 352 84L342 118Q240 134 138 118z', look.dark) +
    line('M136 112Q240 128 344 112', look.lighter, 4, 'stroke-dasharray="9 8"') +
    path(oval(240, 264, 78, 84), '#fffaf0') +
    path('M184 296Q240 248 296 296Q290 340 240 344Q190 340 184 296z', look.base) +
    repeat(13, (i) =>
      path(
        oval(196 + ((i * 37) % 92), 272 + ((i * 23) % 26), 9, 4.6),
        '#fff',
        `stroke="#d9cdb6" stroke-width="1.5" transform="rotate(${i * 47} ${196 + ((i * 37) % 92)} ${272 + ((i * 23) % 26)})"`,
      ),
    ) +
    marked(look, 240, 222, 17, look.darker)
  );
};

export const tea: Drawing = (look) => {
  const tall = look.model % 2 === 0;
  const top = tall ? 150 : 196;
  return (
    shadow(240, 402, 120, 17) +
    cylinder(`M142 ${top}V374C142 412 338 412 338 374V${top}z`, look.fill) +
    cylinder(
      `M134 ${top - 42}V${top + 6}C134 ${top + 40} 346 ${top + 40} 346 ${top + 6}V${top - 42}z`,
      look.tier === 'luxury' ? look.metal : look.dark,
    ) +
    path(oval(240, top - 42, 106, 26), look.tier === 'luxury' ? look.metalLight : look.base) +
    path(oval(240, top - 42, 106, 26), 'url(#slab)') +
    path(oval(240, top - 45, 30, 8), look.tier === 'luxury' ? look.metalDark : look.dark) +
    label(look, 190, top + 62, 100, Math.min(128, 352 - top - 46)) +
    path('M60 398C70 360 104 348 122 352C120 384 92 404 60 398z', LEAF) +
    line('M68 394Q92 368 118 356', '#3f7a38', 3) +
    path('M112 404C106 384 120 368 136 368C140 388 130 402 112 404z', '#79b061')
  );
};

export const coffee: Drawing = (look) => {
  const bean = (x: number, y: number, turn: number): string =>
    turned(
      turn,
      x,
      y,
      ball(oval(x, y, 21, 15), '#6b4128') +
        line(`M${x - 17} ${y}Q${x - 6} ${y - 7} ${x} ${y}T${x + 17} ${y}`, '#3c2214', 3),
    );
  return (
    shadow(240, 402, 150, 18) +
    cloth('M142 112L132 372Q130 402 158 402H322Q350 402 348 372L338 112Q240 128 142 112z', look.fill) +
    path('M142 112L132 372Q130 402 158 402Q176 260 168 116z', look.darker, 'opacity=".22"') +
    path('M338 112L348 372Q350 402 322 402Q304 260 312 116z', '#fff', 'opacity=".14"') +
    slab('M140 112L136 72H344L340 112Q240 128 140 112z', look.dark) +
    path(box(128, 82, 224, 17, 8), look.tier === 'luxury' ? look.metal : look.lighter) +
    label(look, 180, 178, 120, 140) +
    path(oval(240, 148, 9), look.darker, 'opacity=".5"') +
    bean(92, 384, 20) +
    bean(126, 400, -30) +
    bean(384, 394, 40)
  );
};

export const biscuits: Drawing = (look) => {
  const biscuit = (x: number, y: number, r: number): string =>
    ball(oval(x, y, r), '#dba863') +
    repeat(12, (i) => path(oval(...around(x, y, r, i / 12), r * 0.16), '#dba863')) +
    path(oval(x, y, r * 0.84), '#e8bd7e') +
    repeat(7, (i) =>
      path(oval(...around(x, y, r * (0.25 + (i % 3) * 0.2), i * 0.382), r * 0.075), '#8d5b2c'),
    );
  return (
    shadow(248, 402, 165, 18) +
    slab('M92 134L322 110V396L92 402z', look.fill) +
    path('M322 110L384 138V384L322 396z', look.dark) +
    path('M322 110L384 138V384L322 396z', 'url(#cloth)') +
    path('M92 134L154 154L384 138L322 110z', look.light) +
    path('M128 200L286 188V342L128 350z', '#fffaf0') +
    biscuit(180, 292, 42) +
    biscuit(238, 286, 42) +
    marked(look, 207, 222, 15, look.darker) +
    biscuit(386, 372, 38) +
    biscuit(340, 386, 30)
  );
};

export const jam: Drawing = (look) => {
  const jar =
    'M136 178C126 190 122 204 122 222V360C122 392 142 402 166 402H314C338 402 358 392 358 360V222C358 204 354 190 344 178z';
  return (
    shadow(240, 402, 130, 17) +
    cylinder(jar, look.base) +
    path(
      'M136 178C126 190 122 204 122 222V226Q240 246 358 226V222C358 204 354 190 344 178z',
      '#fff',
      'opacity=".42"',
    ) +
    cloth(
      'M122 164C150 122 180 128 240 126C300 128 330 122 358 164C366 180 352 188 344 178C330 188 316 176 300 186C280 178 262 190 240 182C218 190 200 178 180 186C164 176 150 188 136 178C128 188 114 180 122 164z',
      look.fill,
    ) +
    line('M138 168Q240 186 342 168', look.darker, 6) +
    path('M226 172Q196 152 200 190Q214 194 232 180Q256 196 274 186Q274 156 244 172z', look.accent) +
    label(look, 170, 242, 140, 118) +
    gloss(box(140, 236, 15, 130, 7), 0.4)
  );
};

export const oil: Drawing = (look) => {
  const squat = look.model === 2;
  const neck = squat
    ? 'M214 118H266V176C266 212 320 214 320 262V376C320 396 308 402 294 402H186C172 402 160 396 160 376V262C160 214 214 212 214 176z'
    : 'M218 104H262V170C262 200 306 210 306 250V376C306 396 296 402 282 402H198C184 402 174 396 174 376V250C174 210 218 200 218 170z';
  return (
    shadow(240, 402, 105, 16) +
    cylinder(neck, look.fill) +
    cylinder(box(212, squat ? 86 : 72, 56, 42, 7), look.tier === 'luxury' ? look.metal : '#3e3a36') +
    line(squat ? 'M214 140H266' : 'M218 128H262', look.tier === 'luxury' ? look.metalDark : look.darker, 5) +
    label(look, squat ? 178 : 188, 266, squat ? 124 : 104, 104) +
    gloss(box(squat ? 172 : 184, 256, 10, 122, 5), 0.4) +
    path('M330 398C338 360 362 342 392 344C394 372 370 400 330 398z', LEAF) +
    ball(oval(342, 386, 22, 18), '#7d8f3c') +
    ball(oval(378, 394, 20, 16), '#5f7330')
  );
};

export const noodles: Drawing = (look) => {
  const strands = repeat(15, (i) =>
    line(`M${124 + i * 5} 92Q${130 + i * 4} 240 ${124 + i * 5} 392`, i % 2 === 0 ? '#f1d592' : '#e2bd6d', 6),
  );
  return (
    shadow(240, 402, 165, 17) +
    turned(-9, 160, 240, strands + path(box(112, 214, 96, 40, 6), look.dark)) +
    cloth(
      'M190 128L360 112Q368 112 368 120L380 386Q380 396 370 396L198 402Q188 402 188 392L180 138Q180 129 190 128z',
      look.fill,
    ) +
    path('M184 150L369 133V148L184 166zM188 372L379 366V380L188 388z', look.darker, 'opacity=".45"') +
    path(oval(280, 254, 68, 66), '#fffaf0') +
    path('M232 262H328C326 300 304 308 280 308C256 308 234 300 232 262z', look.base) +
    repeat(4, (i) => line(`M${244 + i * 14} 258q8 -14 16 0t16 0`, '#e2bd6d', 6)) +
    line('M300 252L336 208M310 252L348 214', '#7c5436', 5) +
    marked(look, 262, 222, 12, look.darker)
  );
};
