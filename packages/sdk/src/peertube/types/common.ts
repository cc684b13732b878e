/** A value of an instance's list, with the label in its language. */
export interface PeerTubeLabel<Id = number> {
  id: Id;
  label: string;
}

/** One part of a list. */
export interface PeerTubePage<Item> {
  /** Items in the whole list; 0 when the list was asked without counting. */
  total: number;
  /** The part asked for. */
  data: Item[];
}

/** A picture, wherever this version of PeerTube keeps its address; {@link thumbnailOf} chooses one of a video. */
export interface PeerTubeImage {
  /** Absolute. */
  url: string;
  /** Pixels; `null` when the instance does not tell. */
  width: number | null;
  /** Pixels; `null` when the instance does not tell. */
  height: number | null;
  /** Such as `16:9` or `1:1`; absent before PeerTube 8, and of other pictures than thumbnails. */
  aspectRatio?: string;
}

/** What PeerTube answers when it made something. */
export interface PeerTubeVideoIds {
  id: number;
  uuid: string;
  /** 22 characters, for short links. */
  shortUUID: string;
}
