import { brightness } from '../palette.ts';
import {
  around,
  ball,
  box,
  gloss,
  line,
  marked,
  moved,
  oval,
  path,
  repeat,
  round,
  shadow,
  slab,
  turned,
  type Drawing,
  type Look,
} from './kit.ts';

/** A faceted stone of radius 100 around (0, 0). */
function gem(look: Look): string {
  const corner = (i: number, radius: number): string => around(0, 0, radius, i / 8 + 1 / 16).join(' ');
  const shades = [
    look.lighter,
    look.light,
    look.base,
    look.dark,
    look.darker,
    look.dark,
    look.base,
    look.light,
  ];
  return (
    path(`M${repeat(8, (i) => `${i === 0 ? '' : 'L'}${corner(i, 100)}`)}z`, look.fill) +
    shades
      .map((shade, i) =>
        path(
          `M${corner(i, 100)}L${corner(i + 1, 100)}L${corner(i + 1, 56)}L${corner(i, 56)}z`,
          shade,
          'opacity=".72"',
        ),
      )
      .join('') +
    path(`M${repeat(8, (i) => `${i === 0 ? '' : 'L'}${corner(i, 56)}`)}z`, look.light, 'opacity=".35"') +
    path('M-40 -30L-8 -50L4 -20L-26 4z', '#fff', 'opacity=".65"')
  );
}

const sparkle = (x: number, y: number, size: number): string =>
  moved(x, y, size, path('M0 -16Q2 -2 16 0Q2 2 0 16Q-2 2 -16 0Q-2 -2 0 -16z', '#fff', 'opacity=".95"'));

/** A velvet bust or stand, so that jewellery has something to hang on. */
const velvet = '#efe6dc';

export const watch: Drawing = (look) => {
  const metal = look.tier === 'value' ? '#4a4a52' : look.metal;
  const strap = (d: string): string => slab(d, look.fill) + path(d, 'url(#cylinder)', 'opacity=".6"');
  return (
    shadow(240, 418, 90, 12) +
    strap('M184 160L194 56Q196 44 208 44H272Q284 44 286 56L296 160z') +
    strap('M184 300L194 412Q196 424 208 424H272Q284 424 286 412L296 300z') +
    line(
      'M198 64L190 150M282 64L290 150M198 404L190 310M282 404L290 310',
      look.lighter,
      3,
      'stroke-dasharray="8 6" opacity=".6"',
    ) +
    repeat(3, (i) => path(oval(240, 352 + i * 22, 5), look.darker)) +
    path(box(352, 218, 22, 28, 6), look.metalDark) +
    ball(oval(240, 232, 120), metal) +
    path(oval(240, 232, 104), look.model === 2 ? look.darker : look.metalDark) +
    (look.model === 2
      ? repeat(12, (i) => turned(i * 30, 240, 232, path(box(237, 131, 6, 12, 3), look.metalLight)))
      : '') +
    path(oval(240, 232, 88), look.model === 0 ? '#26252b' : '#fffaf0') +
    repeat(12, (i) =>
      turned(
        i * 30,
        240,
        232,
        path(
          box(i % 3 === 0 ? 236 : 238, 150, i % 3 === 0 ? 8 : 4, i % 3 === 0 ? 20 : 12, 2),
          look.model === 0 ? '#fff4d8' : look.darker,
        ),
      ),
    ) +
    marked(look, 240, 198, 11, look.base) +
    line('M240 232L204 196', look.model === 0 ? '#fff4d8' : '#2a2830', 9) +
    line('M240 232L282 176', look.model === 0 ? '#fff4d8' : '#2a2830', 6) +
    line('M240 250L232 300', look.base, 4) +
    path(oval(240, 232, 8), look.base) +
    gloss('M172 196Q190 158 232 150Q196 172 184 214Q170 216 172 196z', 0.4)
  );
};

const bust = (look: Look): string =>
  path(
    'M204 46C204 100 196 128 150 150C92 176 74 250 74 402H406C406 250 388 176 330 150C284 128 276 100 276 46Q240 64 204 46z',
    brightness(look.base) > 0.55 ? '#57495a' : '#f6efe6',
  ) +
  path(
    'M204 46C204 100 196 128 150 150C92 176 74 250 74 402H406C406 250 388 176 330 150C284 128 276 100 276 46Q240 64 204 46z',
    'url(#cloth)',
  ) +
  path('M204 100Q240 126 276 100L282 116Q240 144 198 116z', '#000', 'opacity=".06"');

