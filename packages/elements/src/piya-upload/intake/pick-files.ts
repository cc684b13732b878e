/** A file that a person gave, with a handle that can be read again after a reload where the browser has one. */
export interface PickedFile {
  file: File;
  handle?: FileSystemFileHandle;
}

type Picker = (options: { multiple: boolean }) => Promise<FileSystemFileHandle[]>;

/** Chromium's permission methods, which the DOM types do not have. */
interface PermissionHandle extends FileSystemFileHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

type HandleItem = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

/**
 * Asks for files with the picker that gives handles.
 *
 * @returns The files; an empty list when the person closed it; `undefined` where there is no such picker, or not in this
 * frame: then an `<input type="file">` has to do.
 */
export async function pickFiles(options: { multiple: boolean }): Promise<PickedFile[] | undefined> {
  const picker = (globalThis as { showOpenFilePicker?: Picker }).showOpenFilePicker;
  if (!picker) return undefined;
  try {
    const handles = await picker(options);
    return await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle })));
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'AbortError') return [];
    // Frames of another origin and pages without a gesture may not open it; the input still works there.
    if (name === 'SecurityError' || name === 'NotAllowedError') return undefined;
    throw error;
  }
}

/** The files of a paste. */
export const pickedFiles = ({ files }: DataTransfer): PickedFile[] => [...files].map((file) => ({ file }));

/** The files of a drop. Must be called within the event: the list is empty afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item: HandleItem) => ({ file: item.getAsFile(), handle: item.getAsFileSystemHandle?.() }));
  const picked = await Promise.all(
    entries.map(async ({ file, handle: pending }): Promise<PickedFile | undefined> => {
      const handle = await pending;
      if (handle?.kind === 'directory' || !file) return undefined;
      return handle ? { file, handle: handle as FileSystemFileHandle } : { file };
    }),
  );
  return picked.filter((entry) => entry !== undefined);
}

/**
 * The file behind a stored handle.
 *
 * @param ask - Whether the browser may ask the person; only right within a click.
 * @returns `undefined` when it may not be read, or is not there any more.
 */
export async function reopenFile(handle: FileSystemFileHandle, ask: boolean): Promise<File | undefined> {
  const guarded: PermissionHandle = handle;
  try {
    let permission = (await guarded.queryPermission?.({ mode: 'read' })) ?? 'granted';
    if (permission === 'prompt' && ask) permission = (await guarded.requestPermission?.({ mode: 'read' })) ?? 'denied';
    return permission === 'granted' ? await handle.getFile() : undefined;
  } catch (error) {
    // Moved, deleted or no longer allowed: the person is asked to choose the file again.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
