/** What accounts and channels share. */
export interface ActorState {
  id: number;
  name: string;
  /** `undefined` for a local one. */
  host?: string;
  displayName: string;
  description: string | null;
  /** Name of the picture in the URL and key in the storage. */
  avatar?: { name: string; updatedAt: string };
  createdAt: string;
  updatedAt: string;
}