export const necklace: Drawing = (look) => {
  const onChain = (t: number): [number, number] => [
    round(240 - 96 * Math.cos(Math.PI * t)),
    round(140 + 150 * Math.sin(Math.PI * t)),
  ];
  const chain =
    line('M146 146C152 250 200 292 240 294C280 292 328 250 334 146', look.metalDark, 7) +
    line(
      'M146 144C152 248 200 290 240 292C280 290 328 248 334 144',
      look.metalLight,
      4,
      'stroke-dasharray="7 5"',
    );
  const pendant = [
    path('M240 286L232 302H248z', look.metal) +
      ball(oval(240, 346, 60, 60), look.metal) +
      moved(240, 346, 0.53, gem(look)),
    '',
    path(box(232, 288, 16, 16, 5), look.metal) +
      ball(
        'M240 398C176 362 172 312 206 304C224 300 236 310 240 320C244 310 256 300 274 304C308 312 304 362 240 398z',
        look.metal,
      ) +
      moved(240, 344, 0.4, gem(look)),
  ][look.model % 3];
  const beads = repeat(15, (i) => {
    const [x, y] = onChain(i / 14);
    const r = 12 + 15 * Math.sin((Math.PI * i) / 14);
    return (
      ball(oval(x, y, r), i % 5 === 2 ? look.metal : look.fill) +
      gloss(oval(x - r * 0.35, y - r * 0.4, r * 0.2), 0.7)
    );
  });
  return (
    shadow(240, 402, 170, 15) +
    bust(look) +
    (look.model % 3 === 1 ? beads : chain + pendant) +
    sparkle(300, 316, 1) +
    sparkle(196, 370, 0.6)
  );
};

export const ring: Drawing = (look) => {
  const band = `<ellipse cx="240" cy="290" rx="106" ry="104" fill="none" stroke="${look.metalDark}" stroke-width="27"/><ellipse cx="238" cy="288" rx="106" ry="104" fill="none" stroke="${look.metal}" stroke-width="21"/>`;
  const shine =
    line('M140 262Q154 208 198 190', look.metalLight, 9, 'opacity=".9"') +
    line('M330 340Q306 380 262 390', look.metalLight, 6, 'opacity=".7"');
  const halo = repeat(14, (i) => {
    const [x, y] = around(240, 150, 80, i / 14);
    return (
      ball(oval(x, y, 15), look.metalLight) +
      path(oval(x, y, 10), '#fff') +
      path(oval(x, y, 10), look.lighter, 'opacity=".6"')
    );
  });
  const top = [
    path('M184 202L208 120H272L296 202Q240 226 184 202z', look.metalDark) +
      moved(240, 138, 0.82, gem(look)) +
      [
        [-58, -50],
        [58, -50],
        [-58, 52],
        [58, 52],
      ]
        .map(([x, y]) => ball(oval(240 + x, 138 + y, 11), look.metal))
        .join(''),
    path('M190 210L220 150H260L290 210Q240 226 190 210z', look.metalDark) +
      halo +
      moved(240, 150, 0.66, gem(look)),
    slab('M140 128Q140 100 170 98H310Q340 100 340 128V172Q340 216 240 216Q140 216 140 172z', look.metal) +
      slab(box(164, 116, 152, 76, 22), look.fill) +
      marked(look, 240, 154, 26, look.metalLight),
  ][look.model % 3];
  return shadow(240, 406, 130, 15) + band + shine + top + sparkle(316, 96, 1.3) + sparkle(150, 110, 0.8);
};

