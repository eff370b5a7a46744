/** Part files of a stored model that belong to no single recommender. */
export const FACTS_FILE = 'item-facts';
export const SCENES_FILE = 'scenes.json';
/** Ids of the items in the order that the model numbers them. */
export const ITEMS_FILE = 'items.json';
/** Folder of the default recommender and its parts. */
export const RANKER_FOLDER = 'ranker';
