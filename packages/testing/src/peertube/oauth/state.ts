export interface TokenState {
  access: string;
  refresh: string;
  userId: number;
  accessExpiresAtMs: number;
  refreshExpiresAtMs: number;
}