export const earrings: Drawing = (look) => {
  const drop =
    path(oval(0, -150, 11), look.metal) +
    line('M0 -140V-96', look.metalDark, 5) +
    ball(oval(0, -86, 15), look.metal) +
    ball(
      'M0 -70C46 -10 66 22 66 56C66 96 36 120 0 120C-36 120 -66 96 -66 56C-66 22 -46 -10 0 -70z',
      look.metal,
    ) +
    moved(0, 48, 0.5, gem(look));
  const hoop =
    path(oval(0, -128, 10), look.metal) +
    `<circle r="84" cy="-12" fill="none" stroke="${look.metalDark}" stroke-width="24"/><circle r="84" cy="-14" cx="-1" fill="none" stroke="${look.metal}" stroke-width="19"/>` +
    repeat(9, (i) => {
      const [x, y] = around(0, -12, 84, 0.06 + i * 0.048);
      return ball(oval(x, y, 15), look.fill) + gloss(oval(x - 5, y - 5, 3), 0.8);
    }) +
    ball(oval(0, 106, 24), look.fill) +
    line('M0 72V84', look.metalDark, 5);
  const fan =
    path(oval(0, -150, 11), look.metal) +
    line('M0 -140V-100', look.metalDark, 5) +
    path('M0 -110L104 60A122 122 0 0 1 -104 60z', look.metal) +
    path('M0 -92L88 56A104 104 0 0 1 -88 56z', look.fill) +
    repeat(7, (i) =>
      line(
        `M0 -92L${-75 + i * 25} ${i === 0 || i === 6 ? 74 : i === 3 ? 92 : 86}`,
        look.metalDark,
        3,
        'opacity=".8"',
      ),
    ) +
    repeat(7, (i) => ball(oval(-84 + i * 28, 100 + 16 * Math.sin((Math.PI * i) / 6), 9), look.metalLight));
  const one = [drop, hoop, fan][look.model % 3];
  return (
    shadow(240, 408, 150, 13) +
    moved(146, 236, 1, one) +
    moved(336, 258, 1, one) +
    sparkle(232, 120, 1) +
    sparkle(404, 170, 0.8)
  );
};

export const bracelet: Drawing = (look) => {
  const pillow = ball('M66 366C66 330 414 330 414 366C414 410 66 410 66 366z', velvet);
  const bead = (i: number): string => {
    const [x, y] = around(240, 244, 140, i / 18, 104);
    const r = 24 + (y - 244) * 0.05;
    return (
      ball(oval(x, y, r), i % 6 === 4 ? look.metal : look.fill) +
      gloss(oval(x - r * 0.3, y - r * 0.4, r * 0.2), 0.7)
    );
  };
  const bangle =
    `<ellipse cx="240" cy="248" rx="142" ry="112" fill="none" stroke="${look.metalDark}" stroke-width="48"/><ellipse cx="239" cy="245" rx="142" ry="112" fill="none" stroke="${look.fill}" stroke-width="40"/><ellipse cx="239" cy="245" rx="161" ry="131" fill="none" stroke="${look.metal}" stroke-width="6"/><ellipse cx="239" cy="245" rx="122" ry="92" fill="none" stroke="${look.metal}" stroke-width="6"/>` +
    line('M96 206Q120 146 180 122', '#fff', 8, 'opacity=".6"');
  const charm = (x: number, y: number, inner: string): string =>
    line(`M${x} ${y - 30}V${y - 8}`, look.metalDark, 5) + moved(x, y + 22, 1, inner);
  const charms =
    `<ellipse cx="240" cy="220" rx="150" ry="96" fill="none" stroke="${look.metalDark}" stroke-width="13"/><ellipse cx="240" cy="218" rx="150" ry="96" fill="none" stroke="${look.metalLight}" stroke-width="8" stroke-dasharray="15 9"/>` +
    charm(
      150,
      308,
      ball(
        'M0 34C-40 10 -36 -26 -14 -26C-4 -26 0 -18 0 -12C0 -18 4 -26 14 -26C36 -26 40 10 0 34z',
        look.fill,
      ),
    ) +
    charm(240, 334, moved(0, 4, 0.34, gem(look))) +
    charm(330, 308, ball('M0 -30L9 -8L32 -6L14 9L20 32L0 19L-20 32L-14 9L-32 -6L-9 -8z', look.fill));
  return (
    shadow(240, 404, 180, 15) +
    pillow +
    [repeat(18, (i) => bead((i + 10) % 18)), bangle, charms][look.model % 3] +
    sparkle(346, 132, 1.1) +
    sparkle(128, 166, 0.7)
  );
};
