export interface CommentState {
  id: number;
  videoId: number;
  userId: number;
  text: string;
  threadId: number;
  inReplyToCommentId: number | null;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
}
