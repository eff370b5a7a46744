import type { Photo } from './photo.ts';

/** One thing that a photo should tell. */
export interface PhotoTask {
  readonly name: string;
  /** In the order of the network's outputs. */
  readonly classes: readonly string[];
}

/** What the photos' labels ask for: every task, with the classes that at least `fewest` photos have. */
export function photoTasks(photos: readonly Photo[], fewest = 2): PhotoTask[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { labels } of photos) {
    for (const [task, label] of Object.entries(labels)) {
      let known = counts.get(task);
      if (!known) counts.set(task, (known = new Map()));
      known.set(label, (known.get(label) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([name, known]) => ({
      name,
      classes: [...known]
        .filter(([, count]) => count >= fewest)
        .map(([label]) => label)
        .sort(),
    }))
    .filter(({ classes }) => classes.length > 1)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A photo's class in each task, by index; -1 where it has none. */
export function labelsOf(photo: Photo, tasks: readonly PhotoTask[]): number[] {
  return tasks.map(({ name, classes }) => classes.indexOf(photo.labels[name] ?? ''));
}
