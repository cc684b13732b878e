import type { VersionRules } from '../version.js';

const LICENCES: Record<string, string> = {
  1: 'Attribution',
  2: 'Attribution - Share Alike',
  3: 'Attribution - No Derivatives',
  4: 'Attribution - Non Commercial',
  5: 'Attribution - Non Commercial - Share Alike',
  6: 'Attribution - Non Commercial - No Derivatives',
  7: 'Public Domain Dedication',
};

export const PRIVACIES: Record<string, string> = {
  1: 'Public',
  2: 'Unlisted',
  3: 'Private',
  4: 'Internal',
  5: 'Password protected',
};

export const PLAYLIST_PRIVACIES: Record<string, string> = { 1: 'Public', 2: 'Unlisted', 3: 'Private' };

export const STATES: Record<number, string> = {
  1: 'Published',
  2: 'To transcode',
  4: 'Waiting for livestream',
  5: 'Livestream ended',
  7: 'Transcoding failed',
};

/** Whom a video may be embedded by (8.2 §11). */
export const EMBED_POLICIES: Record<number, string> = {
  1: 'All allowed',
  2: 'Allowlist',
  3: 'Remote restrictions',
};

export const COMMENTS_POLICIES: Record<number, string> = { 1: 'Enabled', 2: 'Disabled', 3: 'Requires approval' };

const LANGUAGE_CODES =
  'aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ase asq avk bfi csl fsl gsg jsl zxx';

/** Names that the runtime does not know. */
const OTHER_LANGUAGES: Record<string, string> = {
  asq: 'Austrian Sign Language',
  avk: 'Kotava',
  bfi: 'British Sign Language',
  csl: 'Chinese Sign Language',
  fsl: 'French Sign Language',
  gsg: 'German Sign Language',
  jsl: 'Japanese Sign Language',
  zxx: 'No linguistic content',
};

/** Most of the about 200 languages of an instance: code → name. */
export const LANGUAGES: Record<string, string> = Object.fromEntries(
  LANGUAGE_CODES.split(' ').map((code) => [code, OTHER_LANGUAGES[code] ?? nameOfLanguage(code)]),
);

function nameOfLanguage(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
}

export const labelled = (id: number | string | null, labels: Record<string, string>) => ({
  id,
  label: id === null ? 'Unknown' : (labels[id] ?? 'Unknown'),
});

const FILE_EXTENSIONS: readonly string[] =
  '.webm .ogv .ogg .mp4 .mkv .mov .qt .mqv .m4v .flv .f4v .wmv .avi .3gp .3gpp .3g2 .3gpp2 .nut .mts .m2ts .mpv .m2v .m1v .mpg .mpe .mpeg .vob .mxf .mp3 .wma .wav .flac .aac .m4a .ac3'.split(
    ' ',
  );

/** Extensions of the files that an instance takes, dots included. */
export const fileExtensions = ({ config }: VersionRules): readonly string[] =>
  FILE_EXTENSIONS.flatMap((one) => [one, config.laterExtensions[one] ?? []].flat());

/** Licences by id. */
export const licences = ({ config }: VersionRules): Readonly<Record<string, string>> => ({
  ...LICENCES,
  ...config.licences,
});
