import { Application, Comment, CommentTag, ReflectionKind } from 'typedoc';

/** Where the names of a file of the SDK stand in the reference, the first that matches; in the order of the page. */
const CATEGORIES = [
  // The namespaces of actions are exported by the index.
  [
    'Clients',
    /^(index\.|peertube\/client\/|peertube\/request\/create-peertube\.|piyakast\/(piyakast-client|create-piyakast)\.)/,
  ],
  ['Session', /^session\/|^peertube\/account\/(sign-in|sessions)\//],
  ['Uploads', /^upload\/|^peertube\/uploads\//],
  ['Uploads while PeerTube is away', /^failover\/(hybrid|stores|unconfirmed)\/|^failover\/[\w-]+\./],
  ['Several instances', /^failover\/pool\//],
  [
    'Playing and embedding',
    /^peertube\/(urls|videos\/(playback|embedding|player-settings)|channels\/player-settings)\//,
  ],
  ['Videos', /^peertube\/(videos\/|types\/video\.)/],
  ['Views and statistics', /^peertube\/(views|stats)\//],
  ['Lives', /^peertube\/(lives\/|types\/live\.)/],
  ['Channels and accounts', /^peertube\/(account\/|channels\/|types\/actor\.)/],
  ['Playlists and comments', /^peertube\/(playlists|comments)\//],
  ['Other instances', /^peertube\/federation\//],
  ['The instance', /^peertube\/(instance\/|types\/config\.)/],
  ['A PIYAKast server', /^piyakast\//],
  ['Limits and words', /^contract\//],
  ['Errors', /^errors\//],
  ['Requests', /^(http|runtime)\/|^peertube\/(request\/|types\/common\.)/],
];
/** What a parameter of these types is called. */
const CONTEXTS = { PeerTube: 'peertube', Piyakast: 'piyakast' };
const SDK = /(?:^|\/)packages\/sdk\/src\/(.+)$/;

/**
 * A typedoc plugin for the SDK: puts names into categories by the file that they are in, so that no comment has to, and
 * names the parameters that are taken apart where they are received. A file in no category is a warning, which ends the
 * build.
 *
 * @param {Application} app
 */
export function load(app) {
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    const names = CATEGORIES.map(([name]) => name);
    app.options.setValue('categoryOrder', names);
  });
  // Before typedoc's own categories, which are made of the comments.
  app.on(Application.EVENT_PROJECT_REVIVE, (project) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      for (const reflection of module.children ?? []) categorize(app, reflection);
    }
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
      if (parameter.name === '__namedParameters') parameter.name = CONTEXTS[parameter.type?.name] ?? 'options';
    }
  });
}

function categorize(app, reflection) {
  const [, file] = SDK.exec(reflection.sources?.[0]?.fileName ?? '') ?? [];
  if (file === undefined || reflection.kindOf(ReflectionKind.Module)) return;
  const [category] = CATEGORIES.find(([, files]) => files.test(file)) ?? [];
  if (category === undefined) {
    app.logger.warn(`${file} is in no category: add it to docs/typedoc-plugin.mjs.`);
    return;
  }
  const holder = reflection.signatures?.[0] ?? reflection;
  holder.comment ??= new Comment();
  holder.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: category }]));
}
