import {
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

const bubbles = (x: number, y: number): string =>
  [
    [0, 0, 15],
    [26, -18, 9],
    [-16, -26, 7],
    [14, -40, 5],
  ]
    .map(
      ([dx, dy, r]) =>
        `<circle cx="${x + dx}" cy="${y + dy}" r="${r}" fill="#fff" fill-opacity=".5" stroke="#fff" stroke-width="2"/>`,
    )
    .join('');

export const laundry: Drawing = (look) =>
  shadow(240, 402, 135, 18) +
  `<path d="M138 178C138 150 160 140 188 140H236C300 140 348 168 348 236V372C348 394 336 402 318 402H168C150 402 138 394 138 372zM262 196C250 196 248 206 252 222L262 276C266 296 306 296 306 270V240C306 212 290 196 262 196z" fill="${look.fill}" fill-rule="evenodd"/>` +
  `<path d="M138 178C138 150 160 140 188 140H236C300 140 348 168 348 236V372C348 394 336 402 318 402H168C150 402 138 394 138 372zM262 196C250 196 248 206 252 222L262 276C266 296 306 296 306 270V240C306 212 290 196 262 196z" fill="url(#cylinder)" fill-rule="evenodd"/>` +
  cylinder(box(164, 78, 80, 64, 10), look.lighter) +
  repeat(6, (i) => line(`M${174 + i * 12} 88V132`, look.dark, 2.5, 'opacity=".4"')) +
  label(look, 158, 292, 168, 92) +
  line('M156 196Q158 172 180 164', '#fff', 8, 'opacity=".5"') +
  bubbles(384, 250);

export const dishSoap: Drawing = (look) =>
  shadow(240, 402, 100, 16) +
  cylinder(
    'M186 172C160 190 156 214 160 244C166 282 158 300 156 330V370C156 394 168 402 186 402H294C312 402 324 394 324 370V330C322 300 314 282 320 244C324 214 320 190 294 172z',
    look.fill,
  ) +
  cylinder(box(202, 128, 76, 46, 8), look.lighter) +
  cylinder('M224 82Q240 72 256 82L262 128H218z', look.dark) +
  label(look, 184, 252, 112, 118) +
  gloss('M176 220Q178 196 196 188Q186 214 188 240Q178 240 176 220z', 0.45) +
  bubbles(354, 190) +
  bubbles(120, 320);

export const tissues: Drawing = (look) =>
  shadow(248, 398, 185, 19) +
  path('M170 208C150 150 188 124 206 88C226 118 244 96 270 80C276 120 320 140 296 212z', '#fff') +
  path(
    'M206 88C210 140 196 180 204 208M270 80C252 130 262 170 256 208',
    'none',
    'stroke="#d9dbe0" stroke-width="4"',
  ) +
  path('M72 216L136 184H404L344 216z', look.light) +
  path(oval(238, 201, 86, 11), look.darker, 'opacity=".6"') +
  path('M172 206C168 190 176 180 186 170L286 168C298 182 304 192 302 206Q238 216 172 206z', '#fff') +
  slab('M72 216H344V396H72z', look.fill) +
  path('M344 216L404 184V366L344 396z', look.dark) +
  path('M344 216L404 184V366L344 396z', 'url(#cloth)') +
  path(box(148, 262, 120, 84, 42), '#fffaf0') +
  marked(look, 208, 304, 20, look.dark);

export const kitchenRoll: Drawing = (look) =>
  shadow(250, 402, 140, 18) +
  cloth('M332 128C372 140 392 160 394 200L400 380Q384 388 332 382z', '#fbfaf6') +
  `<g opacity=".75">${path('M332 128C372 140 392 160 394 200L400 380Q384 388 332 382z', look.fill)}</g>` +
  line('M366 150V384', '#fff', 3, 'stroke-dasharray="6 7"') +
  cylinder('M120 124V370C120 416 340 416 340 370V124z', look.fill) +
  path(oval(230, 124, 110, 38), '#fdfcf8') +
  path(oval(230, 124, 110, 38), 'url(#slab)', 'opacity=".5"') +
  `<ellipse cx="230" cy="124" rx="78" ry="26" fill="none" stroke="#e3dfd5" stroke-width="3"/><ellipse cx="230" cy="124" rx="54" ry="18" fill="none" stroke="#e3dfd5" stroke-width="3"/>` +
  path(oval(230, 124, 32, 11), '#a98a63') +
  path(oval(230, 127, 24, 7), '#6f5638');

export const spray: Drawing = (look) =>
  shadow(240, 402, 105, 16) +
  cylinder(
    'M206 196C172 214 164 248 164 288V372C164 394 176 402 194 402H290C308 402 320 394 320 372V288C320 248 312 214 278 196z',
    look.fill,
  ) +
  cylinder(box(204, 158, 76, 42, 8), look.dark) +
  slab(
    'M160 104Q160 84 182 84H268Q314 84 322 124L326 150H290L284 136H262L252 160H214L210 132H160z',
    look.lighter,
  ) +
  path('M206 134L186 186L202 190L226 136z', look.dark) +
  slab(box(142, 96, 26, 28, 6), look.dark) +
  label(look, 186, 268, 112, 110) +
  `<g fill="#fff" opacity=".75">${[
    [118, 100],
    [100, 88],
    [100, 114],
    [80, 78],
    [78, 102],
    [82, 126],
  ]
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4.5"/>`)
    .join('')}</g>`;

export const shampoo: Drawing = (look) =>
  shadow(240, 402, 105, 16) +
  line('M240 92V148', look.dark, 13) +
  slab('M146 84Q146 74 160 74H258Q270 74 270 88V96H182L166 108Q152 108 146 98z', look.lighter) +
  cylinder(box(204, 130, 72, 46, 8), look.dark) +
  cylinder(
    look.model === 1
      ? 'M186 174C160 178 152 194 152 220V372C152 394 164 402 182 402H298C316 402 328 394 328 372V220C328 194 320 178 294 174z'
      : 'M196 174C152 204 148 262 150 310V372C150 394 162 402 180 402H300C318 402 330 394 330 372V310C332 262 328 204 284 174z',
    look.fill,
  ) +
  label(look, 184, 238, 112, 130) +
  gloss('M166 300Q162 240 186 208Q176 260 180 310Q168 320 166 300z', 0.4);

export const toothpaste: Drawing = (look) =>
  shadow(240, 396, 180, 15) +
  turned(
    -24,
    240,
    260,
    slab('M84 214L356 198Q372 240 372 258Q372 276 356 318L84 304z', look.fill) +
      path('M84 214L84 304L64 308V210z', look.dark) +
      repeat(5, (i) => line(`M66 ${222 + i * 18}H82`, look.light, 3)) +
      cylinder(box(364, 222, 62, 74, 8), look.lighter) +
      repeat(5, (i) => line(`M376 ${232 + i * 13}H418`, look.dark, 2.5, 'opacity=".45"')) +
      path('M124 238L296 230V286L124 280z', '#fffaf0') +
      marked(look, 158, 259, 18, look.dark) +
      path(box(192, 248, 84, 8, 4), look.darker) +
      path(box(192, 264, 56, 6, 3), look.darker, 'opacity=".5"') +
      gloss('M100 222L346 206L350 214L100 230z', 0.5),
  ) +
  moved(
    120,
    150,
    1,
    repeat(3, (i) =>
      path(`M${i * 34} 0l6 -16l6 16l16 6l-16 6l-6 16l-6 -16l-16 -6z`, '#fff', `opacity="${0.9 - i * 0.25}"`),
    ),
  );

export const toothbrush: Drawing = (look) => {
  const one = (turn: number, fill: string): string =>
    turned(
      turn,
      240,
      420,
      slab(
        'M226 400C222 330 224 260 232 200V112Q232 92 240 92Q248 92 248 112V200C256 260 258 330 254 400Q240 412 226 400z',
        fill,
      ) +
        slab(box(222, 66, 36, 84, 16), fill) +
        repeat(5, (i) => path(box(196, 74 + i * 14, 30, 11, 3), i % 2 === 0 ? '#fff' : look.lighter)) +
        line('M240 240V330', look.light, 6, 'opacity=".6"'),
    );
  return (
    shadow(240, 408, 110, 15) +
    one(-15, look.fill) +
    one(17, look.dark) +
    cylinder('M158 292H322L312 388Q310 408 288 408H192Q170 408 168 388z', '#eef2f3') +
    path('M158 292H322L319 316H161z', '#fff', 'opacity=".6"') +
    marked(look, 240, 354, 20, look.dark)
  );
};

export const soap: Drawing = (look) =>
  shadow(240, 392, 175, 20) +
  ball('M84 356C84 336 396 336 396 356C396 402 340 404 240 404C140 404 84 402 84 356z', '#d8c7aa') +
  slab(
    'M104 268C104 236 134 226 240 226C346 226 376 236 376 268V316C376 350 346 362 240 362C134 362 104 350 104 316z',
    look.fill,
  ) +
  ball(
    'M104 264C104 230 134 218 240 218C346 218 376 230 376 264C376 296 346 306 240 306C134 306 104 296 104 264z',
    look.fill,
  ) +
  `<ellipse cx="240" cy="262" rx="92" ry="28" fill="none" stroke="${look.darker}" stroke-width="4" opacity=".45"/>` +
  `<g transform="translate(240 262) scale(1.9 1.2)" opacity=".75">${look.mark(look.darker)}</g>` +
  gloss('M132 250Q150 230 206 228Q168 238 146 262Q130 264 132 250z', 0.55) +
  bubbles(356, 196) +
  bubbles(122, 206);

export const lotion: Drawing = (look) =>
  shadow(240, 402, 100, 16) +
  slab('M158 92Q240 84 322 92L306 330H174z', look.fill) +
  path('M156 74Q240 66 324 74L322 94Q240 86 158 94z', look.dark) +
  repeat(13, (i) => line(`M${166 + i * 12.3} 74V90`, look.light, 2, 'opacity=".5"')) +
  cylinder(box(172, 328, 136, 74, 12), look.tier === 'luxury' ? look.metal : look.lighter) +
  label(look, 186, 142, 108, 140) +
  gloss('M176 106L190 105L196 322H184z', 0.35);

export const lipstick: Drawing = (look) => {
  const case1 = look.tier === 'luxury' || look.tier === 'premium' ? look.metal : '#35323a';
  return (
    shadow(240, 402, 150, 17) +
    cylinder('M160 118Q160 96 176 92L232 62V214H160z', look.fill) +
    path('M160 118Q160 96 176 92L232 62Q226 106 160 118z', look.light) +
    cylinder(box(152, 206, 88, 66, 4), look.metalLight) +
    cylinder(box(140, 262, 112, 140, 8), case1) +
    line('M142 284H250', look.metalDark, 4) +
    marked(look, 196, 340, 20, look.tier === 'value' ? look.light : '#fff6e4') +
    cylinder(box(280, 252, 100, 150, 10), case1) +
    path(box(280, 252, 100, 14, 6), '#fff', 'opacity=".25"') +
    line('M300 224Q352 186 404 204', look.base, 20, 'opacity=".9"') +
    line('M312 214Q352 190 392 198', look.light, 5, 'opacity=".7"')
  );
};

export const perfume: Drawing = (look) => {
  const bodies = [
    box(132, 196, 216, 206, 26),
    'M240 190C330 190 366 250 366 308C366 370 322 402 240 402C158 402 114 370 114 308C114 250 150 190 240 190z',
    'M168 190H312L356 250V372Q356 402 326 402H154Q124 402 124 372V250z',
  ];
  const body = bodies[look.model % 3];
  return (
    shadow(240, 402, 135, 18) +
    cylinder(box(214, 146, 52, 50, 4), look.metal) +
    (look.model % 3 === 1
      ? ball(oval(240, 116, 46, 44), look.tier === 'value' ? look.dark : look.metalLight)
      : slab(box(196, 76, 88, 76, 10), look.tier === 'value' ? look.dark : look.metalDark)) +
    slab(body, look.fill) +
    `<path d="${body}" fill="none" stroke="#fff" stroke-width="10" opacity=".38"/>` +
    path(box(184, 268, 112, 78, 6), '#fffaf0', 'opacity=".95"') +
    `<path d="${box(190, 274, 100, 66, 4)}" fill="none" stroke="${look.metalDark}" stroke-width="2"/>` +
    marked(look, 240, 298, 15, look.darker) +
    path(box(212, 322, 56, 4, 2), look.darker) +
    gloss('M152 232Q160 214 178 212L160 352Q148 330 152 232z', 0.5)
  );
};

export const nailPolish: Drawing = (look) => {
  const round = look.model % 2 === 0;
  return (
    shadow(240, 402, 110, 17) +
    cylinder(
      'M206 78Q206 64 220 62H260Q274 64 274 78L284 232H196z',
      look.tier === 'value' ? '#f4efe6' : look.tier === 'mid' ? '#2f2c33' : look.metal,
    ) +
    cylinder(box(204, 226, 72, 30, 4), look.metalDark) +
    (round ? ball(oval(240, 324, 94, 80), look.base) : cylinder(box(154, 252, 172, 150, 26), look.base)) +
    `<path d="${round ? oval(240, 324, 88, 74) : box(160, 258, 160, 138, 22)}" fill="none" stroke="#fff" stroke-width="7" opacity=".35"/>` +
    marked(look, 240, 330, 22, '#fffaf0') +
    gloss(
      round ? 'M164 306Q176 268 212 258Q188 290 184 330Q166 330 164 306z' : box(168, 274, 16, 96, 8),
      0.5,
    ) +
    path('M336 366C352 340 404 344 410 366C414 390 384 402 360 398C338 394 326 384 336 366z', look.base) +
    gloss('M350 364Q368 352 388 358Q368 362 354 374z', 0.55)
  );
};

export const palette: Drawing = (look) =>
  shadow(240, 402, 180, 18) +
  slab('M92 84H388Q404 84 404 100V232H76V100Q76 84 92 84z', look.fill) +
  slab(box(124, 116, 232, 92, 8), '#dfe9ee') +
  path('M150 208L230 116H270L190 208z', '#fff', 'opacity=".55"') +
  path(box(86, 228, 308, 18, 4), look.metalDark) +
  slab('M76 244H404L420 376Q422 402 396 402H84Q58 402 60 376z', look.fill) +
  [look.lighter, look.light, look.base, look.darker]
    .map(
      (shade, i) =>
        slab(box(90 + i * 77, 268, 66, 70, 10), shade) +
        line(`M${102 + i * 77} 290q12 -10 22 0t20 0`, '#fff', 3, 'opacity=".35"') +
        `<path d="${box(90 + i * 77, 268, 66, 70, 10)}" fill="none" stroke="${look.darker}" stroke-width="4" opacity=".6"/>`,
    )
    .join('') +
  path(box(92, 356, 250, 14, 7), look.metal) +
  path(box(342, 350, 54, 26, 12), '#3a2f2c');

export const cream: Drawing = (look) =>
  shadow(240, 402, 160, 18) +
  cylinder('M104 258V352C104 396 160 402 240 402C320 402 376 396 376 352V258z', look.fill) +
  path(
    'M104 258V352C104 396 160 402 240 402C320 402 376 396 376 352V258',
    'none',
    'stroke="#fff" stroke-width="9" opacity=".3"',
  ) +
  cylinder(
    'M96 192V250C96 278 384 278 384 250V192z',
    look.tier === 'value' || look.tier === 'mid' ? '#faf6ee' : look.metal,
  ) +
  path(oval(240, 192, 144, 34), look.tier === 'value' || look.tier === 'mid' ? '#fffdf8' : look.metalLight) +
  `<g transform="translate(240 192) scale(2.6 .9)" opacity=".8">${look.mark(look.tier === 'luxury' ? look.metalDark : look.dark)}</g>` +
  label(look, 184, 288, 112, 86) +
  gloss('M120 286L136 290V360Q120 350 120 330z', 0.45) +
  cloth(
    'M330 388C336 366 372 372 386 362C404 352 430 362 428 382C426 402 396 404 376 402C352 406 326 406 330 388z',
    '#fffdf8',
  ) +
  line('M350 388Q376 372 408 378', '#d8d0c4', 4);
